/// Applications of people under Art. 11: taken in, answered within their time, and carried out.
/// Uses subjects.
@NullMarked
package emanet.requests;

import org.jspecify.annotations.NullMarked;
