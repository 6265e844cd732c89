/// People and their sealed records; search. Uses register.
@NullMarked
package emanet.subjects;

import org.jspecify.annotations.NullMarked;
