package emanet.closure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.Canonical;
import emanet.keys.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Certificates of the end of a contract (docs/spec/closure-certificate-v1.md): signed as those of
/// erasures are, and told from them by `format`.
final class ClosureCertificates {
  private static final String FORMAT = "emanet-closure-certificate/1";
  private static final String SIGNATURE = "signature";

  private final Signer signer;
  private final Duration horizon;

  /// @param horizon from the destruction until no backup and no recovery can hold the keys
  ClosureCertificates(Signer signer, Duration horizon) {
    this.signer = signer;
    this.horizon = horizon;
  }

  /// From when on no copy of the keys can be anywhere.
  Instant horizon(StoredClosure closure) {
    return closure.time(StoredClosure.DESTROYED).plus(horizon);
  }

  /// The certificate, signed.
  ///
  /// @param last when it was found that no copy is left; empty for the first part
  ObjectNode sign(StoredClosure closure, Optional<Instant> last) {
    var doc = closure.doc();
    var json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    json.put("id", closure.id()).put("tenant", closure.tenant().value());
    json.put("at", closure.time(StoredClosure.DESTROYED).toString());
    json.put("state", last.isPresent() ? "FINAL" : "EFFECTIVE");
    json.put("kek", doc.path(StoredClosure.KEK).asLong());
    var returned = json.putObject("returned");
    if (doc.get(StoredClosure.RECEIPT) instanceof ObjectNode receipt) {
      returned.put("state", "RECEIVED");
      returned.put("at", receipt.path("at").asText());
      returned.put("manifest", receipt.path("manifest").asText());
    } else {
      boolean none = closure.isDeployments() || closure.isKeyGone();
      returned.put("state", none ? StoredClosure.KEY_GONE : "NOT_RECEIVED");
    }
    json.put("horizon", horizon(closure).toString());
    last.ifPresent(at -> json.put("final", at.toString()));
    json.put("ledger", doc.path(StoredClosure.LEDGER).asText());
    var signature = signer.sign(Canonical.bytes(json));
    return json.put(SIGNATURE, Base64.getEncoder().encodeToString(signature.toArray()));
  }
}
