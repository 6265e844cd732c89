package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.subjects.Holdings;
import emanet.subjects.Restrictions;
import java.util.List;
import java.util.Optional;

/// Stops the activities that decide on the person by automated analysis alone (Art. 11/1-g): by a
/// restriction of the kind `OBJECTION`, which another person lifts. Its id is the request's: run
/// again, it is the same one.
final class Objecting implements Execution.Performer {
  private final Facts facts;
  private final Holdings holdings;
  private final Restrictions restrictions;

  Objecting(Facts facts, Holdings holdings, Restrictions restrictions) {
    this.facts = facts;
    this.holdings = holdings;
    this.restrictions = restrictions;
  }

  @Override
  public StepResult perform(Execution.Work work) {
    var held = holdings.of(work.tenant(), work.subject());
    var codes = List.copyOf(facts.automated(work.tenant(), held));
    var wish =
        new Restrictions.Wish(
            "OBJECTION", Optional.empty(), Optional.of(codes), "Başvuru " + work.id());
    var allowed = restrictions.allow(work.caller(), work.subject(), wish);
    var set = restrictions.set(allowed, wish, work.id());
    var detail = JsonNodeFactory.instance.objectNode();
    codes.forEach(detail.putArray("activities")::add);
    return StepResult.done(detail.put("restriction", set.value().id()));
  }
}
