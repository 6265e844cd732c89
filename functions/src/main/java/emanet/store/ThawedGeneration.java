package emanet.store;

import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The tables in use, for who froze them and has to write down how far it is.
final class ThawedGeneration extends Generation {
  ThawedGeneration(DynamoDbClient client, InstantSource clock) {
    super(client, clock);
  }

  @Override
  void requireThawed(Key key) {
    // see above
  }
}
