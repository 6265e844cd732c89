package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.disclosures.Propagation;
import emanet.disclosures.Tracking;
import emanet.register.Recipient;
import emanet.register.Recipients;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What was passed on of a person's data, to whom and when, without a value of it; and how far its
/// recipients have come with what they were told.
///
/// Non-guarantee: there are no pages of it. Whatever shows it shows all of it in one answer, and an
/// answer of a function ends at 6 MB.
final class Disclosed {
  private static final String TOLD = "recipients";
  private static final Step STEP = new Step(Step.Kind.NOTIFICATION, "");

  private final Propagation propagation;
  private final Tracking tracking;
  private final Recipients recipients;

  Disclosed(Propagation propagation, Tracking tracking, Recipients recipients) {
    this.propagation = propagation;
    this.tracking = tracking;
    this.recipients = recipients;
  }

  /// For the answer of whom data was passed on to (Art. 11/1-ç).
  ArrayNode of(TenantId tenant, SubjectId subject) {
    var passed = tracking.passed(tenant, subject);
    var known = known(tenant, passed.stream().map(Tracking.Passed::recipient).toList());
    var array = JsonNodeFactory.instance.arrayNode();
    for (var one : passed) {
      var json = array.addObject().put("recipient", one.recipient());
      json.put("title", title(known, one.recipient())).put("country", one.country());
      json.put("activity", one.activity().value()).put("at", one.at().toString());
      codes(one.categories()).forEach(json.putArray("categories")::add);
    }
    return array;
  }

  /// Has everybody told of what was put right, to whom it was passed on. Of an erasure they were
  /// told by the erasure itself. Who they are is not written into the request: there may be more
  /// than it holds, and how far they came is read whenever it is shown (`current`).
  void tell(Execution.Work work) {
    var decision = work.decision();
    boolean gone =
        decision.accepted(Right.ERASURE).stream().anyMatch(item -> item.category().isEmpty());
    var changed =
        IntStream.range(0, decision.changes().size())
            .filter(i -> Execution.isDone(work.filing(), Step.rectifying(i)))
            .mapToObj(i -> decision.changes().get(i).category())
            .collect(Collectors.toSet());
    if (!changed.isEmpty() && !gone) {
      var _ = propagation.rectified(work.caller(), work.subject(), changed, work.id());
    }
  }

  /// The request with its recipients as they stand now.
  Filing current(TenantId tenant, Filing filing) {
    if (!filing.head().steps().containsKey(STEP.code()) || !Execution.isDone(filing, STEP)) {
      return filing;
    }
    var section = Execution.section(filing);
    section
        .withObject("/" + STEP.code())
        .set(TOLD, standing(tenant, filing, Execution.subject(filing)));
    return filing.with(filing.file().with(Execution.SECTION, section));
  }

  private ArrayNode standing(TenantId tenant, Filing filing, SubjectId subject) {
    var decision = Execution.decision(filing);
    var told =
        tracking.told(tenant, subject).stream()
            .filter(one -> isOf(one, filing.head().id(), decision))
            .toList();
    var known = known(tenant, told.stream().map(Tracking.Told::recipient).toList());
    var array = JsonNodeFactory.instance.arrayNode();
    for (var one : told) {
      var json = array.addObject().put("recipient", one.recipient());
      json.put("title", title(known, one.recipient())).put("disclosure", one.disclosure());
      json.put("notice", one.notice()).put("deed", one.erased() ? "ERASED" : "RECTIFIED");
      codes(one.categories()).forEach(json.putArray("categories")::add);
      json.put("state", one.progress().name()).put("at", one.at().toString());
      one.confirmedAt().ifPresent(at -> json.put("confirmedAt", at.toString()));
    }
    return array;
  }

  /// A request for notification alone is about whatever was put right or erased before it.
  private static boolean isOf(Tracking.Told told, String request, Decision decision) {
    boolean alone = !decision.accepts(Right.RECTIFICATION) && !decision.accepts(Right.ERASURE);
    return alone
        || told.cause().equals(request)
        || (told.erased()
            && decision.accepted(Right.ERASURE).stream()
                .anyMatch(item -> item.category().map(told.categories()::contains).orElse(true)));
  }

  private Map<String, Recipient> known(TenantId tenant, Collection<String> ids) {
    return recipients.find(tenant, new HashSet<>(ids));
  }

  private static String title(Map<String, Recipient> known, String id) {
    return Optional.ofNullable(known.get(id)).map(Recipient::title).orElse(id);
  }

  private static Iterable<String> codes(Set<CategoryCode> categories) {
    return categories.stream().map(CategoryCode::value).sorted().toList();
  }
}
