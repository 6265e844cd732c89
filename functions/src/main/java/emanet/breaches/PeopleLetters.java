package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.alerts.SmsText;
import emanet.register.Category;
import emanet.register.Wordings;
import emanet.values.CategoryCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a person is told (decision 2019/271), in Turkish, in five parts: when; which data, personal
/// and special apart; what may come of it; what was done and is advised; whom to ask. An SMS never
/// names a special category.
final class PeopleLetters {
  private static final Wordings WORDINGS = BoardForm.WORDINGS;
  private static final int MOST_NAMED = 8;

  private final PeopleNotice notice;
  private final String controller;
  private final Map<CategoryCode, Category> categories;

  /// @param controller who tells
  PeopleLetters(PeopleNotice notice, String controller, Map<CategoryCode, Category> categories) {
    this.notice = notice;
    this.controller = controller;
    this.categories = categories;
  }

  /// What was reached of one person.
  ///
  /// @param ordinary titles of categories; those that are special are in the other list
  private record Reached(List<Category> all, List<String> ordinary, List<String> special) {}

  private Reached reached(JsonNode person) {
    var known = new ArrayList<Category>();
    for (var code : ScopeResult.categories(person)) {
      Optional.ofNullable(categories.get(code)).ifPresent(known::add);
    }
    return reached(known);
  }

  private static Reached reached(List<Category> known) {
    var titles =
        known.stream()
            .collect(
                Collectors.partitioningBy(
                    Category::special,
                    Collectors.mapping(category -> category.title().tr(), Collectors.toList())));
    return new Reached(
        known, titles.getOrDefault(false, List.of()), titles.getOrDefault(true, List.of()));
  }

  private String when() {
    return WORDINGS.text(
        "letter.when", WORDINGS.time(notice.startedAt()), WORDINGS.time(notice.endedAt()));
  }

  private String harm() {
    var harms = notice.file().harms();
    return WORDINGS.text("letter.harm." + harms.iterator().next());
  }

  private List<String> consequences(Reached reached) {
    return BoardForm.titles(BoardForm.consequences(notice.file(), reached.all()));
  }

  String subject() {
    return WORDINGS.text("letter.subject", controller);
  }

  /// An e-mail's text.
  ///
  /// @param person as the scope's list has them
  String email(JsonNode person) {
    var reached = reached(person);
    var words = notice.words();
    return WORDINGS.text(
        "letter.email",
        controller,
        when(),
        harm(),
        listed(reached.ordinary()),
        listed(reached.special()),
        String.join("; ", consequences(reached)),
        words.measures(),
        words.advice(),
        words.contact());
  }

  private static String listed(List<String> titles) {
    return titles.isEmpty() ? WORDINGS.text("none") : String.join(", ", titles);
  }

  /// An SMS; empty if it cannot be one, which is found out before anybody is told (`fit`).
  Optional<SmsText> sms(JsonNode person) {
    return sms(reached(person));
  }

  /// Whether everybody's SMS can be one: also that of whoever has the longest titles, and of
  /// whoever has special ones alone.
  ///
  /// @param figures of the scope: of nobody was more reached
  boolean fit(JsonNode figures) {
    var all = reached(figures).all();
    var longest = Comparator.comparingInt((Category one) -> -one.title().tr().length());
    var special = all.stream().filter(Category::special).toList();
    return sms(reached(all.stream().sorted(longest).toList())).isPresent()
        && sms(reached(special)).isPresent();
  }

  private Optional<SmsText> sms(Reached reached) {
    var words = notice.words();
    return SmsText.of(
        WORDINGS.text(
            "letter.sms",
            PlainWords.name(controller),
            when(),
            harm(),
            named(reached),
            listed(harmless(consequences(reached))),
            PlainWords.spelt(words.measures()),
            PlainWords.spelt(words.advice()),
            PlainWords.spelt(words.contact())));
  }

  /// Ordinary categories by their names, and that there are others.
  private static String named(Reached reached) {
    var names =
        reached.ordinary().stream()
            .filter(title -> !PlainWords.namesSpecial(title, reached.all()))
            .limit(MOST_NAMED)
            .map(PlainWords::name)
            .toList();
    boolean others = names.size() < reached.all().size();
    if (names.isEmpty()) {
      return WORDINGS.text("letter.some");
    }
    var list = String.join(", ", names);
    return others ? WORDINGS.text("letter.others", list) : list;
  }

  /// What only special data may bring about would tell of them.
  private static List<String> harmless(List<String> titles) {
    var telling = BoardForm.titles(Consequence.TELLING);
    return titles.stream().filter(title -> !telling.contains(title)).toList();
  }
}
