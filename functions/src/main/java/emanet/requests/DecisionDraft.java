package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.register.Activity.Disposal;
import emanet.register.Category;
import emanet.register.formats.Characters;
import emanet.subjects.AnonymousRecords;
import emanet.subjects.Holdings;
import emanet.subjects.Suppress;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A decision as it was sent: of the right shape, its meaning still to be judged.
///
/// @param changes over those that the application asks for; empty where it names none
record DecisionDraft(List<Line> items, Optional<ArrayNode> changes) {
  private static final int LONGEST_REASON = 4000;
  private static final int MOST = 200;

  DecisionDraft {
    items = List.copyOf(items);
  }

  /// A line, as sent.
  record Line(
      String right,
      Optional<String> category,
      String outcome,
      Optional<String> reason,
      Optional<String> method,
      Optional<Suppress> suppress) {
    @Override
    public String toString() {
      return "Line[" + right + "]";
    }
  }

  /// What there is to decide by.
  ///
  /// @param asked the rights that the application is about
  /// @param categories all that the tenant has, by code
  /// @param automated whether an activity that is engaged for the person decides by automated
  ///   analysis alone
  /// @param requested the changes that the application asks for
  /// @param suppressible the day that a suppression is judged by; empty where it was before
  record Ground(
      Set<Right> asked,
      Map<CategoryCode, Category> categories,
      boolean automated,
      ArrayNode requested,
      Optional<LocalDate> suppressible) {
    Ground {
      categories = Map.copyOf(categories);
    }
  }

  /// @throws emanet.fault.FaultException `Invalid`
  Decision judged(Ground ground) {
    var errors = new ArrayList<FieldError>();
    var decided = new ArrayList<Decision.Item>();
    for (int i = 0; i < items.size() && i < MOST; i++) {
      judged(i, ground, errors).ifPresent(decided::add);
    }
    if (items.size() > MOST) {
      errors.add(new FieldError("/items", FieldCode.RANGE));
    }
    var undecided = EnumSet.noneOf(Right.class);
    undecided.addAll(ground.asked());
    decided.forEach(item -> undecided.remove(item.right()));
    if (errors.isEmpty() && !undecided.isEmpty()) {
      errors.add(new FieldError("/items", FieldCode.MISSING));
    }
    unambiguous(decided, errors);
    var wanted = changes.orElse(ground.requested());
    var tooMuch = changes.flatMap(ApplicationReader::tooMuch);
    tooMuch.ifPresentOrElse(
        code -> errors.add(new FieldError("/changes", code)),
        () -> checkChanges(wanted, decided, ground, errors));
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return new Decision(decided, acceptedChanges(wanted, decided));
  }

  private Optional<Decision.Item> judged(int i, Ground ground, List<FieldError> errors) {
    var line = items.get(i);
    var at = "/items/" + i;
    int before = errors.size();
    var right = Right.parse(line.right());
    if (right.filter(ground.asked()::contains).isEmpty()) {
      errors.add(new FieldError(at + "/right", FieldCode.UNKNOWN));
    }
    var category = line.category().flatMap(CategoryCode::parse);
    if (line.category().isPresent()
        && category.filter(ground.categories()::containsKey).isEmpty()) {
      errors.add(new FieldError(at + "/category", FieldCode.UNKNOWN));
    }
    boolean accepted = line.outcome().equals("ACCEPT");
    if (!accepted && !line.outcome().equals("REFUSE")) {
      errors.add(new FieldError(at + "/outcome", FieldCode.UNKNOWN));
    }
    var reason = line.reason().map(Characters::clean).filter(text -> !text.isEmpty());
    checkReason(accepted, reason, at + "/reason", errors);
    if (accepted && right.filter(r -> r == Right.OBJECTION).isPresent() && !ground.automated()) {
      errors.add(new FieldError(at + "/right", FieldCode.UNSUITABLE));
    }
    boolean erases = accepted && right.filter(r -> r == Right.ERASURE).isPresent();
    var method = line.method().flatMap(DecisionDraft::method);
    if (line.method().isPresent()) {
      methodError(erases, method, category.map(ground.categories()::get))
          .ifPresent(code -> errors.add(new FieldError(at + "/method", code)));
    }
    checkSuppress(line, erases, category, ground, at + "/suppress", errors);
    return errors.size() > before
        ? Optional.empty()
        : right.map(r -> new Decision.Item(r, category, accepted, reason, method, line.suppress()));
  }

  private static void checkSuppress(
      Line line,
      boolean erases,
      Optional<CategoryCode> category,
      Ground ground,
      String at,
      List<FieldError> errors) {
    if (line.suppress().isEmpty()) {
      return;
    }
    var suppress = line.suppress().get();
    if (!erases) {
      errors.add(new FieldError(at, FieldCode.FORBIDDEN));
    } else if (!Holdings.isOfNationalId(category)) {
      errors.add(new FieldError(at, FieldCode.UNSUITABLE));
    } else if (!suppress.isDate()) {
      errors.add(new FieldError(at + "/until", FieldCode.FORMAT));
    } else if (ground.suppressible().filter(day -> !suppress.isWithin(day)).isPresent()) {
      errors.add(new FieldError(at + "/until", FieldCode.RANGE));
    }
  }

  private static Optional<Disposal> method(String sent) {
    return Arrays.stream(Disposal.values()).filter(one -> one.name().equals(sent)).findFirst();
  }

  /// Anonymous becomes what is of one category, of which something may stay.
  private static Optional<FieldCode> methodError(
      boolean erases, Optional<Disposal> method, Optional<Category> category) {
    if (!erases) {
      return Optional.of(FieldCode.FORBIDDEN);
    }
    if (method.isEmpty()) {
      return Optional.of(FieldCode.UNKNOWN);
    }
    boolean unsuitable =
        method.get() == Disposal.ANONYMISE && category.filter(AnonymousRecords::suit).isEmpty();
    return unsuitable ? Optional.of(FieldCode.UNSUITABLE) : Optional.empty();
  }

  private static void checkReason(
      boolean accepted, Optional<String> reason, String at, List<FieldError> errors) {
    if (!accepted && reason.isEmpty()) {
      errors.add(new FieldError(at, FieldCode.MISSING));
    } else if (reason.filter(text -> !Characters.allowed(text)).isPresent()) {
      errors.add(new FieldError(at, FieldCode.FORMAT));
    } else if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
      errors.add(new FieldError(at, FieldCode.LENGTH));
    }
  }

  /// A right is decided once as a whole, or once for each category.
  private static void unambiguous(List<Decision.Item> decided, List<FieldError> errors) {
    var seen = new HashSet<String>();
    for (int i = 0; i < decided.size(); i++) {
      var item = decided.get(i);
      var whole = item.right().code();
      var part = whole + item.category().map(CategoryCode::value).orElse("");
      boolean mixed =
          item.category().isEmpty()
              ? seen.stream().anyMatch(other -> other.startsWith(whole))
              : seen.contains(whole);
      if (!seen.add(part)) {
        errors.add(new FieldError("/items/" + i, FieldCode.DUPLICATE));
      } else if (mixed) {
        errors.add(new FieldError("/items/" + i, FieldCode.FORBIDDEN));
      }
    }
  }

  /// Whoever accepts a rectification says what is to become of the records.
  private static void checkChanges(
      ArrayNode wanted, List<Decision.Item> decided, Ground ground, List<FieldError> errors) {
    for (int i = 0; i < wanted.size(); i++) {
      var at = "/changes/" + i;
      var category = CategoryCode.parse(wanted.get(i).path("category").asText());
      if (category.filter(ground.categories()::containsKey).isEmpty()) {
        errors.add(new FieldError(at + "/category", FieldCode.UNKNOWN));
      }
      if (RecordId.parse(wanted.get(i).path("recordId").asText()).isEmpty()) {
        errors.add(new FieldError(at + "/recordId", FieldCode.FORMAT));
      }
    }
    boolean rectifies =
        decided.stream().anyMatch(item -> item.right() == Right.RECTIFICATION && item.accepted());
    if (rectifies && errors.isEmpty() && acceptedChanges(wanted, decided).isEmpty()) {
      errors.add(new FieldError("/changes", FieldCode.MISSING));
    }
  }

  private static List<Decision.RecordChange> acceptedChanges(
      ArrayNode wanted, List<Decision.Item> decided) {
    return Decision.changes(wanted).stream()
        .filter(change ->
            decided.stream()
                .anyMatch(item ->
                    item.right() == Right.RECTIFICATION
                        && item.accepted()
                        && Decision.isOf(change, item)))
        .toList();
  }
}
