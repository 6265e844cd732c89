package emanet.audit.pack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.Canonical;
import emanet.keys.Signer;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeMap;

/// The list of a package's files, and the signature over it. Both are JSON in the form of RFC 8785;
/// the signature's message is its own document without `signature`, as certificates have it.
public final class Manifest {
  public static final String FORMAT = "emanet-audit-package/1";
  public static final String NAME = "manifest.json";
  public static final String SIGNATURE_NAME = "signature.json";

  private static final String SIGNATURE = "signature";

  private Manifest() {}

  /// What a manifest says of one file.
  public record Line(String name, long bytes, String sha256) {
    public static Line of(PackedFile file) {
      return new Line(
          file.name(), file.content().length(), Sha256.of(file.content().toArray()).toHex());
    }
  }

  /// The manifest.
  ///
  /// @param about what the package is of; it gets `format` and `files`
  public static PackedFile of(ObjectNode about, Collection<Line> lines) {
    var sorted = new TreeMap<String, Line>();
    lines.forEach(line -> sorted.put(line.name(), line));
    var manifest = about.deepCopy().put("format", FORMAT);
    var files = manifest.putArray("files");
    sorted
        .values()
        .forEach(line ->
            files
                .addObject()
                .put("name", line.name())
                .put("bytes", line.bytes())
                .put("sha256", line.sha256()));
    return new PackedFile(NAME, Canonical.bytes(manifest));
  }

  /// The manifest's signature: RSASSA-PSS with SHA-256 and a salt of 32 bytes.
  ///
  /// @param id of the package
  public static PackedFile sign(PackedFile manifest, String id, Instant at, Signer signer) {
    var document = JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("package", id);
    document.put("signedAt", at.truncatedTo(ChronoUnit.SECONDS).toString());
    document.put("manifest", Sha256.of(manifest.content().toArray()).toHex());
    var signature = signer.sign(message(document));
    document.put(SIGNATURE, Base64.getEncoder().encodeToString(signature.toArray()));
    return new PackedFile(SIGNATURE_NAME, Canonical.bytes(document));
  }

  /// What a signature is made over: the document without it.
  public static Bytes message(ObjectNode document) {
    var unsigned = document.deepCopy();
    unsigned.remove(SIGNATURE);
    return Canonical.bytes(unsigned);
  }
}
