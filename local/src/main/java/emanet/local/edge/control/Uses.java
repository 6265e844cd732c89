package emanet.local.edge.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import emanet.local.platform.FunctionKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What each function uses of AWS, as policies of roles speak of it: actions, resources, leading
/// keys and conditions, each kind once. Of keys only the shape is kept, `T#x#S#x` of a person's
/// items, so that there are few.
///
/// A function is known by its access key, which the gateway gives it, and a state machine by the
/// one that the edge calls with; what is asked in a session is its role's. What a function's own
/// role forbids is not refused here: tests compare what was used with the template.
public final class Uses {
  private static final int MOST = 20_000;
  private static final String PLATFORM = "platform";

  /// Which part of a topic's ARN its name is.
  private static final int NAME = 5;

  /// Which part of an invocation's path names the function.
  private static final int FUNCTION = 3;

  private static final Pattern OF_TENANT = Pattern.compile("^(emanet-[a-z]+-).*$");
  private static final Pattern TRAIL = Pattern.compile("AWSLogs/[0-9]{12}/CloudTrail/");
  private static final Pattern READ = Pattern.compile("\":\\{\"[A-Z][A-Za-z]{2,}");
  private static final Pattern WORD = Pattern.compile("[a-z]+");
  private static final String TABLE = "\"emanet-";
  private static final String NAMED = "\"TableName\":\"";
  private static final String SELECT = "\"Select\":\"";
  private static final String INDEX = "\"IndexName\":\"";
  private static final String KEY = "\"pk\":{\"S\":\"";
  private static final String ASKED = "\":p\":{\"S\":\"";

  /// What the names of the buckets that hold the sealed logs begin with.
  private static final String LOGS = "emanet-ledger-";

  private static final Set<String> VERSIONED = Set.of("GetObject", "DeleteObject");

  private final Set<Use> uses = ConcurrentHashMap.newKeySet();

  /// One kind of call.
  private record Use(
      String function,
      String region,
      String action,
      String resource,
      Set<String> keys,
      Map<String, String> context) {}

  /// Notes what a call uses, if it is a function's, a state machine's, or one in a session.
  ///
  /// @param role in whose session it is made, by its name
  public void record(Call call, String operation, Optional<String> role) {
    var owner = FunctionKey.owner(call.accessKey()).or(() -> role);
    if (owner.isPresent() && uses.size() <= MOST) {
      record(new Of(owner.get(), call), operation);
    }
  }

  /// @param owner who makes it: a function, a state machine, or whoever is in a session of a role
  private record Of(String owner, Call call) {}

  private void record(Of of, String operation) {
    switch (of.call().service()) {
      case "dynamodb" -> tables(of, operation);
      case "kms" -> keys(of, operation);
      case "s3" -> objects(of, operation);
      case "sns" -> topics(of, operation);
      case "states" -> machines(of, operation);
      case "lambda" -> functions(of, operation);
      case "sts" -> roles(of, operation);
      default -> add(of, operation, "*", Set.of(), Map.of());
    }
  }

  private void add(
      Of of, String action, String resource, Set<String> keys, Map<String, String> context) {
    var named = of.call().service() + ":" + action;
    uses.add(new Use(of.owner(), of.call().region(), named, resource, keys, context));
  }

  private void tables(Of of, String operation) {
    var call = of.call();
    var body = call.text();
    var table = after(body, NAMED, 0);
    if (table.isPresent()) {
      boolean asks = operation.equals("Query");
      var resource =
          "table/" + table.get() + after(body, INDEX, 0).map(index -> "/index/" + index).orElse("");
      var context =
          after(body, SELECT, 0)
              .map(select -> Map.of("dynamodb:Select", select))
              .orElseGet(Map::of);
      add(of, operation, resource, shapes(body, asks ? ASKED : KEY, 0, body.length()), context);
      return;
    }
    // a batch: tables' names, each before its keys
    for (int at = nextTable(body, 0); at >= 0; ) {
      int end = body.indexOf('"', at + 1);
      int next = nextTable(body, end);
      add(
          of,
          operation,
          "table/" + body.substring(at + 1, end),
          shapes(body, KEY, end, next < 0 ? body.length() : next),
          Map.of());
      at = next;
    }
  }

  /// A name of a table is followed by a list of writes or by the keys that are read, as no name or
  /// value of an attribute is.
  private static int nextTable(String body, int from) {
    int at = body.indexOf(TABLE, from);
    while (at >= 0) {
      int end = body.indexOf('"', at + 1);
      if (body.startsWith("\":[", end)
          || READ.matcher(body).region(end, body.length()).lookingAt()) {
        return at;
      }
      at = body.indexOf(TABLE, end);
    }
    return -1;
  }

  private static Set<String> shapes(String body, String before, int from, int to) {
    var shapes = new TreeSet<String>();
    for (int at = body.indexOf(before, from); at >= 0 && at < to; ) {
      int begin = at + before.length();
      shapes.add(shape(body.substring(begin, body.indexOf('"', begin))));
      at = body.indexOf(before, begin);
    }
    return shapes;
  }

  private static String shape(String key) {
    var shape = new StringBuilder();
    for (var part : key.split("#", -1)) {
      shape.append(shape.isEmpty() ? "" : "#").append(isName(part) ? part : "x");
    }
    return shape.toString();
  }

  /// The deployment's own items are not any tenant's.
  private static boolean isName(String part) {
    return part.equals(PLATFORM)
        || (!part.isEmpty() && part.chars().allMatch(c -> c >= 'A' && c <= 'Z'));
  }

  private static Optional<String> after(String body, String before, int from) {
    int at = body.indexOf(before, from);
    return at < 0
        ? Optional.empty()
        : Optional.of(
            body.substring(at + before.length(), body.indexOf('"', at + before.length())));
  }

  private void keys(Of of, String operation) {
    var call = of.call();
    var sent = JsonProtocol.parsed(call.body());
    var context = new TreeMap<String, String>();
    for (var name : Set.of("app", "purpose")) {
      text(sent.path("EncryptionContext"), name)
          .ifPresent(value -> context.put("kms:EncryptionContext:" + name, value));
    }
    text(sent.path("EncryptionContext"), "tenant")
        .ifPresent(value -> context.put("kms:EncryptionContext:tenant", shape(value)));
    text(sent, "SigningAlgorithm").ifPresent(value -> context.put("kms:SigningAlgorithm", value));
    text(sent, "KeyId")
        .filter(id -> id.startsWith("alias/"))
        .ifPresent(alias -> context.put("kms:ResourceAliases", alias));
    add(of, operation, "key/x", Set.of(), context);
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }

  /// As S3 names permissions: a version that is named has some of its own, and so has a lock that
  /// is set with an object. Of an object's name the folder is kept, and whether it is put only
  /// where none is.
  private void objects(Of of, String operation) {
    var call = of.call();
    var path = call.path().split("/", 3);
    var bucket = path[1];
    switch (operation) {
      case "ListObjects", "ListObjectsV2" -> add(of, "ListBucket", bucket, Set.of(), prefix(call));
      case "ListObjectVersions" -> add(of, "ListBucketVersions", bucket, Set.of(), Map.of());
      default -> {
        var name = path.length > 2 ? path[2] : "";
        var object = bucket + "/" + (bucket.startsWith(LOGS) ? ofLog(name) : inFolder(name));
        var action = operation.equals("HeadObject") ? "GetObject" : operation;
        boolean versioned =
            VERSIONED.contains(action) && call.parameters().containsKey("versionId");
        var once =
            call.header("if-none-match")
                .map(value -> Map.of("s3:if-none-match", value))
                .orElseGet(Map::of);
        add(of, versioned ? action + "Version" : action, object, Set.of(), once);
        if (call.header("x-amz-object-lock-mode").isPresent()) {
          add(of, "PutObjectRetention", object, Set.of(), Map.of());
        }
      }
    }
  }

  /// Of an object's name its folder, if that is a word; of a file of a trail all up to the Region.
  private static String inFolder(String name) {
    var trail = TRAIL.matcher(name);
    if (trail.lookingAt()) {
      return trail.group() + "x";
    }
    var folder = name.substring(0, Math.max(name.indexOf('/'), 0));
    return (WORD.matcher(folder).matches() ? folder + "/" : "") + "x";
  }

  /// Of a name in a tenant's log its words: `x/tile/x/x`, `x/cosigned`.
  private static String ofLog(String name) {
    return Arrays.stream(name.split("/", -1))
        .map(part -> WORD.matcher(part).matches() ? part : "x")
        .collect(Collectors.joining("/"));
  }

  /// Of the prefix of a list that of a trail is kept, up to the Region.
  private static Map<String, String> prefix(Call call) {
    var trail = TRAIL.matcher(call.parameters().getOrDefault("prefix", ""));
    return trail.lookingAt() ? Map.of("s3:prefix", trail.group()) : Map.of();
  }

  /// Of a topic's name what comes before the tenant's; a telephone's number has none.
  private void topics(Of of, String operation) {
    var call = of.call();
    var form = call.form();
    var named = form.getOrDefault("TopicArn", form.getOrDefault("SubscriptionArn", ""));
    var name =
        named.startsWith("arn:") ? named.split(":", -1)[NAME] : form.getOrDefault("Name", "*");
    add(of, operation, OF_TENANT.matcher(name).replaceFirst("$1x"), Set.of(), Map.of());
  }

  private void machines(Of of, String operation) {
    var call = of.call();
    var arn = text(JsonProtocol.parsed(call.body()), "stateMachineArn").orElse("*");
    add(of, operation, from(arn, "stateMachine:"), Set.of(), Map.of());
  }

  /// As the permission is called, which is not as the operation is.
  private void functions(Of of, String operation) {
    var call = of.call();
    var decoded = URLDecoder.decode(call.path(), StandardCharsets.UTF_8);
    var arn = decoded.split("/", -1)[FUNCTION];
    add(of, operation + "Function", from(arn, "function:"), Set.of(), Map.of());
  }

  private void roles(Of of, String operation) {
    var arn = of.call().form().getOrDefault("RoleArn", "*");
    add(of, operation, from(arn, "role/"), Set.of(), Map.of());
  }

  private static String from(String arn, String kind) {
    return arn.substring(Math.max(0, arn.indexOf(kind)));
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    var items = json.putArray("items");
    for (var use : uses) {
      var item =
          items
              .addObject()
              .put("function", use.function())
              .put("region", use.region())
              .put("action", use.action())
              .put("resource", use.resource());
      var keys = item.putArray("keys");
      use.keys().forEach(keys::add);
      var context = item.putObject("context");
      use.context().forEach(context::put);
    }
    return json;
  }
}
