package emanet.envelope;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.BORA;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.IDENTITY;
import static emanet.keys.House.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.keys.DocumentKeys;
import emanet.keys.House;
import emanet.keys.PersonKeys;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// V1-14: one's ciphertext in another's place is refused, whatever is swapped: with the other's own
/// keys, as whoever can write the tables would do it.
class SwapTest {
  private static final RecordId MAIN = new RecordId("main");
  private static final byte[] CONTENT = {1, 2, 3};

  private final House house = new House();
  private final Envelope envelope = new Envelope();
  private final PersonKeys ayse = keys(ACME, AYSE);
  private final Bytes sealed = seal(ayse, IDENTITY, place(ACME, AYSE, IDENTITY, MAIN, 1));

  private PersonKeys keys(TenantId tenant, SubjectId subject) {
    return house.keyring.createPerson(tenant, subject, Set.of(IDENTITY, CONTACT));
  }

  private static Place place(
      TenantId tenant, SubjectId subject, CategoryCode category, RecordId record, long version) {
    return Place.of(tenant, subject, category, record, version);
  }

  private Bytes seal(PersonKeys keys, CategoryCode category, Place place) {
    try (var key = house.keyring.current(keys, category)) {
      return envelope.seal(key, place, CONTENT);
    }
  }

  private void refused(PersonKeys keys, CategoryCode category, Place place) {
    House.assertFault(
        Fault.Tampered.class,
        () -> envelope.open(sealed, house.keyring.lookup(keys, category), place));
  }

  @Test
  void inItsOwnPlaceItOpens() {
    try (var content =
        envelope
            .open(
                sealed, house.keyring.lookup(ayse, IDENTITY), place(ACME, AYSE, IDENTITY, MAIN, 1))
            .plain()) {
      assertThat(content.toArray()).isEqualTo(CONTENT);
    }
  }

  @Test
  void anotherTenant() {
    refused(keys(OTHER, AYSE), IDENTITY, place(OTHER, AYSE, IDENTITY, MAIN, 1));
  }

  @Test
  void anotherPerson() {
    refused(keys(ACME, BORA), IDENTITY, place(ACME, BORA, IDENTITY, MAIN, 1));
  }

  @Test
  void anotherCategory() {
    refused(ayse, CONTACT, place(ACME, AYSE, CONTACT, MAIN, 1));
  }

  @Test
  void anotherRecord() {
    refused(ayse, IDENTITY, place(ACME, AYSE, IDENTITY, new RecordId("second"), 1));
  }

  @Test
  void anotherVersion() {
    refused(ayse, IDENTITY, place(ACME, AYSE, IDENTITY, MAIN, 2));
  }

  /// A header changed to an earlier, live key of the same person.
  @Test
  void anotherKeyOfTheSamePerson() {
    var renewed = house.keyring.renew(ayse, IDENTITY);
    var changed = sealed.toArray();
    changed[9] = 2;
    House.assertFault(
        Fault.Tampered.class,
        () ->
            envelope.open(
                Bytes.of(changed),
                house.keyring.lookup(renewed, IDENTITY),
                place(ACME, AYSE, IDENTITY, MAIN, 1)));
  }

  @Test
  void aKeyIsUsedForItsOwnPlacesAlone() {
    for (var place :
        new Place[] {
          place(OTHER, AYSE, IDENTITY, MAIN, 1),
          place(ACME, BORA, IDENTITY, MAIN, 1),
          place(ACME, AYSE, CONTACT, MAIN, 1)
        }) {
      assertThatThrownBy(() -> seal(ayse, IDENTITY, place))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> envelope.open(sealed, house.keyring.lookup(ayse, IDENTITY), place))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void documentsOfATenant() {
    var documents = new DocumentKeys(house.tenants, house.randomness);
    var place = Place.ofCase(ACME, DocumentKeys.CASE, "activity", "payroll", 1);
    Bytes document;
    try (var key = documents.current(ACME)) {
      document = envelope.seal(key, place, CONTENT);
    }
    house.tenants.rotate(ACME);
    try (var content = envelope.open(document, documents.lookup(ACME), place).plain()) {
      assertThat(content.toArray()).isEqualTo(CONTENT);
    }
    for (var other :
        new Place[] {
          Place.ofCase(ACME, DocumentKeys.CASE, "activity", "payroll", 2),
          Place.ofCase(ACME, DocumentKeys.CASE, "activity", "other", 1),
          Place.ofCase(ACME, DocumentKeys.CASE, "recipient", "payroll", 1)
        }) {
      House.assertFault(
          Fault.Tampered.class, () -> envelope.open(document, documents.lookup(ACME), other));
    }
    House.assertFault(
        Fault.Tampered.class,
        () ->
            envelope.open(
                document,
                documents.lookup(OTHER),
                Place.ofCase(OTHER, DocumentKeys.CASE, "activity", "payroll", 1)));
  }

  @Test
  void whatIsDestroyedIsSaidToBe() {
    house.keyring.erasePerson(ACME, AYSE);
    var now = house.keyring.read(ACME, AYSE).orElseThrow();
    var opened =
        envelope.open(
            sealed, house.keyring.lookup(now, IDENTITY), place(ACME, AYSE, IDENTITY, MAIN, 1));
    assertThat(opened).isEqualTo(new Opened.Destroyed());
    House.assertFault(Fault.Erased.class, opened::plain);
  }
}
