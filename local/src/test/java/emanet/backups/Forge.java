package emanet.backups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.erdtman.jcs.JsonCanonicalizer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Makes backups that are wrong in one thing each, beside a right one: as an administrator of the
/// account could, who signs with the deployment's own key.
final class Forge {
  private final Stack stack;
  private final Shelf shelf;
  private final String original;
  private int made;

  Forge(Stack stack, Shelf shelf, String original) {
    this.stack = stack;
    this.shelf = shelf;
    this.original = original;
  }

  /// @param object the name of what is wrong
  record Forged(String id, String object) {}

  /// A manifest with a change.
  ///
  /// @param signed whether it is signed anew
  /// @return the id that it is found by
  String manifest(Consumer<ObjectNode> change, boolean signed) {
    var manifest = (ObjectNode) shelf.manifest(original);
    var id = "forged-" + made++;
    manifest.put("id", id);
    change.accept(manifest);
    if (signed) {
      manifest.remove("signature");
      manifest.put("signature", signature(manifest));
    }
    var name = shelf.manifestName(original).replace(original, id);
    put("records", name, canonical(manifest));
    return id;
  }

  /// A backup of which one object of data is another, under the hash that it had.
  Forged object(String table, UnaryOperator<byte[]> change) {
    var object = data(table);
    var name = object.path("name").asText();
    var version = put(table, name, change.apply(shelf.content(table, object)));
    return version(table, name, version);
  }

  private JsonNode data(String table) {
    return Shelf.objects(shelf.manifest(original), table).stream()
        .filter(one -> one.path("items").asLong() > 0)
        .findFirst()
        .orElseThrow();
  }

  /// A backup by which an object of data holds one item more than it does.
  Forged more(String table) {
    return change(
        table,
        data(table).path("name").asText(),
        one -> one.put("items", one.path("items").asLong() + 1));
  }

  /// A backup that names another version of an object of data.
  Forged version(String table, String version) {
    return version(table, data(table).path("name").asText(), version);
  }

  private Forged version(String table, String name, String version) {
    return change(table, name, one -> one.put("version", version));
  }

  private Forged change(String table, String name, Consumer<ObjectNode> change) {
    var id =
        manifest(
            manifest ->
                manifest
                    .path("tables")
                    .path(table)
                    .path("objects")
                    .forEach(one -> {
                      if (one.path("name").asText().equals(name)) {
                        change.accept((ObjectNode) one);
                      }
                    }),
            true);
    return new Forged(id, name);
  }

  /// Lays an object there.
  ///
  /// @return its version
  String put(String table, String name, byte[] content) {
    try (var s3 = shelf.s3()) {
      return s3.putObject(
              put -> put.bucket(Shelf.bucket(table)).key(name), RequestBody.fromBytes(content))
          .versionId();
    }
  }

  private String signature(ObjectNode manifest) {
    var line =
        "emanet-backup-v1 "
            + manifest.path("id").asText()
            + " "
            + Shelf.sha256(canonical(manifest))
            + "\n";
    try (var kms = stack.kms()) {
      var signed =
          kms.sign(request ->
              request
                  .keyId("alias/emanet-backups")
                  .signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512)
                  .messageType(MessageType.RAW)
                  .message(SdkBytes.fromUtf8String(line)));
      return Base64.getEncoder().encodeToString(signed.signature().asByteArray());
    }
  }

  private static byte[] canonical(ObjectNode json) {
    try {
      return new JsonCanonicalizer(json.toString())
          .getEncodedString()
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
