package emanet.local.verify;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.pack.Manifest;
import emanet.keys.Canonical;
import emanet.ledger.tlog.NoteKey;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// Checks an audit package of format 1 by the operator's public key, with nothing but the JDK: its
/// signature, every file by the manifest, every byte of the zip around them, and the sealed entries
/// by the log's own key.
public final class PackageCheck {
  private static final String LEDGER = "ledger/";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final RSAPublicKey key;
  private final Optional<NoteKey> ledgerKey;
  private final LongConsumer progress;

  /// @param ledgerKey the log's key, where it was got otherwise; else the signed one of the
  ///   manifest
  /// @param progress told how many entries of the ledger were checked
  public PackageCheck(RSAPublicKey key, Optional<NoteKey> ledgerKey, LongConsumer progress) {
    this.key = key;
    this.ledgerKey = ledgerKey;
    this.progress = progress;
  }

  /// What checking one came to.
  ///
  /// @param manifest empty where there is none that can be read
  /// @param signedAt empty likewise
  /// @param ended whether the sealed entries show that none of the time is left out at its end
  public record Result(
      Optional<JsonNode> manifest,
      Optional<String> signedAt,
      int files,
      long entries,
      boolean ended,
      List<Finding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }

    public boolean clean() {
      return findings.isEmpty();
    }
  }

  public Result check(Path file) throws IOException {
    var findings = new Findings();
    try (var zip = new PackageFile(file, findings)) {
      var signature = json(zip, findings, Manifest.SIGNATURE_NAME);
      var content = zip.read(Manifest.NAME);
      signature.ifPresent(document -> {
        canonical(zip, document, findings);
        signed(document, content, findings);
      });
      var manifest = json(zip, findings, Manifest.NAME);
      var named = manifest.map(list -> files(zip, list, findings));
      var checked =
          manifest
              .map(list -> ledger(zip, list, findings))
              .orElse(new ExcerptCheck.Checked(0, false));
      return new Result(
          manifest.map(list -> list),
          signature.map(document -> document.path("signedAt").asText()),
          named.orElse(0),
          checked.entries(),
          checked.ended(),
          findings.all());
    }
  }

  private static Optional<ObjectNode> json(PackageFile zip, Findings findings, String name) {
    var content = zip.read(name);
    if (content.isEmpty()) {
      findings.add(Finding.Kind.FILE_MISSING, name, "it is not there");
      return Optional.empty();
    }
    try {
      if (JSON.readTree(content.get().toArray()) instanceof ObjectNode object
          && object.path("format").asText().equals(Manifest.FORMAT)) {
        return Optional.of(object);
      }
    } catch (IOException e) {
      // said below
    }
    findings.add(Finding.Kind.FILE_MALFORMED, name, "it is none of format " + Manifest.FORMAT);
    return Optional.empty();
  }

  /// What is signed is what it says; that it says it in the one form is asked besides.
  private static void canonical(PackageFile zip, ObjectNode document, Findings findings) {
    if (!zip.read(Manifest.SIGNATURE_NAME).equals(Optional.of(Canonical.bytes(document)))) {
      findings.add(
          Finding.Kind.FILE_MALFORMED,
          Manifest.SIGNATURE_NAME,
          "it is not in the form of RFC 8785");
    }
  }

  private void signed(ObjectNode document, Optional<Bytes> manifest, Findings findings) {
    if (key.getModulus().bitLength() < PssSignature.BITS) {
      findings.add(
          Finding.Kind.SIGNATURE_INVALID,
          Manifest.SIGNATURE_NAME,
          "the key has fewer than " + PssSignature.BITS + " bits");
      return;
    }
    var signature = base64(document.path("signature").asText());
    boolean verified =
        signature.isPresent()
            && PssSignature.verifies(key, Manifest.message(document), signature.get());
    if (!verified) {
      findings.add(
          Finding.Kind.SIGNATURE_INVALID,
          Manifest.SIGNATURE_NAME,
          "it is not by this key over what it says");
      return;
    }
    var hash = manifest.map(content -> Sha256.of(content.toArray()).toHex()).orElse("");
    if (manifest.isPresent() && !hash.equals(document.path("manifest").asText())) {
      findings.add(Finding.Kind.FILE_ALTERED, Manifest.NAME, "it is not the one that was signed");
    }
  }

  private static Optional<Bytes> base64(String text) {
    try {
      return Optional.of(Bytes.owning(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Every file by its line, and no other.
  private static int files(PackageFile zip, ObjectNode manifest, Findings findings) {
    var named = new HashSet<>(Set.of(Manifest.NAME, Manifest.SIGNATURE_NAME));
    int count = 0;
    for (var line : manifest.path("files")) {
      var name = line.path("name").asText();
      named.add(name);
      count++;
      var content = zip.read(name);
      if (content.isEmpty()) {
        findings.add(Finding.Kind.FILE_MISSING, name, "the manifest has it, and it is not there");
      } else if (content.get().length() != line.path("bytes").asLong()
          || !Sha256.of(content.get().toArray()).toHex().equals(line.path("sha256").asText())) {
        findings.add(Finding.Kind.FILE_ALTERED, name, "it is not the one that was signed");
      }
    }
    for (var name : zip.names()) {
      if (!named.contains(name)) {
        findings.add(Finding.Kind.FILE_UNEXPECTED, name, "the manifest does not have it");
      }
    }
    return count;
  }

  private ExcerptCheck.Checked ledger(PackageFile zip, ObjectNode manifest, Findings findings) {
    var none = new ExcerptCheck.Checked(0, false);
    var ledger = manifest.path("ledger");
    if (!ledger.isObject() && !manifest.has("subject")) {
      findings.add(
          Finding.Kind.FILE_MISSING, "ledger", "only a package of one person is without it");
    }
    if (ledger.path("size").asLong() == 0) {
      return none;
    }
    var log = ledgerKey.or(() -> NoteKey.parse(ledger.path("key").asText()));
    var from = time(manifest, "from");
    var to = time(manifest, "to");
    if (log.isEmpty() || from.isEmpty() || to.isEmpty()) {
      findings.add(
          Finding.Kind.FILE_MALFORMED, Manifest.NAME, "it names no key of the ledger, or no time");
      return none;
    }
    // L1-1: a log is one tenant's
    if (!log.get().name().endsWith("/" + manifest.path("tenant").asText())) {
      findings.add(
          Finding.Kind.CHECKPOINT_OF_OTHER_LOG,
          Manifest.NAME,
          "the log " + log.get().name() + " is another's than the package");
    }
    return new ExcerptCheck(new Inside(zip), log.get(), findings, progress)
        .check(
            new ExcerptCheck.Said(
                ledger.path("size").asLong(),
                ledger.path("first").asLong(),
                ledger.path("last").asLong(),
                from.get(),
                to.get()));
  }

  private static Optional<Instant> time(ObjectNode manifest, String name) {
    try {
      return Optional.of(Instant.parse(manifest.path(name).asText()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// The log's files as they lie in the package.
  private record Inside(PackageFile zip) implements LogFiles {
    @Override
    public Optional<Bytes> read(String name) {
      return zip.read(LEDGER + name);
    }

    @Override
    public List<String> list(String prefix) {
      return zip.names().stream()
          .filter(name -> name.startsWith(LEDGER + prefix))
          .map(name -> name.substring(LEDGER.length()))
          .sorted()
          .toList();
    }
  }
}
