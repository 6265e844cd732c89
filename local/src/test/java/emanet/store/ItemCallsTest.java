package emanet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.local.Stack;
import emanet.values.Bytes;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.wiring.Volleys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/// Items and rows go to DynamoDB as bytes, and whatever goes wrong on the way ends as it would by
/// the SDK's client.
class ItemCallsTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Generations FIRST = new Generations(1, Map.of());
  private static final String ODD = "ı\u0000\u001f\"\\/\u2028\uD83D\uDD11'\n\t{\"Item\":}";

  private final String tenant = "b" + new Ids(Randomness.system(), CLOCK).random().substring(0, 12);
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(Stack.shared().edge())
          .region(Region.of(Stack.HOME))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClient(http)
          .overrideConfiguration(config ->
              config
                  .appId("emanet")
                  .retryStrategy(
                      AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(3).build()))
          .build();
  private final Store plain = new DynamoStore(client, CLOCK);
  private final Store bulk = DynamoStore.of(client, http, Volleys.own(), CLOCK, FIRST);
  private final Store serving = new DynamoStore(client, http, CLOCK);

  /// Whatever is not done by the quick way fails: the client beside it knows no calls.
  private Store quick() {
    return DynamoStore.of(
        new Unasked(client.serviceClientConfiguration()), http, Volleys.own(), CLOCK, FIRST);
  }

  /// What goes at once goes one by one through that, too.
  private Store through(SdkHttpClient some) {
    return DynamoStore.of(client, some, new OneByOne(some), CLOCK, FIRST);
  }

  private record OneByOne(SdkHttpClient http) implements Volley {
    @Override
    public List<Optional<HttpExecuteResponse>> post(List<HttpExecuteRequest> posts, Duration most) {
      return posts.stream().map(this::one).toList();
    }

    private Optional<HttpExecuteResponse> one(HttpExecuteRequest post) {
      try {
        return Optional.of(http.prepareRequest(post).call());
      } catch (IOException | UncheckedIOException e) {
        return Optional.empty();
      }
    }
  }

  private record Unasked(DynamoDbServiceClientConfiguration serviceClientConfiguration)
      implements DynamoDbClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // it has nothing
    }
  }

  private Key key(String sort) {
    return new Key(Table.RECORDS, Key.prefix(tenant) + "S#x", sort);
  }

  private Row row(String sort, String attributes) throws IOException {
    var line =
        "{\"Item\":{%s,\"sk\":{\"S\":\"%s\"},\"pk\":{\"S\":\"T#%s#S#x\"}}}"
            .formatted(attributes, sort, tenant)
            .getBytes(StandardCharsets.UTF_8);
    return Row.ofLine(Table.RECORDS, line, 0, line.length);
  }

  @AfterEach
  void behave() {
    Stack.shared().clearFaults(tenant);
  }

  @Test
  void itemsOfEveryTypeAreWrittenAndReadAsTheClientDoes() {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    var item =
        Item.at(key("types"))
            .with("t", ODD)
            .with(ODD.substring(0, 3), "")
            .with("n", Long.MIN_VALUE)
            .with("b", Bytes.of(all))
            .with("none", Bytes.of(new byte[0]))
            .with("f", false)
            .with("s", Set.of("x", ODD, "Işıl"))
            .with("l", Value.of(List.of(Value.of(1), Value.of(Map.of()), Value.of(List.of()))))
            .with("m", Map.of("deep", Value.of(Map.of("in", Value.of(ODD)))));
    var other = Item.at(new Key(Table.KEYS, key("").partition(), ODD)).with("n", 1);
    bulk.writeAll(List.of(item, other), List.of());
    var keys = List.of(item.key(), other.key(), key("absent"));
    assertThat(plain.readAll(keys)).isEqualTo(Map.of(item.key(), item, other.key(), other));
    assertThat(bulk.readAll(keys)).isEqualTo(plain.readAll(keys));
    for (var key : keys) {
      assertThat(quick().read(key)).isEqualTo(plain.read(key));
    }
    var own = Range.prefix(Table.RECORDS, item.key().partition(), "types");
    assertThat(bulk.query(own)).containsExactly(item).isEqualTo(plain.query(own));
    bulk.writeAll(List.of(), List.of(item.key(), item.key()));
    assertThat(bulk.readAll(keys)).containsOnlyKeys(other.key());
  }

  /// Whole, bounded, gone on with, backwards, of an index; and over DynamoDB's own pages of 1 MB.
  @Test
  void rangesAreReadAsTheClientReadsThem() {
    var of = new Key(Table.LEDGER, Key.prefix(tenant) + "Q", "");
    var items = new ArrayList<Item>();
    for (int i = 10; i < 40; i++) {
      items.add(
          Item.at(new Key(Table.LEDGER, of.partition(), "e" + i))
              .with("gs1pk", of.partition())
              .with("gs1sk", "g" + (50 - i))
              .with("text", ODD));
    }
    bulk.writeAll(items, List.of());
    var content = Bytes.of(new byte[390 * 1024]);
    var large =
        IntStream.range(0, 5).mapToObj(i -> Item.at(key("p" + i)).with("b", content)).toList();
    bulk.writeAll(large, List.of());
    var pages = Range.prefix(Table.RECORDS, key("").partition(), "p");
    var whole = Range.prefix(Table.LEDGER, of.partition(), "e");
    var index = new Index("bySubject", "gs1pk", "gs1sk");
    var indexed = Range.ofIndex(Table.LEDGER, index, of.partition(), "g1", "g3~");
    for (var range :
        List.of(
            whole,
            whole.limit(7),
            whole.limit(7).after("e15"),
            whole.backwards().limit(7),
            whole.backwards().limit(7).after("e15"),
            whole.backwards().after("e"),
            Range.between(Table.LEDGER, of.partition(), "e12", "e2"),
            Range.between(Table.LEDGER, of.partition(), "x", "y"),
            indexed,
            indexed.limit(7).after("g20"),
            indexed.backwards().limit(7),
            pages,
            pages.limit(4),
            pages.backwards())) {
      assertThat(quick().query(range)).as("%s", range).isEqualTo(plain.query(range));
    }
    assertThat(serving.query(whole)).containsExactlyElementsOf(items);
    assertThat(serving.query(indexed)).hasSize(29);
    assertThat(serving.query(pages)).containsExactlyElementsOf(large);
    bulk.writeAll(List.of(), large.stream().map(Item::key).toList());
  }

  /// Conditions of every kind, met and not, and what stands there in the end.
  @Test
  void putsAreDecidedAsTheClientDecidesThem() {
    var nested =
        Item.at(key("put"))
            .with("t", ODD)
            .with("n", 7)
            .with("b", Bytes.of(new byte[] {0, -1}))
            .with("s", Set.of("x", ODD))
            .with("m", Map.of("deep", Value.of(Map.of("in", Value.of(ODD)))));
    var conditions =
        List.of(
            Condition.noItem(),
            Condition.always(),
            Condition.noItem(),
            Condition.equal("t", ODD),
            Condition.equal("n", 8),
            Condition.equal("b", Value.of(Bytes.of(new byte[] {0, -1}))),
            Condition.equal("m/deep/in", ODD),
            Condition.equal("m", Value.of(Map.of())),
            Condition.any(Condition.noItem(), Condition.equal("n", 7)),
            Condition.all(Condition.present("s"), Condition.absent("t")));
    for (var condition : conditions) {
      var other = Item.at(key("plain")).with("t", ODD);
      for (var attribute : nested.attributes().entrySet()) {
        other = other.with(attribute.getKey(), attribute.getValue());
      }
      switch (plain.put(other, condition)) {
        case Written.Done done ->
            assertThat(serving.put(nested, condition)).as("%s", condition).isEqualTo(done);
        case Written.Conflict _ ->
            assertThat(serving.put(nested, condition))
                .as("%s", condition)
                .isEqualTo(new Written.Conflict(Optional.of(nested)));
      }
    }
    assertThat(plain.read(nested.key())).contains(nested);
    var absent = Item.at(key("absent")).with("n", 1);
    assertThat(serving.put(absent, Condition.present("n")))
        .isEqualTo(new Written.Conflict(Optional.empty()));
    assertThat(plain.read(absent.key())).isEmpty();
  }

  /// More than a volley has, of more than one table, some of them deletions.
  @Test
  void manyGoAtOnce() {
    var items =
        IntStream.range(0, 1_000)
            .mapToObj(i ->
                Item.at(
                        new Key(
                            i % 3 == 0 ? Table.KEYS : Table.RECORDS, key("").partition(), "m" + i))
                    .with("n", i))
            .toList();
    var keys = items.stream().map(Item::key).toList();
    quick().writeAll(items, List.of());
    assertThat(quick().readAll(keys).values()).containsExactlyInAnyOrderElementsOf(items);
    assertThat(plain.readAll(keys).values()).containsExactlyInAnyOrderElementsOf(items);
    quick().writeAll(List.of(), keys);
    assertThat(plain.readAll(keys)).isEmpty();
    // `RECORDS` alone, which is called many times at once, too
    assertThat(quick().readAll(IntStream.range(0, 3_500).mapToObj(i -> key("m" + i)).toList()))
        .isEmpty();
  }

  @Test
  void deletionsGoWithPuts() {
    var gone = Item.at(new Key(Table.KEYS, key("").partition(), ODD)).with("n", 1);
    serving.writeAll(List.of(gone), List.of());
    var put = Item.at(key("stays")).with("n", 2);
    serving.writeAll(List.of(put), List.of(gone.key(), gone.key(), key("never")));
    assertThat(plain.readAll(List.of(gone.key(), put.key()))).isEqualTo(Map.of(put.key(), put));
  }

  /// The item that names the generation comes along, and is nobody's answer.
  @Test
  void theGenerationIsTakenAlong() {
    var now = new AtomicReference<>(Instant.parse("2026-01-05T09:00:00Z"));
    var asked = new AtomicInteger();
    var later = new DynamoStore(new Asked(client, asked), http, now::get);
    var item = Item.at(key("g")).with("n", 1);
    later.writeAll(List.of(item), List.of());
    for (int i = 0; i < 4; i++) {
      now.set(now.get().plusSeconds(2));
      assertThat(later.readAll(List.of(item.key()))).isEqualTo(Map.of(item.key(), item));
    }
    // it is not asked for apart, though 8 s have passed
    assertThat(asked).hasValue(1);
  }

  /// Counts what is asked of the client by itself, and makes no batch calls.
  private record Asked(DynamoDbClient client, AtomicInteger times) implements DynamoDbClient {
    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      times.incrementAndGet();
      return client.getItem(request);
    }

    @Override
    public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
      return client.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
      return client.serviceName();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void whatARowHoldsIsNotLookedInto() throws IOException {
    var number = "0.12345678901234567890123456789012345678";
    bulk.putRows(
        List.of(
            row(
                "any",
                """
                "n":{"N":"%s"},"ns":{"NS":["1","2"]},"bs":{"BS":["AQI="]}, "nul" : {"NULL":true},\
                "u":{"S":"\\u0130\\ud83d\\udd11\\u0000"},"e":{"S":""},"l":{"L":[]}\
                """
                    .formatted(number))));
    var found =
        client.getItem(get ->
            get.tableName("emanet-records-1")
                .key(
                    Map.of(
                        "pk", AttributeValue.fromS("T#" + tenant + "#S#x"),
                        "sk", AttributeValue.fromS("any")))
                .consistentRead(true));
    assertThat(found.item())
        .containsEntry("n", AttributeValue.fromN(number))
        .containsEntry("nul", AttributeValue.fromNul(true))
        .containsEntry("u", AttributeValue.fromS("İ\uD83D\uDD11\u0000"))
        .containsEntry("e", AttributeValue.fromS(""))
        .containsEntry("l", AttributeValue.fromL(List.of()))
        .hasSize(9);
    assertThat(found.item().get("ns").ns()).containsExactlyInAnyOrder("1", "2");
    assertThat(found.item().get("bs").bs()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\":{\"S\":\"x\"}}}]}},{\"DeleteRequest\":{\"Key\":{\"x\":{\"S\":\"y\"}",
        "\"a\":{\"S\":\"x\"",
        "\"a\":[{\"S\":\"x\"}]",
        "\"a\":{\"S\":\"x\"}}} {\"Item\":{\"a\":{\"S\":\"x\"}"
      })
  void whatIsNotOneObjectIsNoRow(String attributes) {
    assertThatThrownBy(() -> row("x", attributes)).isInstanceOf(IOException.class);
  }

  @Test
  void noCallIsLargerThanDynamoDbTakes() {
    var content = new byte[390 * 1024];
    Arrays.fill(content, (byte) 7);
    var items =
        IntStream.range(0, 8)
            .mapToObj(i -> Item.at(key("large" + i)).with("b", Bytes.of(content)))
            .toList();
    var sizes = new ArrayList<Integer>();
    var counting = through(Altered.seeing(http, sizes));
    counting.writeAll(items, List.of());
    assertThat(sizes).hasSizeGreaterThan(1).allMatch(size -> size <= 4 << 20);
    assertThat(bulk.readAll(items.stream().map(Item::key).toList())).hasSize(items.size());
    bulk.writeAll(List.of(), items.stream().map(Item::key).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "InternalServerError",
        "LostAnswer"
      })
  void whatComesToNothingIsTriedAgain(String error) {
    var items = IntStream.range(0, 60).mapToObj(i -> Item.at(key("r" + i)).with("n", i)).toList();
    for (var store : List.of(bulk, serving)) {
      Stack.shared().fault(tenant, "dynamodb", "BatchWriteItem", error, 2);
      store.writeAll(items, List.of());
      behave();
      Stack.shared().fault(tenant, "dynamodb", "BatchGetItem", error, 1);
      var found = store.readAll(items.stream().map(Item::key).toList());
      assertThat(found.values()).containsExactlyInAnyOrderElementsOf(items);
      behave();
      store.writeAll(List.of(), items.stream().map(Item::key).toList());
    }
    bulk.writeAll(items, List.of());
    Stack.shared().fault(tenant, "dynamodb", "GetItem", error, 2);
    Stack.shared().fault(tenant, "dynamodb", "Query", error, 2);
    assertThat(serving.read(items.getFirst().key())).contains(items.getFirst());
    assertThat(serving.query(Range.prefix(Table.RECORDS, key("").partition(), "r"))).hasSize(60);
    behave();
    Stack.shared().fault(tenant, "dynamodb", "PutItem", error, 1);
    var once = Item.at(key("once")).with("n", 1);
    Written own = new Written.Conflict(Optional.of(once));
    assertThat(serving.put(once, Condition.noItem()))
        .isEqualTo(error.equals("LostAnswer") ? own : new Written.Done(Optional.empty()));
    assertThat(plain.read(once.key())).contains(once);
  }

  @Test
  void whatGoesOnFailingIsUnavailable() {
    Stack.shared().fault(tenant, "dynamodb", "PutItem", "ThrottlingException");
    Stack.shared().fault(tenant, "dynamodb", "BatchWriteItem", "ThrottlingException");
    Stack.shared().fault(tenant, "dynamodb", "BatchGetItem", "ThrottlingException");
    Stack.shared().fault(tenant, "dynamodb", "GetItem", "ThrottlingException");
    Stack.shared().fault(tenant, "dynamodb", "Query", "ThrottlingException");
    var item = Item.at(key("r")).with("n", 1);
    for (var call :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> bulk.writeAll(List.of(item), List.of()),
            () -> serving.put(item, Condition.noItem()),
            () -> serving.read(item.key()),
            () -> serving.query(Range.prefix(Table.RECORDS, key("").partition(), "r")),
            () -> serving.writeAll(List.of(item), List.of()),
            () -> bulk.readAll(List.of(item.key())))) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              FaultException.class,
              e -> assertThat(e.fault()).isInstanceOf(Fault.Unavailable.class));
    }
    behave();
    assertThat(bulk.readAll(List.of(item.key()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"UnprocessedItems\":{\"emanet-records-1\":[{\"PutRequest\":{\"Item\":{}}}]}}",
        "{\"UnprocessedItems\":null}",
        "{}",
        "{\"UnprocessedItems\":",
        "",
        "{\"Responses\":{},\"UnprocessedKeys\":{\"emanet-records-1\":{\"Keys\":[]}}}",
        "{\"Responses\":{\"other\":[]},\"UnprocessedKeys\":{}}",
        "{\"Responses\":{\"emanet-records-1\":[{\"pk\":{\"S\":\"x\"}}]},\"UnprocessedKeys\":{}}",
        "{\"Responses\":{}}"
      })
  void anAnswerThatLeavesAnythingOpenIsNotTakenForOne(String answer) {
    var lying = Altered.answering(http, answer, Map.of());
    var items = IntStream.range(0, 30).mapToObj(i -> Item.at(key("o" + i)).with("n", i)).toList();
    for (var lied : List.of(through(lying), new DynamoStore(client, lying, CLOCK))) {
      lied.writeAll(items, List.of());
      assertThat(lied.readAll(items.stream().map(Item::key).toList()).values())
          .containsExactlyInAnyOrderElementsOf(items);
      plain.writeAll(List.of(), items.stream().map(Item::key).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"Item\":{\"pk\":{\"S\":\"x\"}},\"Items\":[{\"pk\":{\"S\":\"x\"}}]}",
        "{\"Item\":{\"n\":{\"N\":\"x\"}},\"Items\":[{\"n\":{\"N\":\"x\"}}]}",
        "{\"Item\":{},\"Items\":[",
        "{\"Item\":{},\"Items\":{}}",
        "{\"Item\":{},\"Items\":[],\"LastEvaluatedKey\":[]}",
        "{\"Item\":{},\"Items\":[],\"LastEvaluatedKey\":{\"pk\":1}}",
        "{\"Item\":{},\"Count\":0}"
      })
  void anAnswerToAReadThatIsNotOfTheFormIsNotTakenForOne(String answer) {
    var item = Item.at(key("f")).with("n", 1);
    bulk.writeAll(List.of(item), List.of());
    var lied = through(Altered.answering(http, answer, Map.of()));
    assertThat(lied.read(item.key())).contains(item);
    assertThat(lied.query(Range.prefix(Table.RECORDS, item.key().partition(), "f")))
        .containsExactly(item);
  }

  /// Nor is a refusal taken for another than it is.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 {\"__type\":\"x#ConditionalCheckFailedException\",\"Item\":{\"n\":{\"N\":\"x\"}}}",
        "400 {\"__type\":\"x#ConditionalCheckFailedException\",\"Item\":{}}",
        "400 {\"__type\":\"x#ConditionalCheckFailedException\"",
        "400 {\"__type\":\"x#ValidationException\",\"message\":\"ConditionalCheckFailedException\"}",
        "400 {\"__type\":\"x#ThrottlingException\"}",
        "400 [\"x#ConditionalCheckFailedException\"]",
        "400 ",
        "403 {\"__type\":\"x#ConditionalCheckFailedException\"}",
        "500 {\"__type\":\"x#ConditionalCheckFailedException\"}",
        "301 {}"
      })
  void aRefusalThatIsNoConflictIsNotTakenForOne(String answer) {
    int status = Integer.parseInt(answer.substring(0, 3));
    var lied = Altered.answering(http, status, answer.substring(4), Map.of());
    var item = Item.at(key("p")).with("n", 1);
    var store = through(lied);
    assertThat(store.put(item, Condition.noItem())).isEqualTo(new Written.Done(Optional.empty()));
    assertThat(plain.read(item.key())).contains(item);
  }

  @Test
  void anAnswerOfAnotherChecksumIsNotTakenForOne() {
    var nothing = "{\"Responses\":{},\"UnprocessedKeys\":{},\"UnprocessedItems\":{}}";
    var item = Item.at(key("c")).with("n", 1);
    var wrong = Altered.answering(http, nothing, Map.of("x-amz-crc32", List.of("1")));
    through(wrong).writeAll(List.of(item), List.of());
    assertThat(plain.read(item.key())).contains(item);
    assertThat(through(wrong).readAll(List.of(item.key()))).hasSize(1);
  }

  /// As where nothing listens, or somebody hangs up.
  @Test
  void whoIsNotReachedIsCalledByTheClient() {
    var item = Item.at(key("u")).with("n", 1);
    for (var failure :
        List.<Altered.Answering>of(
            _ -> {
              throw new java.net.ConnectException("refused");
            },
            _ -> {
              throw new UncheckedIOException(new java.net.ConnectException("refused"));
            },
            _ -> {
              throw SdkClientException.create("no credentials");
            })) {
      var alone = through(new Altered(http, failure));
      alone.writeAll(List.of(item), List.of());
      assertThat(alone.readAll(List.of(item.key()))).containsValue(item);
      alone.writeAll(List.of(), List.of(item.key()));
      alone.put(item, Condition.noItem());
      assertThat(plain.read(item.key())).contains(item);
      assertThat(alone.read(item.key())).contains(item);
      assertThat(alone.query(Range.prefix(Table.RECORDS, item.key().partition(), "u")))
          .containsExactly(item);
      alone.writeAll(List.of(), List.of(item.key()));
    }
  }

  /// An HTTP client that does not tell all that came, for one that does.
  private record Altered(SdkHttpClient http, Answering answering) implements SdkHttpClient {
    interface Answering {
      HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException;
    }

    static Altered seeing(SdkHttpClient http, List<Integer> sizes) {
      return new Altered(
          http,
          request -> {
            synchronized (sizes) {
              sizes.add(
                  Integer.valueOf(
                      request.httpRequest().firstMatchingHeader("Content-Length").orElseThrow()));
            }
            return http.prepareRequest(request).call();
          });
    }

    static Altered answering(SdkHttpClient http, String body, Map<String, List<String>> headers) {
      return answering(http, 200, body, headers);
    }

    static Altered answering(
        SdkHttpClient http, int status, String body, Map<String, List<String>> headers) {
      var content = body.getBytes(StandardCharsets.UTF_8);
      return new Altered(
          http,
          _ ->
              HttpExecuteResponse.builder()
                  .response(SdkHttpResponse.builder().statusCode(status).headers(headers).build())
                  .responseBody(AbortableInputStream.create(new ByteArrayInputStream(content)))
                  .build());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          return answering.answer(request);
        }

        @Override
        public void abort() {
          // nothing goes on
        }
      };
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
