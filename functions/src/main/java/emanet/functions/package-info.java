/// The entry points that template.yaml names.
@NullMarked
package emanet.functions;

import org.jspecify.annotations.NullMarked;
