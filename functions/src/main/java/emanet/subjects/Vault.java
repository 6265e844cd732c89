package emanet.subjects;

import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Arrays;

/// Seals and opens what is kept of people, each in its own place.
final class Vault {
  /// The category under which a person's own item is sealed: no tenant can name it.
  static final CategoryCode PERSON = new CategoryCode("emanet-person");

  private final Keyring keyring;
  private final Envelope envelope;

  Vault(Keyring keyring, Envelope envelope) {
    this.keyring = keyring;
    this.envelope = envelope;
  }

  Content open(RecordPlace place, PersonKeys keys, StoredRecord record) {
    var sealed = record.sealed().orElseThrow(() -> new Fault.Absent().exception());
    var at = at(place, record.version());
    return open(place.tenant(), place.subject(), place.category(), keys, sealed, at);
  }

  Content openPerson(TenantId tenant, SubjectId subject, PersonKeys keys, StoredSubject stored) {
    return open(tenant, subject, PERSON, keys, stored.sealed(), at(tenant, subject, stored.version()));
  }

  private Content open(
      TenantId tenant,
      SubjectId subject,
      CategoryCode category,
      PersonKeys keys,
      Bytes sealed,
      Place place) {
    try (var plaintext =
        envelope.open(
            sealed, version -> keyring.version(tenant, subject, category, keys, version), place)) {
      return Content.of(plaintext);
    }
  }

  Bytes seal(RecordPlace place, PersonKeys keys, long version, Content content) {
    return seal(
        place.tenant(), place.subject(), place.category(), keys, at(place, version), content);
  }

  Bytes sealPerson(
      TenantId tenant, SubjectId subject, PersonKeys keys, long version, Content content) {
    return seal(tenant, subject, PERSON, keys, at(tenant, subject, version), content);
  }

  private Bytes seal(
      TenantId tenant,
      SubjectId subject,
      CategoryCode category,
      PersonKeys keys,
      Place place,
      Content content) {
    var bytes = content.toBytes();
    try (var key = keyring.current(tenant, subject, category, keys)) {
      return envelope.seal(key, place, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Place at(RecordPlace place, long version) {
    return new Place(
        place.tenant(),
        place.subject().value(),
        place.category().value(),
        place.record().value(),
        version);
  }

  private static Place at(TenantId tenant, SubjectId subject, long version) {
    return new Place(tenant, subject.value(), PERSON.value(), "", version);
  }
}
