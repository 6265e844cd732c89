package emanet.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FieldCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An application as it came in: of the right shape, its meaning still to be judged.
///
/// @param application the applicant, whom it is for, text, changes, documents; as sent
/// @param rights codes as sent
/// @param channel as sent
public record Intake(
    ObjectNode application, List<String> rights, String channel, Instant receivedAt) {
  public Intake {
    application = application.deepCopy();
    rights = List.copyOf(rights);
  }

  /// An application in its one form.
  ///
  /// @param missing what the communiqué requires and it lacks
  record Judged(ObjectNode application, Set<Right> rights, Channel channel, Set<Missing> missing) {}

  /// @throws emanet.fault.FaultException `Invalid` for what is there and wrong; what is not there
  ///   makes an application incomplete
  Judged judged(Instant now) {
    var reader = new ApplicationReader(application.deepCopy());
    var codes = new LinkedHashSet<Right>();
    for (int i = 0; i < rights.size(); i++) {
      var right = Right.parse(rights.get(i));
      if (right.isEmpty()) {
        reader.wrong("/rights/" + i, FieldCode.UNKNOWN);
      } else if (!codes.add(right.get())) {
        reader.wrong("/rights/" + i, FieldCode.DUPLICATE);
      }
    }
    var by = Channel.parse(channel).filter(Channel::forApplications);
    if (by.isEmpty()) {
      reader.wrong("/channel", FieldCode.UNKNOWN);
    }
    if (receivedAt.isAfter(now)) {
      reader.wrong("/receivedAt", FieldCode.RANGE);
    }
    var read = reader.read();
    return new Judged(
        read, codes, by.orElse(Channel.WRITTEN), missing(read, codes, by.orElse(Channel.WRITTEN)));
  }

  private static Set<Missing> missing(ObjectNode application, Set<Right> rights, Channel channel) {
    var missing = EnumSet.noneOf(Missing.class);
    var applicant = application.withObject("/applicant");
    if (!hasTwoWords(text(applicant, "name"))) {
      missing.add(Missing.NAME);
    }
    identity(applicant, missing);
    require(text(applicant, "address"), Missing.ADDRESS, missing);
    if (channel == Channel.REGISTERED_EMAIL) {
      require(text(applicant, "email"), Missing.EMAIL, missing);
    }
    if (channel == Channel.KEP) {
      require(text(applicant, "kep"), Missing.KEP, missing);
    }
    if (channel == Channel.WRITTEN && !application.path("signed").asBoolean(true)) {
      missing.add(Missing.SIGNATURE);
    }
    require(text(application, "text"), Missing.TEXT, missing);
    if (rights.isEmpty()) {
      missing.add(Missing.RIGHTS);
    }
    if (application.has("onBehalfOf") && !application.at("/onBehalfOf").has("authority")) {
      missing.add(Missing.AUTHORITY);
    }
    return missing;
  }

  /// A citizen's TCKN; a foreigner's nationality and number.
  private static void identity(ObjectNode applicant, Set<Missing> missing) {
    var kind = text(applicant, "idKind");
    require(kind, Missing.ID_KIND, missing);
    require(text(applicant, "idNumber"), Missing.ID_NUMBER, missing);
    boolean citizen = kind.filter("TCKN"::equals).isPresent();
    var nationality = text(applicant, "nationality");
    if (kind.isPresent() && !citizen) {
      require(nationality, Missing.NATIONALITY, missing);
      if (nationality.filter("TR"::equals).isPresent()) {
        missing.add(Missing.ID_NUMBER); // a citizen is known by the TCKN
      }
    }
  }

  private static void require(Optional<String> text, Missing part, Set<Missing> missing) {
    if (text.isEmpty()) {
      missing.add(part);
    }
  }

  /// A name and a surname.
  private static boolean hasTwoWords(Optional<String> name) {
    return name.filter(n -> n.strip().split("\\s+").length > 1).isPresent();
  }

  private static Optional<String> text(ObjectNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }

  @Override
  public String toString() {
    return "Intake";
  }
}
