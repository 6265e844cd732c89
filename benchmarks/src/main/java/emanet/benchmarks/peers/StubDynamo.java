package emanet.benchmarks.peers;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/// The table of branch keys that the AWS libraries' hierarchical keyring reads, without a network.
public final class StubDynamo implements DynamoDbClient {
  public static final String TABLE = "branch-keys";

  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();

  /// Calls since the last time that this was asked.
  public long taken() {
    return calls.getAndSet(0);
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {
    // nothing is open
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    calls.incrementAndGet();
    var item = items.get(place(request.key()));
    return item == null
        ? GetItemResponse.builder().build()
        : GetItemResponse.builder().item(item).build();
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    calls.incrementAndGet();
    for (var write : request.transactItems()) {
      items.put(place(write.put().item()), write.put().item());
    }
    return TransactWriteItemsResponse.builder().build();
  }

  private static String place(Map<String, AttributeValue> key) {
    return part(key, "branch-key-id") + "/" + part(key, "type");
  }

  private static String part(Map<String, AttributeValue> key, String name) {
    return Objects.requireNonNull(key.get(name), name).s();
  }
}
