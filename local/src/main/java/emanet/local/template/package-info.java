/// CloudFormation and SAM templates, read as far as one machine needs them: the routes, functions,
/// schedules and tables are those of the files that are deployed, so what is missing there is
/// missing here.
@NullMarked
package emanet.local.template;

import org.jspecify.annotations.NullMarked;
