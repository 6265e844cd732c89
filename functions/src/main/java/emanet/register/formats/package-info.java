/// The types that a field can have: how a value of each is checked, brought into one form, masked,
/// and folded for look-up. Part of the register; uses values and faults.
@NullMarked
package emanet.register.formats;

import org.jspecify.annotations.NullMarked;
