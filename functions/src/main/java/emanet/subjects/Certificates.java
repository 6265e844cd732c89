package emanet.subjects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.keys.Canonical;
import emanet.keys.Signer;
import emanet.register.Categories;
import emanet.values.CategoryCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Certificates of erasure (docs/spec/certificate-v1.md): JSON, signed over its RFC 8785 form
/// without `signature`, by RSASSA-PSS-SHA256 with a salt of 32 bytes.
final class Certificates {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGNATURE = "signature";

  private final Signer signer;
  private final Duration horizon;

  /// @param horizon from an erasure until no backup and no recovery can hold its keys
  Certificates(Signer signer, Duration horizon) {
    this.signer = signer;
    this.horizon = horizon;
  }

  /// From when on no copy of the keys can be anywhere.
  Instant horizon(StoredErasure erasure) {
    return erasure.effective().plus(horizon);
  }

  /// The certificate, signed, as canonical JSON.
  ///
  /// @param last when it was found that no copy is left; empty for the first part
  String sign(StoredErasure erasure, Optional<Instant> last) {
    var asked = erasure.asked();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", erasure.id());
    json.put("subject", asked.subject().value());
    json.put("method", asked.method().name());
    json.put("at", erasure.effective().toString());
    json.put("state", last.isPresent() ? "FINAL" : "EFFECTIVE");
    var keys = json.putArray("keys");
    var versions = new TreeMap<>(erasure.keys());
    versions.forEach(
        (category, version) -> keys.addObject().put("category", category).put("version", version));
    var categories = json.putArray("categories");
    versions.keySet().stream()
        .filter(code -> !Categories.isReserved(new CategoryCode(code)))
        .forEach(categories::add);
    var kept = json.putArray("kept");
    new TreeSet<>(erasure.kept()).forEach(kept::add);
    json.put("horizon", horizon(erasure).toString());
    last.ifPresent(at -> json.put("final", at.toString()));
    json.put("ledger", asked.ledger());
    var signature = signer.sign(Canonical.bytes(json));
    json.put(SIGNATURE, Base64.getEncoder().encodeToString(signature.toArray()));
    return Canonical.text(json);
  }

  /// What `sign` gave, as a document.
  static ObjectNode read(String certificate) {
    try {
      return (ObjectNode) JSON.readTree(certificate);
    } catch (JsonProcessingException e) {
      throw new Fault.Internal().exception(e);
    }
  }
}
