package emanet.ledger;

import emanet.ledger.tlog.Hashing;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Role;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The bytes of an entry: JSON in ASCII, without white space, its properties in the order written
/// here, version first. The same entry always gives the same bytes, and they are what is hashed,
/// stored and, later, proved: they are never parsed and written again.
///
/// A leaf holds codes, ids and instants. A text that a caller chose freely (a field's name, a
/// target) is taken only if it has a code's shape, and else as `?`: a leaf can never be erased, so
/// nothing personal may slip in.
final class Leaf {
  static final int VERSION = 1;

  private static final String UNFIT = "?";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9*/{}][A-Za-z0-9._:|/{} -]{0,127}");
  private static final Pattern NUMBER_OF_A_PERSON = Pattern.compile("(?:[^0-9]*[0-9]){10,}[^0-9]*");
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]");
  private static final Pattern PART = Pattern.compile("/");

  private final StringBuilder json = new StringBuilder(400);

  private Leaf() {}

  static String ofIntent(TenantId tenant, String id, Intent intent) {
    return ofIntent(tenant, id, intent, Optional.empty());
  }

  /// The leaf of a call's first entry.
  ///
  /// @param fragment the hash of the entry's expiring part
  static String ofIntent(TenantId tenant, String id, Intent intent, Optional<Bytes> fragment) {
    var leaf = new Leaf();
    leaf.start(tenant, id, "INTENT");
    leaf.caller(tenant, intent.caller());
    leaf.text("action", intent.action().name());
    intent.activity().ifPresent(a -> leaf.text("activity", a.value()));
    leaf.number("activityVersion", intent.activityVersion());
    intent.subject().ifPresent(s -> leaf.text("subject", s.value()));
    intent.category().ifPresent(c -> leaf.text("category", c.value()));
    intent.record().ifPresent(r -> leaf.text("record", r.value()));
    if (intent.category().isPresent()) {
      leaf.texts("fields", names(intent.fields()));
    }
    intent.view().ifPresent(v -> leaf.text("view", fit(NAME, v)));
    intent.target().ifPresent(t -> leaf.text("target", target(t)));
    fragment.ifPresent(hash -> leaf.text("fragment", hash.toHex()));
    return leaf.end();
  }

  static String ofOutcome(
      TenantId tenant,
      String id,
      Receipt of,
      Outcome outcome,
      OptionalLong version,
      Optional<String> reason) {
    var leaf = new Leaf();
    leaf.start(tenant, id, "OUTCOME");
    leaf.text("of", of.entryId());
    leaf.text("outcome", outcome.name());
    leaf.number("version", version);
    reason.ifPresent(r -> leaf.text("reason", fit(NAME, r)));
    return leaf.end();
  }

  /// SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1.
  static Bytes hash(String leaf) {
    return Hashing.leaf(leaf.getBytes(StandardCharsets.US_ASCII));
  }

  private void start(TenantId tenant, String id, String kind) {
    json.append("{\"v\":").append(VERSION);
    text("id", id);
    text("at", Ids.timeOf(id).toString());
    text("tenant", tenant.value());
    text("kind", kind);
  }

  private void caller(TenantId tenant, Caller caller) {
    text("actor", caller.actor().value());
    if (!caller.home().equals(tenant)) {
      text("actorTenant", caller.home().value());
    }
    texts("roles", caller.roles().stream().map(Role::label).sorted().toList());
    text("request", fit(CODE, caller.requestId()));
  }

  private void text(String name, String value) {
    json.append(",\"").append(name).append("\":\"").append(value).append('"');
  }

  private void texts(String name, Collection<String> values) {
    json.append(",\"").append(name).append("\":[");
    var separator = "";
    for (var value : values) {
      json.append(separator).append('"').append(value).append('"');
      separator = ",";
    }
    json.append(']');
  }

  private void number(String name, OptionalLong value) {
    if (value.isPresent()) {
      json.append(",\"").append(name).append("\":").append(value.getAsLong());
    }
  }

  private String end() {
    return json.append('}').toString();
  }

  private static Collection<String> names(Collection<String> fields) {
    return fields.isEmpty()
        ? List.of("*")
        : fields.stream().map(f -> fit(NAME, f)).distinct().sorted().toList();
  }

  /// A target with a part that has no letters and as many digits as a phone number has names
  /// somebody by their number, whatever it is said to be the id of.
  private static String target(String code) {
    return PART.splitAsStream(code).anyMatch(Leaf::isNumberOfAPerson) ? UNFIT : fit(CODE, code);
  }

  private static boolean isNumberOfAPerson(String part) {
    return !LETTERS.matcher(part).find() && NUMBER_OF_A_PERSON.matcher(part).matches();
  }

  private static String fit(Pattern shape, String text) {
    return shape.matcher(text).matches() ? text : UNFIT;
  }
}
