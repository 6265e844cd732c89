package emanet.local.edge.s3;

import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.Xml;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Object Lock's documents and headers.
final class LockXml {
  private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

  private LockXml() {}

  /// What a bucket gives its new objects.
  record Default(Lock.Mode mode, int count, ChronoUnit unit) {}

  static Optional<Default> configuration(byte[] body) {
    var root = Xml.parsed(body);
    if (!Xml.text(root, "ObjectLockEnabled").equals(Optional.of("Enabled"))) {
      throw malformed();
    }
    return Xml.child(root, "Rule")
        .map(rule -> {
          var given = Xml.child(rule, "DefaultRetention").orElseThrow(LockXml::malformed);
          var days = Xml.text(given, "Days").map(LockXml::count);
          var years = Xml.text(given, "Years").map(LockXml::count);
          if (days.isPresent() == years.isPresent()) {
            throw malformed();
          }
          return new Default(
              mode(Xml.text(given, "Mode").orElse("")),
              days.or(() -> years).orElseThrow(LockXml::malformed),
              days.isPresent() ? ChronoUnit.DAYS : ChronoUnit.YEARS);
        });
  }

  static String configuration(Optional<Default> given) {
    var rule =
        given
            .map(value ->
                "<Rule><DefaultRetention>"
                    + Xml.element("Mode", value.mode().name())
                    + Xml.element(
                        value.unit() == ChronoUnit.DAYS ? "Days" : "Years",
                        String.valueOf(value.count()))
                    + "</DefaultRetention></Rule>")
            .orElse("");
    return "<ObjectLockConfiguration"
        + NAMESPACE
        + "><ObjectLockEnabled>Enabled</ObjectLockEnabled>"
        + rule
        + "</ObjectLockConfiguration>";
  }

  /// Nothing for an empty document, which lifts a retention.
  static Optional<Lock.Retention> retention(byte[] body) {
    var root = Xml.parsed(body);
    var mode = Xml.text(root, "Mode");
    var until = Xml.text(root, "RetainUntilDate");
    if (mode.isPresent() != until.isPresent()) {
      throw malformed();
    }
    return mode.map(
        value -> new Lock.Retention(mode(value), time(until.orElseThrow(LockXml::malformed))));
  }

  static String retention(Lock.Retention retention) {
    return "<Retention"
        + NAMESPACE
        + ">"
        + Xml.element("Mode", retention.mode().name())
        + Xml.element("RetainUntilDate", text(retention.until()))
        + "</Retention>";
  }

  static boolean hold(byte[] body) {
    return hold(Xml.text(Xml.parsed(body), "Status").orElse(""));
  }

  static boolean hold(String status) {
    return switch (status) {
      case "ON" -> true;
      case "OFF" -> false;
      default -> throw malformed();
    };
  }

  static String hold(boolean on) {
    return "<LegalHold"
        + NAMESPACE
        + ">"
        + Xml.element("Status", on ? "ON" : "OFF")
        + "</LegalHold>";
  }

  static Lock.Mode mode(String name) {
    for (var mode : Lock.Mode.values()) {
      if (mode.name().equals(name)) {
        return mode;
      }
    }
    throw malformed();
  }

  static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new AwsFailure("InvalidArgument", "The retain until date is not a time.");
    }
  }

  static String text(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
  }

  private static int count(String text) {
    try {
      var count = Integer.parseInt(text);
      if (count > 0 && count <= 36_500) {
        return count;
      }
    } catch (NumberFormatException e) {
      // answered below, as one out of range
    }
    throw new AwsFailure("InvalidArgument", "Default retention period must be positive.");
  }

  private static AwsFailure malformed() {
    return new AwsFailure(
        "MalformedXML", "The XML you provided does not hold to our published schema.");
  }
}
