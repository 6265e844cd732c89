package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.values.SecretBytes;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
  /// What is read again equals what was sealed, or every repeated write would make a version.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-7",
        "1500",
        "77721.8",
        "9007199254740993",
        "123456789012345678901234567890",
        "123456789012345678901234567890.123456789012345",
        "0.1"
      })
  void numbersComeBackExactly(String number) {
    var fields = JsonNodeFactory.instance.objectNode();
    fields.set("salary", DecimalNode.valueOf(new BigDecimal(number)));
    fields.put("title", "Uzman");
    var sealed = new Content(fields, Optional.of("2026-11-01"), Optional.empty());
    var read = Content.of(SecretBytes.owning(sealed.toBytes()));
    assertThat(read).isEqualTo(sealed);
    assertThat(read.fields().get("salary").toString()).isEqualTo(number);
  }
}
