package emanet.disclosures;

import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that was passed on of a person, oldest first, however much it is.
final class PersonParts {
  private static final int PAGE = 200;

  private final Store store;

  PersonParts(Store store) {
    this.store = store;
  }

  List<Part> of(TenantId tenant, SubjectId subject) {
    var parts = new ArrayList<Part>();
    var range =
        Range.between(Table.REGISTER, DisclosureItems.ofPerson(tenant, subject), "0", "~")
            .limit(PAGE);
    var marks = store.query(range);
    while (!marks.isEmpty()) {
      add(parts, tenant, marks);
      marks =
          marks.size() < PAGE ? List.of() : store.query(range.after(marks.getLast().key().sort()));
    }
    return parts;
  }

  /// A part that was never put is none.
  private void add(List<Part> parts, TenantId tenant, List<Item> marks) {
    var keys = marks.stream().map(m -> DisclosureItems.marked(tenant, m.key().sort())).toList();
    var read = store.readAll(keys);
    keys.forEach(
        key -> Optional.ofNullable(read.get(key)).map(DisclosureItems::part).ifPresent(parts::add));
  }
}
