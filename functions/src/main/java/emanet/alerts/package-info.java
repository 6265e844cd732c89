/// Sends that nobody misses: SMS, e-mail, webhooks, topics. Uses envelope.
@NullMarked
package emanet.alerts;

import org.jspecify.annotations.NullMarked;
