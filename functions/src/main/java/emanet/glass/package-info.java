/// Break-glass (acil erişim): for an hour at most, one operator of the deployment's reads what one
/// tenant keeps, masked, because two people said so; the tenant is told before it begins.
@NullMarked
package emanet.glass;

import org.jspecify.annotations.NullMarked;
