package emanet.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.register.formats.Checked;
import emanet.values.CategoryCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A category of personal data, with the fields that its records have.
///
/// @param special whether Art. 6 guards it
/// @param fields by name, in the order of the document
public record Category(
    CategoryCode code,
    long version,
    Title title,
    VerbisCategory verbis,
    boolean special,
    Map<String, FieldSpec> fields) {
  public Category {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public Optional<FieldSpec> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /// A record's fields in their one form, with what is odd about them.
  public record Normalised(ObjectNode fields, List<FieldError> warnings) {
    public Normalised {
      warnings = List.copyOf(warnings);
    }
  }

  /// Checks all fields of a whole record, each against its type, and that none is missing.
  ///
  /// @param sent by name
  /// @throws emanet.fault.FaultException `Invalid`, with a pointer `/fields/<name>` for each error
  public Normalised normalise(ObjectNode sent) {
    var errors = new ArrayList<FieldError>();
    var warnings = new ArrayList<FieldError>();
    var normalised = JsonNodeFactory.instance.objectNode();
    sent.properties()
        .forEach(entry -> check(entry.getKey(), entry.getValue(), normalised, errors, warnings));
    fields.forEach((name, spec) -> {
      if (spec.required() && !sent.has(name)) {
        errors.add(new FieldError(pointer(name), FieldCode.MISSING));
      }
    });
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return new Normalised(normalised, warnings);
  }

  /// What is odd about values, though no reason to refuse them.
  ///
  /// @param sent fields of a record, by name; what does not fit is passed over
  public List<FieldError> warnings(ObjectNode sent) {
    var warnings = new ArrayList<FieldError>();
    sent.properties()
        .forEach(entry ->
            check(
                entry.getKey(),
                entry.getValue(),
                JsonNodeFactory.instance.objectNode(),
                new ArrayList<>(),
                warnings));
    return List.copyOf(warnings);
  }

  private void check(
      String name,
      JsonNode value,
      ObjectNode normalised,
      List<FieldError> errors,
      List<FieldError> warnings) {
    var spec = fields.get(name);
    if (spec == null) {
      // a name is echoed only where it can be no more than a name: it was sent, too
      boolean named = CategoryRules.isFieldName(name);
      errors.add(new FieldError(named ? pointer(name) : "/fields", FieldCode.UNKNOWN));
      return;
    }
    switch (spec.type().check(value)) {
      case Checked.Unfit(var code) -> errors.add(new FieldError(pointer(name), code));
      case Checked.Fit(var fit, var warning) -> {
        normalised.set(name, fit);
        warning.ifPresent(code -> warnings.add(new FieldError(pointer(name), code)));
      }
    }
  }

  private static String pointer(String name) {
    return "/fields/" + name;
  }
}
