/// SNS and SES: what they are told to send goes to the outbox.
@NullMarked
package emanet.local.edge.messages;

import org.jspecify.annotations.NullMarked;
