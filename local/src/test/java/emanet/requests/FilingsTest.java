package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.local.Stack;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.TenantId;
import emanet.wiring.Outgoing;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilingsTest {
  private static final String CASE = "0123456789abcdefghjkmnpqrs";

  /// Of two items, and of three.
  private static final int LINES = 1200;

  private static final int MORE_LINES = 2400;

  private final Stack stack = Stack.shared();

  private static ObjectNode document(String text, int lines) {
    var document = JsonNodeFactory.instance.objectNode();
    var all = document.putArray("lines");
    IntStream.range(0, lines).forEach(i -> all.add(i + " " + text.repeat(200)));
    return document;
  }

  private TenantId tenant() {
    var name = Stack.tenantName();
    stack.open(name);
    return new TenantId(name);
  }

  private static long items(Store store, TenantId tenant) {
    var partition = Filings.part(tenant, CASE, "").partition();
    return store.queryAll(Range.between(Table.REGISTER, partition, "FACTS", "FACTS~")).size();
  }

  /// A table's item holds 400 KB; what is said of somebody whose data was passed on a thousand
  /// times is more.
  @Test
  void aDocumentMayBeMoreThanAnItemHolds() {
    var outgoing = new Outgoing(stack, InstantSource.system());
    var filings = new Filings(outgoing.store(), outgoing.keyring(), new Envelope());
    var tenant = tenant();
    for (var document :
        new ObjectNode[] {
          document("ş", 3),
          document("ş", LINES),
          document("x", LINES),
          document("ş", MORE_LINES),
          document("x", 0)
        }) {
      filings.write(tenant, CASE, "FACTS", document);
      assertThat(filings.document(tenant, CASE, "FACTS")).contains(document);
    }
    assertThat(filings.document(tenant, CASE, "LETTER#2")).isEmpty();
  }

  /// Whoever read a document's beginning before it was written again goes on with what that
  /// beginning names, and with nothing of the other.
  @Test
  void aDocumentIsReadAsOneCallWroteItThoughAnotherWritesMeanwhile() {
    var outgoing = new Outgoing(stack, InstantSource.system());
    var store = outgoing.store();
    var filings = new Filings(store, outgoing.keyring(), new Envelope());
    var tenant = tenant();
    var earlier = document("ş", MORE_LINES);
    filings.write(tenant, CASE, "FACTS", earlier);
    assertThat(items(store, tenant)).isEqualTo(3);
    var key = Filings.part(tenant, CASE, "FACTS");
    var beginning = store.read(key).orElseThrow();
    var later = document("i", MORE_LINES);
    filings.write(tenant, CASE, "FACTS", later);
    assertThat(filings.document(tenant, CASE, "FACTS")).contains(later);
    store.writeAll(List.of(beginning), List.of());
    assertThat(filings.document(tenant, CASE, "FACTS")).contains(earlier);
  }
}
