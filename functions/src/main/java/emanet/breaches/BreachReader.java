package emanet.breaches;

import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.ledger.Addresses;
import emanet.register.formats.Characters;
import emanet.values.ActorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Judges what was sent of a breach. What is wrong is gathered, with pointers.
final class BreachReader {
  static final int LONGEST_TEXT = 20_000;
  static final int LONGEST_REASON = 4_000;
  private static final int LONGEST_WORDS = 400;
  private static final int LONGEST_CONTACT = 200;
  private static final int MOST_SUSPECTS = 100;
  private static final int MOST_ATTACHMENTS = 20;

  private final List<FieldError> errors = new ArrayList<>();

  /// What was sent of suspects.
  record Sent(List<String> actors, List<String> addresses, Instant from, Instant to) {}

  <E extends Enum<E>> Optional<E> one(String pointer, Class<E> type, String code) {
    var found =
        Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equals(code)).findFirst();
    if (found.isEmpty()) {
      wrong(pointer, FieldCode.UNKNOWN);
    }
    return found;
  }

  /// The one value that is taken here.
  void only(String pointer, Enum<?> value, String code) {
    if (!value.name().equals(code)) {
      wrong(pointer, FieldCode.UNKNOWN);
    }
  }

  <E extends Enum<E>> Set<E> several(String pointer, Class<E> type, List<String> codes) {
    var all = EnumSet.noneOf(type);
    for (int i = 0; i < codes.size(); i++) {
      int at = i;
      one(pointer + "/" + i, type, codes.get(i))
          .filter(code -> !all.add(code))
          .ifPresent(_ -> wrong(pointer + "/" + at, FieldCode.DUPLICATE));
    }
    if (codes.isEmpty()) {
      wrong(pointer, FieldCode.MISSING);
    }
    return all;
  }

  /// A text that somebody typed.
  String typed(String pointer, String sent, int longest) {
    var text = Characters.clean(sent);
    if (text.isEmpty()) {
      wrong(pointer, FieldCode.MISSING);
    } else if (!Characters.allowed(text)) {
      wrong(pointer, FieldCode.FORMAT);
    } else if (text.length() > longest) {
      wrong(pointer, FieldCode.LENGTH);
    }
    return text;
  }

  /// What is told to others, besides the facts.
  Words words(Words sent) {
    return new Words(
        typed("/measures", sent.measures(), LONGEST_WORDS),
        typed("/advice", sent.advice(), LONGEST_WORDS),
        typed("/contact", sent.contact(), LONGEST_CONTACT));
  }

  /// What was sent for the Board's form.
  FormFields form(
      Map<String, String> texts,
      Optional<List<String>> consequences,
      Optional<List<String>> attachments) {
    var typed = new HashMap<String, String>();
    texts.forEach((name, text) ->
        typed.put(name, typed("/form/" + name, text, FormFields.TEXTS.getOrDefault(name, 0))));
    var codes =
        consequences.map(
            sent -> List.copyOf(several("/form/consequences", Consequence.class, sent)));
    var titles = attachments.map(sent -> titles("/form/attachments", sent));
    return new FormFields(typed, codes, titles);
  }

  private List<String> titles(String pointer, List<String> sent) {
    if (sent.size() > MOST_ATTACHMENTS) {
      wrong(pointer, FieldCode.RANGE);
    }
    var titles = new ArrayList<String>();
    for (int i = 0; i < sent.size(); i++) {
      titles.add(typed(pointer + "/" + i, sent.get(i), LONGEST_CONTACT));
    }
    return titles;
  }

  Suspects suspects(Sent sent) {
    if (!sent.from().isBefore(sent.to()) || sent.from().isBefore(Instant.EPOCH)) {
      wrong("/suspects/from", FieldCode.RANGE);
    }
    return new Suspects(
        each("/suspects/actors", sent.actors(), text -> ActorId.parse(text).map(ActorId::value)),
        each("/suspects/addresses", sent.addresses(), Addresses::parse),
        sent.from(),
        sent.to());
  }

  private Set<String> each(
      String pointer, List<String> sent, Function<String, Optional<String>> form) {
    var all = new HashSet<String>();
    for (int i = 0; i < sent.size(); i++) {
      var one = form.apply(sent.get(i));
      if (one.isEmpty()) {
        wrong(pointer + "/" + i, FieldCode.FORMAT);
      }
      one.ifPresent(all::add);
    }
    if (sent.size() > MOST_SUSPECTS) {
      wrong(pointer, FieldCode.RANGE);
    }
    return all;
  }

  /// The one does not come after the other.
  void ordered(String pointer, Optional<Instant> first, Optional<Instant> second) {
    if (first.isPresent() && second.isPresent() && first.get().isAfter(second.get())) {
      wrong(pointer, FieldCode.RANGE);
    }
  }

  void wrong(String pointer, FieldCode code) {
    errors.add(new FieldError(pointer, code));
  }

  /// @throws emanet.fault.FaultException `Invalid`
  void requireRight() {
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
  }
}
