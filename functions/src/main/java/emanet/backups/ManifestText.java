package emanet.backups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.backups.Manifest.Copy;
import emanet.backups.Manifest.Part;
import emanet.keys.Canonical;
import emanet.keys.Ed25519;
import emanet.keys.Signer;
import emanet.store.Table;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;

/// A manifest's bytes (docs/spec/backup-v1.md): canonical JSON (RFC 8785) with a `signature`, pure
/// Ed25519 over a line that names the format, the backup, and the SHA-256 of the same JSON without
/// it. KMS signs messages of 4096 bytes at most, so what is signed is short however much is backed
/// up.
final class ManifestText {
  static final String FORMAT = "emanet-backup-v1";
  private static final String FORMATS = "emanet-backup-v";
  private static final String SIGNATURE = "signature";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestText() {}

  static Bytes write(Manifest manifest, Signer signer) {
    var json = json(manifest);
    var signature = signer.sign(Bytes.owning(signed(manifest.id(), json)));
    json.put(SIGNATURE, signature.toBase64());
    return Canonical.bytes(json);
  }

  private static ObjectNode json(Manifest manifest) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("id", manifest.id());
    json.put("deployment", manifest.deployment()).put("region", manifest.region());
    json.put("at", manifest.at().toString());
    var tables = json.putObject("tables");
    manifest
        .tables()
        .forEach((table, copy) -> {
          var one = tables.putObject(table.label());
          one.put("until", copy.until().toString()).put("items", copy.items());
          var parts = one.putArray("objects");
          for (var part : copy.parts()) {
            parts
                .addObject()
                .put("name", part.name())
                .put("version", part.version())
                .put("bytes", part.bytes())
                .put("sha256", part.sha256())
                .put("items", part.items());
          }
        });
    return json;
  }

  private static byte[] signed(String id, ObjectNode json) {
    var line = FORMAT + " " + id + " " + Sha256.of(Canonical.bytes(json).toArray()).toHex() + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a manifest that must be this deployment's.
  ///
  /// @param id of the backup that is asked for
  /// @param publicKey 32 bytes
  static Manifest read(Bytes content, String id, String deployment, Bytes publicKey)
      throws BrokenBackup {
    var json = parsed(content);
    var format = json.path("format").asText();
    if (!format.equals(FORMAT)) {
      var flaw = format.startsWith(FORMATS) ? Flaw.OTHER_FORMAT : Flaw.UNREADABLE;
      throw new BrokenBackup(flaw, "");
    }
    if (!json.path(SIGNATURE).isTextual()) {
      throw new BrokenBackup(Flaw.UNSIGNED, "");
    }
    var bare = json.deepCopy();
    bare.remove(SIGNATURE);
    if (!verifies(publicKey, json.path("id").asText(), bare, json.path(SIGNATURE).asText())) {
      throw new BrokenBackup(Flaw.FORGED, "");
    }
    if (!json.path("id").asText().equals(id)
        || !json.path("deployment").asText().equals(deployment)) {
      throw new BrokenBackup(Flaw.FOREIGN, "");
    }
    return manifest(json);
  }

  private static ObjectNode parsed(Bytes content) throws BrokenBackup {
    try {
      if (JSON.readTree(content.toArray()) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new BrokenBackup(Flaw.UNREADABLE, "");
    }
    throw new BrokenBackup(Flaw.UNREADABLE, "");
  }

  private static boolean verifies(Bytes key, String id, ObjectNode bare, String signature) {
    try {
      return Ed25519.verifies(key, signed(id, bare), Bytes.ofBase64(signature));
    } catch (IllegalArgumentException e) {
      return false; // no base64
    }
  }

  private static Manifest manifest(ObjectNode json) throws BrokenBackup {
    try {
      var tables = new EnumMap<Table, Copy>(Table.class);
      for (var table : Life.TABLES) {
        var one = json.path("tables").path(table.label());
        if (!one.isObject()) {
          throw new BrokenBackup(Flaw.INCOMPLETE, table.label());
        }
        tables.put(table, copy(table, one));
      }
      return new Manifest(
          json.path("id").asText(),
          json.path("deployment").asText(),
          json.path("region").asText(),
          Instant.parse(json.path("at").asText()),
          tables);
    } catch (DateTimeException e) {
      throw new BrokenBackup(Flaw.UNREADABLE, "");
    }
  }

  private static Copy copy(Table table, JsonNode one) {
    var parts = new ArrayList<Part>();
    for (var part : one.path("objects")) {
      parts.add(
          new Part(
              part.path("name").asText(),
              part.path("version").asText(),
              part.path("bytes").asLong(),
              part.path("sha256").asText(),
              part.path("items").asLong()));
    }
    return new Copy(
        table, Instant.parse(one.path("until").asText()), one.path("items").asLong(), parts);
  }

  /// One line of DynamoDB's list of the files that it wrote, or its summary.
  static JsonNode line(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an export's manifest is no JSON", e);
    }
  }
}
