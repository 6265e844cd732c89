/// S3: an engine in memory, and in front of it the Object Lock that it lacks.
@NullMarked
package emanet.local.edge.s3;

import org.jspecify.annotations.NullMarked;
