/// What is due to go, and its disposal in time (Art. 7, regulation 30224). Uses subjects.
@NullMarked
package emanet.retention;

import org.jspecify.annotations.NullMarked;
