package emanet.http;

import emanet.fault.Fault;
import emanet.fault.Malformation;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// One call. It notes what of the query and the body was read, so that what nobody reads can be
/// refused. Used by one thread.
public final class Request {
  static final int DEFAULT_LIMIT = 50;
  static final int MOST = 200;

  /// The part of a path that names a tenant.
  private static final String TENANT = "tenant";

  private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

  private final String id;
  private final Method method;
  private final String route;
  private final Map<String, String> path;
  private final Map<String, List<String>> query;
  private final Map<String, List<String>> headers;
  private final Bytes body;
  private Optional<Caller> caller;
  private final Set<String> queriesRead = new HashSet<>();
  private boolean bodyRead;

  private Request(Builder builder) {
    this.id = builder.id;
    this.method = builder.method;
    this.route = builder.route;
    this.path = Map.copyOf(builder.path);
    this.query = Map.copyOf(builder.query);
    this.headers = Map.copyOf(builder.headers);
    this.body = builder.body;
    this.caller = builder.caller;
  }

  /// Starts a request.
  ///
  /// @param route as template.yaml has it, such as `/v1/subjects/{id}`
  public static Builder to(Method method, String route) {
    return new Builder(method, route);
  }

  /// Names the call in problems, logs and the ledger.
  public String id() {
    return id;
  }

  public Method method() {
    return method;
  }

  public String route() {
    return route;
  }

  /// The body as sent.
  public Bytes body() {
    return body;
  }

  /// Who calls.
  ///
  /// @throws FaultException `Unauthenticated` if no token proved who calls
  public Caller caller() {
    return caller.orElseThrow(() -> new Fault.Unauthenticated().exception());
  }

  /// Binds who calls, before anything asks for that.
  void bind(UnaryOperator<Caller> bounds) {
    caller = caller.map(bounds);
  }

  /// Whose data the call is about: its caller's tenant, whatever it asks for. Callers of the
  /// deployment itself, which its own issuer alone vouches for, act for the tenant that the path
  /// names, where it names one. Empty without a token.
  Optional<TenantId> about() {
    return caller
        .map(Caller::tenant)
        .map(tenant ->
            tenant.equals(Caller.PLATFORM)
                ? Optional.ofNullable(path.get(TENANT)).flatMap(TenantId::parse).orElse(tenant)
                : tenant);
  }

  public Language language() {
    return Language.preferred(
        Optional.ofNullable(headers.get("accept-language")).map(h -> String.join(",", h)));
  }

  /// A part of the path.
  public String path(String name) {
    var value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no {" + name + "}");
    }
    return value;
  }

  /// A part of the path in its shape.
  public <T> T path(String name, Function<String, Optional<T>> shape) {
    return shape
        .apply(path(name))
        .orElseThrow(() -> new Fault.Malformed(Malformation.PARAMETER, name).exception());
  }

  /// The id in the path; one that is none of ours is of nothing that there is.
  ///
  /// @throws FaultException `Absent`
  public String randomId() {
    return Optional.of(path("id"))
        .filter(Ids::isRandom)
        .orElseThrow(() -> new Fault.Absent().exception());
  }

  /// A query parameter; named twice it is `Malformed`.
  public Optional<String> query(String name) {
    queriesRead.add(name);
    var values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new Fault.Malformed(Malformation.PARAMETER, name).exception();
    }
    return values.stream().findFirst();
  }

  /// A query parameter in its shape.
  public <T> Optional<T> query(String name, Function<String, Optional<T>> shape) {
    return query(name)
        .map(value ->
            shape
                .apply(value)
                .orElseThrow(() -> new Fault.Malformed(Malformation.PARAMETER, name).exception()));
  }

  /// How many items of a list are asked for.
  public int limit() {
    return query("limit", Request::parseLimit).orElse(DEFAULT_LIMIT);
  }

  private static Optional<Integer> parseLimit(String text) {
    return Optional.of(text)
        .filter(t -> LIMIT.matcher(t).matches())
        .map(Integer::valueOf)
        .filter(limit -> limit <= MOST);
  }

  /// A header that must not be named twice.
  public Optional<String> header(String name) {
    var values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (values.size() > 1) {
      throw new Fault.Malformed(Malformation.HEADER, name).exception();
    }
    return values.stream().findFirst().map(String::strip);
  }

  /// Whether `Accept` names this media type.
  public boolean accepts(String type) {
    return header("Accept").stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(range -> range.split(";", 2)[0].strip())
        .anyMatch(type::equalsIgnoreCase);
  }

  /// The activity that the call names, where it must name one.
  public ActivityCode activity() {
    return header("Emanet-Activity")
        .flatMap(ActivityCode::parse)
        .orElseThrow(
            () -> new Fault.Malformed(Malformation.ACTIVITY, "Emanet-Activity").exception());
  }

  /// The version that `If-Match` names, as `"<version>"`.
  public OptionalLong ifMatch() {
    var header = header("If-Match");
    if (header.isEmpty()) {
      return OptionalLong.empty();
    }
    var tag = ETAG.matcher(header.get());
    if (!tag.matches()) {
      throw new Fault.Malformed(Malformation.HEADER, "If-Match").exception();
    }
    return OptionalLong.of(Long.parseLong(tag.group(1)));
  }

  /// Whether `If-None-Match: *` allows creating only.
  public boolean createOnly() {
    var header = header("If-None-Match");
    if (header.isPresent() && !header.get().equals("*")) {
      throw new Fault.Malformed(Malformation.HEADER, "If-None-Match").exception();
    }
    return header.isPresent();
  }

  public Optional<String> idempotencyKey() {
    var header = header("Idempotency-Key");
    if (header.isPresent() && !KEY.matcher(header.get()).matches()) {
      throw new Fault.Malformed(Malformation.HEADER, "Idempotency-Key").exception();
    }
    return header;
  }

  /// The body, which must be an object.
  public JsonObject json() {
    bodyRead = true;
    return JsonObject.of(StrictJson.parse(body.toArray()), "");
  }

  /// The body where it may be left out.
  public Optional<JsonObject> optionalJson() {
    return body.length() == 0 ? Optional.empty() : Optional.of(json());
  }

  /// Reads the headers that any mutation may have, for their shape alone: what is malformed is
  /// answered before anything is decided.
  void requireHeadersInShape() {
    var _ = idempotencyKey();
    var _ = ifMatch();
    var _ = createOnly();
  }

  /// @throws FaultException `Malformed` if parts of the query, or a body, were sent and not read
  void requireAllRead() {
    if (!queriesRead.containsAll(query.keySet())) {
      throw new Fault.Malformed(Malformation.PARAMETER, "").exception();
    }
    if (!bodyRead && body.length() > 0) {
      throw new Fault.Malformed(Malformation.SHAPE, "").exception();
    }
  }

  /// What a cursor is bound to: method, path, the query but for `cursor` and `limit`, the activity,
  /// and the body (a search has its terms there).
  byte[] listing() {
    var rest = new TreeMap<>(query);
    rest.remove("cursor");
    rest.remove("limit");
    var activity = headers.getOrDefault("emanet-activity", List.of());
    return MacContent.of(
        target(),
        rest.toString().getBytes(StandardCharsets.UTF_8),
        activity.toString().getBytes(StandardCharsets.UTF_8),
        body.toArray());
  }

  /// Method and path: what an idempotency key is bound to.
  String target() {
    return method + "\n" + route + "\n" + new TreeMap<>(path);
  }

  @Override
  public String toString() {
    return "Request[" + method + " " + route + "]";
  }

  /// A request in the making: by the endpoint, and by tests.
  public static final class Builder {
    private final Method method;
    private final String route;
    private final Map<String, String> path = new HashMap<>();
    private final Map<String, List<String>> query = new HashMap<>();
    private final Map<String, List<String>> headers = new HashMap<>();
    private String id = "none";
    private Bytes body = Bytes.of(new byte[0]);
    private Optional<Caller> caller = Optional.empty();

    private Builder(Method method, String route) {
      this.method = method;
      this.route = route;
    }

    public Builder id(String requestId) {
      this.id = requestId;
      return this;
    }

    public Builder path(String name, String value) {
      path.put(name, value);
      return this;
    }

    public Builder query(String name, String... values) {
      query.put(name, List.of(values));
      return this;
    }

    /// Names are compared without regard to case.
    public Builder header(String name, String... values) {
      headers.put(name.toLowerCase(Locale.ROOT), List.of(values));
      return this;
    }

    Builder headers(Map<String, List<String>> all) {
      all.forEach((name, values) -> header(name, values.toArray(String[]::new)));
      return this;
    }

    public Builder body(Bytes content) {
      this.body = content;
      return this;
    }

    public Builder caller(Caller who) {
      this.caller = Optional.of(who);
      return this;
    }

    public Request build() {
      return new Request(this);
    }
  }
}
