package emanet.local.imports;

import emanet.register.formats.FieldType;
import emanet.values.CategoryCode;
import java.util.HashMap;
import java.util.Map;

/// The built-in categories that the maps name, as the API tells them.
final class TestCategories {
  private TestCategories() {}

  static Map<CategoryCode, Plan.Category> all() {
    var all = new HashMap<CategoryCode, Plan.Category>();
    add(all, "identity", "firstName! lastName! nationalId:tckn! birthDate:date");
    add(all, "contact", "email:email phone:phone address");
    add(all, "finance", "iban:iban bank");
    add(all, "personnel", "employeeNo title department startDate:date salary:number");
    add(all, "health", "bloodType report");
    return all;
  }

  private static void add(Map<CategoryCode, Plan.Category> all, String code, String fields) {
    var specs = new HashMap<String, Plan.Field>();
    for (var field : fields.split(" ")) {
      boolean required = field.endsWith("!");
      var parts = field.replace("!", "").split(":");
      var type = parts.length == 1 ? FieldType.TEXT : FieldType.parse(parts[1]).orElseThrow();
      specs.put(parts[0], new Plan.Field(type, required));
    }
    all.put(new CategoryCode(code), new Plan.Category(new CategoryCode(code), specs));
  }
}
