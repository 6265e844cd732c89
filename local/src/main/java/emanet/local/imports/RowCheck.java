package emanet.local.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.FieldCode;
import emanet.register.formats.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks a row whole, before anything of it is sent.
///
/// An empty cell is no value. A record without any value is left out, unless its category has
/// required fields.
final class RowCheck {
  private static final String COUNT = "count";

  /// What the API takes.
  private static final int LONGEST_REFERENCE = 256;

  private final Plan plan;

  RowCheck(Plan plan) {
    this.plan = plan;
  }

  /// The row, if nothing is wrong with it.
  ///
  /// @param rejects takes what is wrong
  Optional<Row> check(long number, List<String> cells, List<Reject> rejects) {
    if (cells.size() != plan.width()) {
      rejects.add(new Reject(number, Reject.WHOLE_ROW, COUNT));
      return Optional.empty();
    }
    int before = rejects.size();
    var reference = cells.get(plan.reference()).strip();
    if (reference.isEmpty() || reference.length() > LONGEST_REFERENCE) {
      var code = reference.isEmpty() ? FieldCode.MISSING : FieldCode.LENGTH;
      rejects.add(new Reject(number, plan.header().get(plan.reference()), code.slug()));
    }
    var drafts = new ArrayList<Row.Draft>(plan.slots().size());
    for (var slot : plan.slots()) {
      draft(number, slot, cells, rejects).ifPresent(drafts::add);
    }
    return rejects.size() == before
        ? Optional.of(new Row(number, reference, drafts))
        : Optional.empty();
  }

  private static Optional<Row.Draft> draft(
      long number, Plan.Slot slot, List<String> cells, List<Reject> rejects) {
    var fields = JsonNodeFactory.instance.objectNode();
    for (var cell : slot.cells()) {
      switch (cell.type().checkCell(cells.get(cell.index()))) {
        case Checked.Fit fit -> fields.set(cell.field(), fit.value());
        case Checked.Unfit(FieldCode code) -> {
          if (code != FieldCode.MISSING || cell.required()) {
            rejects.add(new Reject(number, cell.column(), code.slug()));
          }
        }
      }
    }
    return fields.isEmpty() ? Optional.empty() : Optional.of(new Row.Draft(slot, fields));
  }
}
