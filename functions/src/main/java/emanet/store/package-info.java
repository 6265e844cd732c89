/// DynamoDB items: conditions, paging, retries, strong reads. No word of the domain.
@NullMarked
package emanet.store;

import org.jspecify.annotations.NullMarked;
