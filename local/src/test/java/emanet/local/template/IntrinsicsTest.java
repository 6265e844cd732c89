package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Name | acme",
        "!Ref Thing | Thing",
        "!Ref AWS::Region | eu-west-1",
        "!GetAtt Thing.Arn | Thing.Arn",
        "{Fn::GetAtt: [Thing, Arn]} | Thing.Arn",
        "!Sub '${Name}-${AWS::Region}-${!literal}' | acme-eu-west-1-${literal}",
        "!Sub ['${a}/${Name}', {a: !Ref Name}] | acme/acme",
        "!Join ['-', [a, !Ref Name]] | a-acme",
        "!Select [1, [a, b]] | b",
        "!Select [1, !Split [',', 'x,y']] | y",
        "!If [IsAcme, yes it is, no] | yes it is",
        "!If [IsNot, a, b] | b",
        "!If [Both, a, b] | b",
        "!If [Either, a, b] | a",
        "!ImportValue an-export | an-export",
      })
  void resolves(String expression, String expected) throws IOException {
    assertThat(properties("V: " + expression).required("V")).isEqualTo(expected);
  }

  @Test
  void leavesOutWhatHasNoValue() throws IOException {
    var properties =
        properties(
            "V: !If [IsNot, a, !Ref AWS::NoValue]\n      L: [a, !If [IsNot, b, !Ref AWS::NoValue]]");
    assertThat(properties.has("V")).isFalse();
    assertThat(properties.texts("L")).isEqualTo(List.of("a"));
  }

  @Test
  void takesGivenParametersOverDefaults() throws IOException {
    assertThat(properties("V: !Ref Name", Map.of("Name", "other")).required("V"))
        .isEqualTo("other");
  }

  @Test
  void leavesOutResourcesWhoseConditionFails() throws IOException {
    var template = template("V: x", Map.of());
    assertThat(template.resources("Test::Conditional")).isEmpty();
    assertThat(template.resources("Test::Thing")).hasSize(1);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> properties("V: !Cidr [a, 1]"))
        .withMessageContaining("Fn::Cidr");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> properties("V: !If [Nowhere, a, b]"))
        .withMessageContaining("Nowhere");
  }

  private Structure properties(String properties) throws IOException {
    return properties(properties, Map.of());
  }

  private Structure properties(String properties, Map<String, String> parameters)
      throws IOException {
    return template(properties, parameters).only("Test::Thing").properties();
  }

  private Template template(String properties, Map<String, String> parameters) throws IOException {
    var file = directory.resolve("template.yaml");
    Files.writeString(
        file,
        """
        Parameters:
          Name: {Type: String, Default: acme}
        Conditions:
          IsAcme: !Equals [!Ref Name, acme]
          IsNot: !Not [!Condition IsAcme]
          Both: !And [!Condition IsAcme, !Condition IsNot]
          Either: !Or [!Condition IsAcme, !Condition IsNot]
        Resources:
          Thing:
            Type: Test::Thing
            Properties:
              %s
          Other:
            Type: Test::Conditional
            Condition: IsNot
        """
            .formatted(properties));
    return Template.read(file, "eu-west-1", parameters);
  }
}
