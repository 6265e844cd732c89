/// DynamoDB Local behind the edge, held to what strongly consistent global tables allow.
@NullMarked
package emanet.local.edge.dynamodb;

import org.jspecify.annotations.NullMarked;
