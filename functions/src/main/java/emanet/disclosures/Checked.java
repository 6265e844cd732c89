package emanet.disclosures;

import emanet.keys.PersonKeys;
import emanet.register.Activity;
import emanet.register.Filed;
import emanet.register.Recipient;
import emanet.register.RecipientGroup;
import emanet.register.TransferMechanism;
import emanet.values.SubjectId;
import java.util.List;
import java.util.Optional;

/// A disclosure that may be made, by what was read when it was checked.
///
/// @param occasional how many transfers on an occasional mechanism there may be
record Checked(
    Filed<Activity> activity,
    Filed<Recipient> recipient,
    Optional<TransferMechanism> mechanism,
    List<Passage> passages,
    Optional<Disclosure.Paper> paper,
    int occasional) {
  Checked {
    passages = List.copyOf(passages);
  }

  /// What is passed on about a person.
  record Passage(
      int index,
      SubjectId subject,
      PersonKeys keys,
      List<Part.Covered> covered,
      Optional<String> reference) {
    Passage {
      covered = List.copyOf(covered);
    }

    @Override
    public String toString() {
      return "Passage[" + index + "]";
    }
  }

  boolean isToAuthority() {
    return recipient.value().group() == RecipientGroup.AUTHORITY;
  }

  boolean isOccasional() {
    return mechanism.filter(TransferMechanism::occasional).isPresent();
  }
}
