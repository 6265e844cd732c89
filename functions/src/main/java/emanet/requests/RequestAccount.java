package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.keys.Keyring;
import emanet.register.Page;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Applications under Art. 11 with their clocks, in rows to be handed on: nothing of the applicant,
/// and nothing that anybody typed; and, to be given back to the tenant, all of it.
public final class RequestAccount {
  private static final int PAGE = 50;

  private final Filings filings;

  public RequestAccount(Store store, Keyring keyring, Envelope envelope) {
    this.filings = new Filings(store, keyring, envelope);
  }

  /// Those that were received in a time, or were open or answered in it. Clocks stand where the
  /// time ends.
  public Page<ObjectNode> during(
      TenantId tenant, Instant from, Instant to, Optional<String> after) {
    var ids = filings.page(tenant, Filings.Shelf.ALL, Optional.empty(), PAGE, after);
    var rows = new ArrayList<ObjectNode>();
    for (var filing : filings.files(tenant, List.copyOf(ids.values()))) {
      var head = filing.head();
      boolean ended =
          !head.state().open()
              && answered(filing).filter(at -> at.isBefore(from)).isPresent()
              && head.receivedAt().isBefore(from);
      if (head.enteredAt().isBefore(to) && !ended) {
        rows.add(row(filing, to));
      }
    }
    var last = ids.keySet().stream().reduce((_, next) -> next);
    return new Page<>(rows, ids.size() < PAGE ? Optional.empty() : last);
  }

  /// Their cases.
  public Page<String> cases(TenantId tenant, Optional<String> after) {
    var ids = filings.page(tenant, Filings.Shelf.ALL, Optional.empty(), PAGE, after);
    var last = ids.keySet().stream().reduce((_, next) -> next);
    return new Page<>(List.copyOf(ids.values()), ids.size() < PAGE ? Optional.empty() : last);
  }

  /// All that there is of them, in clear: to be given back to the tenant, sealed.
  public Page<ObjectNode> files(TenantId tenant, Optional<String> after) {
    var ids = filings.page(tenant, Filings.Shelf.ALL, Optional.empty(), PAGE, after);
    var rows = new ArrayList<ObjectNode>();
    for (var filing : filings.files(tenant, List.copyOf(ids.values()))) {
      var row = JsonNodeFactory.instance.objectNode().put("id", filing.head().id());
      CaseFile.SECTIONS.forEach(
          name -> filing.file().section(name).ifPresent(section -> row.set(name, section)));
      rows.add(row);
    }
    var last = ids.keySet().stream().reduce((_, next) -> next);
    return new Page<>(rows, ids.size() < PAGE ? Optional.empty() : last);
  }

  private static Optional<Instant> answered(Filing filing) {
    return filing.file().text(CaseFile.ANSWER, "sentAt").map(Instant::parse);
  }

  private static ObjectNode row(Filing filing, Instant at) {
    var row = new RequestView(at, true).head(filing.head());
    row.put("lastDay", filing.head().deadline().lastDay().toString());
    var decisions = row.putArray("decisions");
    filing
        .file()
        .section(CaseFile.DECISION)
        .map(Decision::of)
        .ifPresent(decision ->
            decision
                .items()
                .forEach(item -> {
                  var line = decisions.addObject().put("right", item.right().code());
                  item.category().ifPresent(code -> line.put("category", code.value()));
                  line.put("outcome", item.accepted() ? "ACCEPT" : "REFUSE");
                  item.method().ifPresent(method -> line.put("method", method.name()));
                }));
    for (var name : List.of("sentAt", "channel", "deliveredAt", "complaintUntil")) {
      filing
          .file()
          .text(CaseFile.ANSWER, name)
          .ifPresent(text -> row.withObject("/answer").put(name, text));
    }
    var steps = row.putArray("execution");
    Step.ordered(filing.head().steps())
        .forEach(step ->
            steps
                .addObject()
                .put("step", step.code())
                .put("progress", filing.head().steps().get(step.code())));
    return row;
  }
}
