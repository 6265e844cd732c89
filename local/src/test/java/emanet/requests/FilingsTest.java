package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.local.Stack;
import emanet.values.TenantId;
import emanet.wiring.Outgoing;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilingsTest {
  private static final String CASE = "0123456789abcdefghjkmnpqrs";
  private static final int LINES = 1200;

  private final Stack stack = Stack.shared();

  private static ObjectNode document(String text, int lines) {
    var document = JsonNodeFactory.instance.objectNode();
    var all = document.putArray("lines");
    IntStream.range(0, lines).forEach(i -> all.add(i + " " + text.repeat(200)));
    return document;
  }

  /// A table's item holds 400 KB; what is said of somebody whose data was passed on a thousand
  /// times is more.
  @Test
  void aDocumentMayBeMoreThanAnItemHolds() {
    var outgoing = new Outgoing(stack, InstantSource.system());
    var filings = new Filings(outgoing.store(), outgoing.keyring(), new Envelope());
    var name = Stack.tenantName();
    stack.open(name);
    var tenant = new TenantId(name);
    for (var document :
        new ObjectNode[] {
          document("ş", 3), document("ş", LINES), document("x", LINES), document("x", 0)
        }) {
      filings.write(tenant, CASE, "FACTS", document);
      assertThat(filings.document(tenant, CASE, "FACTS")).contains(document);
    }
    assertThat(filings.document(tenant, CASE, "LETTER#2")).isEmpty();
  }
}
