package emanet.retention;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Page;
import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;

/// The log of destructions (regulation 30224, Art. 7/3), in rows to be handed on.
public final class DestructionAccount {
  private static final int PAGE = 200;
  private static final String MONTH_END = "/";

  private final DestructionLog log;

  public DestructionAccount(Store store) {
    this.log = new DestructionLog(store);
  }

  /// What was begun in a time. A run's entries are kept under the month that it began in.
  public Page<ObjectNode> during(
      TenantId tenant, Instant from, Instant to, Optional<String> after) {
    var position = after.map(text -> text.split(MONTH_END, 2));
    var month =
        position
            .map(parts -> YearMonth.parse(parts[0]))
            .orElseGet(() -> DestructionLog.month(from).minusMonths(1));
    var last = DestructionLog.month(to);
    var within = position.map(parts -> parts[1]).filter(text -> !text.isEmpty());
    var found = log.ofMonth(tenant, month, PAGE, within);
    var rows = new ArrayList<ObjectNode>();
    for (var entry : found.values()) {
      if (!entry.at().isBefore(from) && entry.at().isBefore(to)) {
        rows.add(row(entry));
      }
    }
    boolean more = found.size() == PAGE;
    var next =
        more
            ? month + MONTH_END + found.keySet().stream().reduce((_, key) -> key).orElseThrow()
            : month.plusMonths(1) + MONTH_END;
    return new Page<>(rows, more || month.isBefore(last) ? Optional.of(next) : Optional.empty());
  }

  private static ObjectNode row(DestructionLog.Entry entry) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("at", entry.at().toString());
    entry.done().ifPresent(at -> row.put("doneAt", at.toString()));
    row.put("subject", entry.subject().value()).put("category", entry.category().value());
    row.put("record", entry.record().value()).put("fate", entry.fate().name());
    new TreeSet<>(entry.activities()).forEach(row.putArray("activities")::add);
    new TreeSet<>(entry.methods()).forEach(row.putArray("methods")::add);
    new TreeSet<>(entry.fields()).forEach(row.putArray("fields")::add);
    entry.anonymous().ifPresent(outcome -> row.put("anonymous", outcome.name()));
    return row;
  }
}
