package emanet.audit.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.keys.Signer;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/// The list of a package's files, and the signature over it. Both are JSON in the form of RFC 8785;
/// the signature's message is its own document without `signature`, as certificates have it.
public final class Manifest {
  public static final String FORMAT = "emanet-audit-package/1";
  public static final String NAME = "manifest.json";
  public static final String SIGNATURE_NAME = "signature.json";

  private static final ObjectMapper JSON = new ObjectMapper();
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
    return PackedFile.text(NAME, canonical(manifest));
  }

  /// The manifest's signature: RSASSA-PSS with SHA-256 and a salt of 32 bytes.
  ///
  /// @param about which package it is and when it was signed; it gets the rest
  public static PackedFile sign(PackedFile manifest, ObjectNode about, Signer signer) {
    var document = about.deepCopy().put("format", FORMAT);
    document.put("manifest", Sha256.of(manifest.content().toArray()).toHex());
    var signature = signer.sign(message(document));
    document.put(SIGNATURE, Base64.getEncoder().encodeToString(signature.toArray()));
    return PackedFile.text(SIGNATURE_NAME, canonical(document));
  }

  /// What a signature is made over: the document without it.
  public static Bytes message(ObjectNode document) {
    var unsigned = document.deepCopy();
    unsigned.remove(SIGNATURE);
    return Bytes.owning(canonical(unsigned).getBytes(StandardCharsets.UTF_8));
  }

  /// The RFC 8785 form.
  public static String canonical(ObjectNode json) {
    try {
      return new JsonCanonicalizer(JSON.writeValueAsString(json)).getEncodedString();
    } catch (IOException e) {
      throw new Fault.Internal().exception(e);
    }
  }

  /// Facts about a package, in a document of their own.
  public static ObjectNode about() {
    return JsonNodeFactory.instance.objectNode();
  }
}
