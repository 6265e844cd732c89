package emanet.store;

import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Tables that are named, whichever are in use.
final class FixedGeneration extends Generation {
  private final Generations generations;

  FixedGeneration(DynamoDbClient client, InstantSource clock, Generations generations) {
    super(client, clock);
    this.generations = generations;
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
