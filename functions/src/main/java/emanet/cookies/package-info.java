/// What visitors choose about cookies (guideline of June 2022): receipts without a person. Uses
/// register.
@NullMarked
package emanet.cookies;

import org.jspecify.annotations.NullMarked;
