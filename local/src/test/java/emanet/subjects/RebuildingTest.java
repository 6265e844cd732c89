package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Look-ups are made anew of whatever opens; what was tampered with is listed, and stops nothing.
class RebuildingTest {
  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final TenantId tenant = new TenantId(customer.tenant);
  private final Rooms rooms = new Rooms(stack);

  @Test
  void aCardThatWasTamperedWithIsListedAndTheRestIsFound() {
    var person = customer.person();
    var other = customer.person();
    customer.service().put(Customer.identity(person), Customer.fields("10000000146")).expect(201);
    customer.service().put(Customer.identity(other), Customer.fields("12345678950")).expect(201);
    tamper(StoredSubject.key(tenant, new SubjectId(person)));
    var found = new ArrayList<RecordPlace>();
    int people = 0;
    int records = 0;
    for (int shard = 0; shard < Rebuilding.SHARDS; shard++) {
      var page = new Rebuilding(rooms.needs).page(tenant, shard, Optional.empty());
      found.addAll(page.tampered());
      people += page.people();
      records += page.records();
    }
    assertThat(found)
        .containsExactly(
            new RecordPlace(
                tenant,
                new SubjectId(person),
                new CategoryCode("emanet-person"),
                new RecordId("card")));
    assertThat(people).isEqualTo(2);
    assertThat(records).isEqualTo(2);
  }

  private void tamper(Key key) {
    Item item = rooms.store.read(key).orElseThrow();
    var sealed = item.bytes("sealed").toArray();
    sealed[sealed.length - 1] ^= 1;
    assertThat(rooms.store.put(item.with("sealed", Bytes.of(sealed)), Condition.item()))
        .isInstanceOf(Written.Done.class);
  }
}
