package emanet.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import emanet.values.ActivityCode;
import emanet.values.Role;
import java.time.Instant;

/// A grant as JSON.
final class GrantDocument {
  private GrantDocument() {}

  static Draft<Grant> read(String actor, ObjectNode document) {
    var reader = DocumentReader.of(document);
    var grant =
        new Grant(
            reader.choice("role", Role::parse, Role.AUDITOR),
            reader.optionalChoices("activities", ActivityCode::parse, 1),
            reader.value("from", Parse::timeOrDate, Instant.EPOCH),
            reader.value("to", Parse::timeOrDate, Instant.MAX));
    if (grant.role() == Role.ADMIN || grant.role() == Role.OPERATOR) {
      reader.wrong("role", FieldCode.FORBIDDEN); // the deployment's own
    }
    if (!grant.from().isBefore(grant.to())) {
      reader.wrong("to", FieldCode.RANGE);
    }
    return reader.draft(grant);
  }

  static ObjectNode write(Grant grant) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("role", grant.role().label());
    grant
        .activities()
        .ifPresent(codes -> {
          var activities = document.putArray("activities");
          codes.stream().map(ActivityCode::value).sorted().forEach(activities::add);
        });
    return document.put("from", grant.from().toString()).put("to", grant.to().toString());
  }
}
