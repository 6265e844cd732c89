package emanet.disclosures;

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
    var range =
        Range.between(Table.REGISTER, DisclosureItems.ofPerson(tenant, subject), "0", "~")
            .limit(PAGE);
    var keys =
        store.queryAll(range).stream()
            .map(mark -> DisclosureItems.marked(tenant, mark.key().sort()))
            .toList();
    var read = store.readAll(keys);
    var parts = new ArrayList<Part>();
    // a part that was never put is none
    keys.forEach(
        key -> Optional.ofNullable(read.get(key)).map(DisclosureItems::part).ifPresent(parts::add));
    return parts;
  }
}
