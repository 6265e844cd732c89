package emanet.store;

import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The tables in use, for who froze them and has to write down how far it is.
final class ThawedGeneration extends Generation {
  private final InstantSource clock;

  ThawedGeneration(DynamoDbClient client, InstantSource clock) {
    super(client, clock);
    this.clock = clock;
  }

  @Override
  Generation by(DynamoDbClient other) {
    return new ThawedGeneration(other, clock);
  }

  @Override
  void requireThawed(Key key) {
    // see above
  }
}
