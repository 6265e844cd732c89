package emanet.store;

import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Tables that are named, whichever are in use.
final class FixedGeneration extends Generation {
  private final Generations generations;
  private final InstantSource clock;

  FixedGeneration(DynamoDbClient client, InstantSource clock, Generations generations) {
    super(client, clock);
    this.generations = generations;
    this.clock = clock;
  }

  @Override
  Generation by(DynamoDbClient other) {
    return new FixedGeneration(other, clock, generations);
  }

  @Override
  String name(Table table) {
    return generations.name(table);
  }

  @Override
  void requireThawed(Key key) {
    // who brings tables back is who froze the others
  }

  @Override
  boolean wantsRefresh() {
    return false;
  }
}
