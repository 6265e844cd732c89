package emanet.requests;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Value;
import emanet.values.SubjectId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What of a request is kept in clear: codes, ids, dates.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `version` | N | counts every change |
/// | `state` | S | `State` |
/// | `received` | S | RFC 3339: when the application was received; the clock counts from its Istanbul date |
/// | `entered` | S | RFC 3339: when it was written down here |
/// | `rights` | SS | letters of Art. 11/1 |
/// | `channel` | S | `Channel` |
/// | `subject` | S | the person's id, once the identity was verified |
/// | `missing` | SS | `Missing` |
/// | `marks` | M of S | verb → what recognises the very call that did it |
/// | `steps` | M of S | step of the execution → where it stands |
/// | `file` | B | `CaseFile`, sealed under the case's key |
record Head(
    String id,
    long version,
    State state,
    Instant receivedAt,
    Instant enteredAt,
    Set<Right> rights,
    Channel channel,
    Optional<SubjectId> subject,
    Set<Missing> missing,
    Map<String, String> marks,
    Map<String, String> steps) {
  static final String VERSION = "version";
  static final String FILE = "file";
  private static final String STATE = "state";
  private static final String RECEIVED = "received";
  private static final String ENTERED = "entered";
  private static final String RIGHTS = "rights";
  private static final String CHANNEL = "channel";
  private static final String SUBJECT = "subject";
  private static final String MISSING = "missing";
  private static final String MARKS = "marks";
  private static final String STEPS = "steps";

  Head {
    rights = ordered(rights, Right.class);
    missing = ordered(missing, Missing.class);
    marks = Map.copyOf(marks);
    steps = Map.copyOf(steps);
  }

  private static <E extends Enum<E>> Set<E> ordered(Set<E> set, Class<E> type) {
    return set.isEmpty() ? EnumSet.noneOf(type) : EnumSet.copyOf(set);
  }

  static Head of(String id, Item item) {
    return new Head(
        id,
        item.number(VERSION),
        State.valueOf(item.text(STATE)),
        Instant.parse(item.text(RECEIVED)),
        Instant.parse(item.text(ENTERED)),
        item.texts(RIGHTS).stream()
            .map(code -> Right.parse(code).orElseThrow())
            .collect(Collectors.toSet()),
        Channel.valueOf(item.text(CHANNEL)),
        item.optionalText(SUBJECT).map(SubjectId::new),
        item.texts(MISSING).stream().map(Missing::valueOf).collect(Collectors.toSet()),
        texts(item.tree(MARKS)),
        texts(item.tree(STEPS)));
  }

  Item at(Key key) {
    return Item.at(key)
        .with(VERSION, version)
        .with(STATE, state.name())
        .with(RECEIVED, receivedAt.toString())
        .with(ENTERED, enteredAt.toString())
        .with(RIGHTS, rights.stream().map(Right::code).collect(Collectors.toSet()))
        .with(CHANNEL, channel.name())
        .withOptional(SUBJECT, subject.map(SubjectId::value), Value::of)
        .with(MISSING, missing.stream().map(Missing::name).collect(Collectors.toSet()))
        .with(MARKS, values(marks))
        .with(STEPS, values(steps));
  }

  Deadline deadline() {
    return Deadline.of(receivedAt);
  }

  Optional<String> mark(String verb) {
    return Optional.ofNullable(marks.get(verb));
  }

  Head in(State next) {
    return new Head(
        id, version, next, receivedAt, enteredAt, rights, channel, subject, missing, marks, steps);
  }

  Head about(SubjectId person) {
    return new Head(
        id,
        version,
        state,
        receivedAt,
        enteredAt,
        rights,
        channel,
        Optional.of(person),
        missing,
        marks,
        steps);
  }

  Head lacking(Set<Missing> parts) {
    return new Head(
        id, version, state, receivedAt, enteredAt, rights, channel, subject, parts, marks, steps);
  }

  Head asking(Set<Right> asked) {
    return new Head(
        id, version, state, receivedAt, enteredAt, asked, channel, subject, missing, marks, steps);
  }

  Head stepping(Map<String, String> all) {
    return new Head(
        id, version, state, receivedAt, enteredAt, rights, channel, subject, missing, marks, all);
  }

  /// The next version, by the call that this mark recognises.
  Head next(String verb, String mark) {
    var all = new HashMap<>(marks);
    all.put(verb, mark);
    return new Head(
        id,
        version + 1,
        state,
        receivedAt,
        enteredAt,
        rights,
        channel,
        subject,
        missing,
        all,
        steps);
  }

  private static Map<String, String> texts(Map<String, Value> tree) {
    var texts = new HashMap<String, String>();
    tree.forEach((name, value) -> {
      if (value instanceof Value.Text(var text)) {
        texts.put(name, text);
      }
    });
    return texts;
  }

  private static Map<String, Value> values(Map<String, String> texts) {
    var tree = new HashMap<String, Value>();
    texts.forEach((name, text) -> tree.put(name, Value.of(text)));
    return tree;
  }

  /// Codes of rights, in the order of the law.
  Set<String> rightCodes() {
    var codes = new LinkedHashSet<String>();
    rights.forEach(right -> codes.add(right.code()));
    return codes;
  }
}
