package emanet.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A declaration as JSON. Its rows are stored compressed (RFC 1952), in base64: some 4,000 fit into
/// an item.
final class DeclarationDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFERENCE = "reference";
  private static final String DECLARED_ON = "declaredOn";
  private static final String ROWS = "rows";

  /// Of an item's 400 KB, what is left for rows once they are compressed, sealed and named.
  private static final int MOST_BYTES = 280_000;

  private DeclarationDocument() {}

  /// A declaration as it is sent, before its rows are known.
  record Sent(Optional<String> reference, Optional<LocalDate> declaredOn) {}

  static Draft<Sent> sent(ObjectNode document) {
    var reader = DocumentReader.of(document);
    return reader.draft(
        new Sent(
            reader.optionalText(REFERENCE, DocumentReader.LONGEST_NAME),
            reader.optionalValue(DECLARED_ON, Parse::date, LocalDate.EPOCH)));
  }

  static Draft<Declaration> read(String code, ObjectNode document) {
    var rows =
        document.path(ROWS).isTextual()
            ? unpacked(document.path(ROWS).textValue())
            : List.<ObjectNode>of();
    return new Draft<>(
        new Declaration(
            Optional.ofNullable(document.path(REFERENCE).textValue()),
            LocalDate.parse(document.path(DECLARED_ON).asText()),
            rows),
        List.of());
  }

  static ObjectNode write(Declaration declaration) {
    var document = shown(declaration);
    return document.put(ROWS, packed(declaration.rows()));
  }

  /// Without the rows.
  static ObjectNode shown(Declaration declaration) {
    var document = JsonNodeFactory.instance.objectNode();
    declaration.reference().ifPresent(reference -> document.put(REFERENCE, reference));
    return document.put(DECLARED_ON, declaration.declaredOn().toString());
  }

  /// Whether so many rows can be kept.
  static boolean fits(List<ObjectNode> rows) {
    return packed(rows).length() <= MOST_BYTES;
  }

  private static String packed(List<ObjectNode> rows) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(JSON.writeValueAsBytes(rows));
    } catch (JsonProcessingException e) {
      throw new Fault.Internal().exception(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static List<ObjectNode> unpacked(String packed) {
    var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(packed));
    try (var gzip = new GZIPInputStream(bytes)) {
      return List.of(JSON.readValue(gzip, ObjectNode[].class));
    } catch (IOException e) {
      throw new Fault.Internal().exception(e);
    }
  }
}
