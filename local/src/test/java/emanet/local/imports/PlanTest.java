package emanet.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.values.ActivityCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  private static final ActivityCode ACTIVITY = new ActivityCode("hr");
  private static final String IDENTITY =
      "'No': {'category': 'personnel', 'field': 'employeeNo'},"
          + "'Ad': {'category': 'identity', 'field': 'firstName'},"
          + "'Soyad': {'category': 'identity', 'field': 'lastName'},"
          + "'TC': {'category': 'identity', 'field': 'nationalId', 'recordId': 'main'}";

  @Test
  void ourOwnMapsFit() throws IOException {
    assertThat(plan("employees", EmployeesFile.HEADER).unmapped()).isEmpty();
    assertThat(
            plan("sample", "Sicil No,Ad,Soyad,TC Kimlik No,Doğum Tarihi,E-posta,Telefon,Unvan")
                .slots())
        .hasSize(3);
  }

  @Test
  void columnsMayStandInAnyOrderAndBeLeftOut() {
    var plan =
        plan(
            map("{'group': 'EMPLOYEE', 'externalRef': 'No', 'columns': {" + IDENTITY + "}}"),
            "x,TC, Soyad ,Ad,No,y");
    assertThat(plan.unmapped()).containsExactly("x", "y");
    assertThat(plan.reference()).isEqualTo(4);
  }

  @Test
  void headersThatDoNotFit() {
    var map = map("{'group': 'EMPLOYEE', 'externalRef': 'No', 'columns': {" + IDENTITY + "}}");
    assertThatThrownBy(() -> plan(map, "No,Ad,TC"))
        .isInstanceOf(BrokenCsv.class)
        .hasMessage("the header lacks mapped columns: Soyad");
    assertThatThrownBy(() -> plan(map, "No;Ad;Soyad;TC")).hasMessageContaining("--delimiter");
    assertThatThrownBy(() -> plan(map, "No,Ad,Soyad,TC,TC")).hasMessageContaining("twice: TC");
  }

  /// A file without a header starts with somebody's data.
  @Test
  void aRowInTheHeadersPlaceIsNotQuoted() {
    var map = map("{'group': 'EMPLOYEE', 'externalRef': 'No', 'columns': {" + IDENTITY + "}}");
    assertThatThrownBy(() -> plan(map, "E1,Ayşe,Kaya,10000000146"))
        .message()
        .doesNotContain("E1", "Ayşe", "10000000146");
  }

  @Test
  void mapsThatDoNotFitTheCategories() {
    var unknown = IDENTITY.replace("employeeNo", "shoeSize");
    assertThatThrownBy(() ->
            plan(
                map("{'group': 'OTHER', 'externalRef': 'No', 'columns': {" + unknown + "}}"),
                "No,Ad,Soyad,TC"))
        .isInstanceOf(WrongMap.class)
        .hasMessageContaining("no field personnel.shoeSize");
    var absent = IDENTITY.replace("personnel", "astrology");
    assertThatThrownBy(() ->
            plan(
                map("{'group': 'OTHER', 'externalRef': 'No', 'columns': {" + absent + "}}"),
                "No,Ad,Soyad,TC"))
        .hasMessageContaining("no category astrology");
    var partial = "'Ad': {'category': 'identity', 'field': 'firstName'}";
    assertThatThrownBy(() ->
            plan(
                map("{'group': 'OTHER', 'externalRef': 'No', 'columns': {" + partial + "}}"),
                "No,Ad"))
        .hasMessageContaining("identity needs lastName, nationalId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'group': 'OTHER', 'externalRef': 'No', 'columns': {}}",
        "{'group': 'OTHER', 'columns': {'a': {'category': 'identity', 'field': 'x'}}}",
        "{'group': 'OTHER', 'externalRef': 'No', 'columns': {'a': {'category': 'Identity!', 'field': 'x'}}}",
        "{'group': 'OTHER', 'externalRef': 'No', 'columns': {'a': {'category': 'identity'}}}",
        "{'group': 'OTHER', 'externalRef': 'No', 'columns': {'a': {'category': 'identity', 'field': 'x', 'y': 1}}}",
        "{'group': 'OTHER', 'externalRef': 'No', 'columns': {'a': {'category': 'identity', 'field': 'x', 'recordId': 'A B'}}}",
        "{'group': 'OTHER', 'externalRef': 'No', 'columns': {'a': {'category': 'identity', 'field': 'x'}}, 'more': 1}",
        "{'group': 'NOBODY', 'externalRef': 'No', 'columns': {'a': {'category': 'identity', 'field': 'x'}}}",
        "{'group': 'OTHER', 'group': 'OTHER', 'externalRef': 'No', 'columns': {'a': {'category': 'identity', 'field': 'x'}}}",
        "{'group': 'OTHER', 'externalRef': 'No', 'columns': {'a': {'category': 'identity', 'field': 'x'}}, 'activities': {'identity': 'A!'}}",
      })
  void mapsThatAreNone(String text) {
    assertThatThrownBy(() -> map(text)).isInstanceOf(WrongMap.class);
  }

  @Test
  void unknownMaps() {
    assertThatThrownBy(() -> ImportMap.load("nobodys")).isInstanceOf(WrongMap.class);
    assertThatThrownBy(() -> ImportMap.load("../nobodys.json")).isInstanceOf(WrongMap.class);
  }

  private static ImportMap map(String text) {
    return ImportMap.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Plan plan(String name, String header) throws IOException {
    return plan(ImportMap.load(name), header);
  }

  private static Plan plan(ImportMap map, String header) {
    List<String> columns = Arrays.asList(header.split(","));
    return Plan.of(map, columns, TestCategories.all(), ACTIVITY);
  }
}
