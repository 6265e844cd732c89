package emanet.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emanet.store.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads an entry back from the leaves of its intent and outcomes.
final class EntryReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String leaf;
  private final JsonNode intent;
  private final List<Entry.Result> results = new ArrayList<>();

  private EntryReader(String leaf) {
    this.leaf = leaf;
    this.intent = parse(leaf);
  }

  static EntryReader ofIntent(Item item) {
    return new EntryReader(item.text(Placement.LEAF));
  }

  /// What an outcome says of its intent.
  ///
  /// @param of the intent's id
  /// @param done whether it was done all the same
  record OutcomeOf(String of, boolean done) {}

  static OutcomeOf outcome(String leaf) {
    var json = parse(leaf);
    return new OutcomeOf(
        json.path("of").asText(), Outcome.valueOf(json.path("outcome").asText()).done());
  }

  String id() {
    return intent.path("id").asText();
  }

  void add(Item item) {
    var text = item.text(Placement.LEAF);
    var outcome = parse(text);
    results.add(
        new Entry.Result(
            receipt(outcome, text),
            at(outcome),
            Outcome.valueOf(outcome.path("outcome").asText()),
            number(outcome, "version"),
            text(outcome, "reason")));
  }

  Entry entry() {
    return new Entry(
        receipt(intent, leaf),
        at(intent),
        intent.path("actor").asText(),
        text(intent, "actorTenant"),
        Set.copyOf(new HashSet<>(texts("roles"))),
        intent.path("request").asText(),
        Action.valueOf(intent.path("action").asText()),
        text(intent, "activity"),
        number(intent, "activityVersion"),
        text(intent, "subject"),
        text(intent, "category"),
        text(intent, "record"),
        texts("fields"),
        text(intent, "view"),
        text(intent, "target"),
        results);
  }

  private List<String> texts(String name) {
    var all = new ArrayList<String>();
    intent.path(name).forEach(node -> all.add(node.asText()));
    return all;
  }

  private static Receipt receipt(JsonNode leaf, String text) {
    return new Receipt(leaf.path("id").asText(), Leaf.hash(text));
  }

  private static Instant at(JsonNode leaf) {
    return Instant.parse(leaf.path("at").asText());
  }

  private static Optional<String> text(JsonNode leaf, String name) {
    return leaf.has(name) ? Optional.of(leaf.path(name).asText()) : Optional.empty();
  }

  private static OptionalLong number(JsonNode leaf, String name) {
    return leaf.has(name) ? OptionalLong.of(leaf.path(name).asLong()) : OptionalLong.empty();
  }

  static JsonNode parse(String leaf) {
    try {
      return JSON.readTree(leaf);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a ledger entry is no JSON", e);
    }
  }
}
