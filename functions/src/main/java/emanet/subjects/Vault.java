package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.envelope.Envelope;
import emanet.envelope.Opened;
import emanet.envelope.Place;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/// Seals and opens what is kept of people, each in its own place.
final class Vault {
  /// The category under which a person's own item is sealed: the register gives its code to nobody.
  static final CategoryCode PERSON = new CategoryCode("emanet-person");

  /// The record id of a person's own item: no record can have it.
  private static final String OWN_ITEM = "";

  private static final String NOTE = "note";

  private final Keyring keyring;
  private final Envelope envelope;

  Vault(Keyring keyring, Envelope envelope) {
    this.keyring = keyring;
    this.envelope = envelope;
  }

  /// A ciphertext, and the version of the key that it was sealed under.
  record Sealed(Bytes ciphertext, int dekVersion) {}

  /// Empty if the record was deleted, or its key destroyed: then it opens for nobody, ever.
  ///
  /// @throws emanet.fault.FaultException `Tampered`
  Optional<Content> open(RecordPlace place, PersonKeys keys, StoredRecord record) {
    return record
        .sealed()
        .flatMap(sealed -> open(sealed, place.category(), keys, at(place, record.version())));
  }

  /// Opens something; where that was tampered with, `otherwise` says what to go on with.
  static <T> T untampered(Supplier<T> opening, Supplier<T> otherwise) {
    try {
      return opening.get();
    } catch (FaultException e) {
      if (e.fault() instanceof Fault.Tampered) {
        return otherwise.get();
      }
      throw e;
    }
  }

  /// Which version of the category's key sealed a record.
  int dekVersion(Bytes sealed) {
    return envelope.dekVersion(sealed);
  }

  /// Whether a key of its category that is no later than this one sealed a record.
  boolean isSealedUpTo(StoredRecord record, long version) {
    return record.sealed().filter(sealed -> dekVersion(sealed) <= version).isPresent();
  }

  /// Keys to seal a record's next version with: `seen`, unless the record was sealed by a later key
  /// than `seen` has. Whoever saw a record under a new key never seals it under the old one, which
  /// may be destroyed at any moment.
  PersonKeys notOlder(PersonKeys seen, CategoryCode category, Optional<StoredRecord> before) {
    boolean older =
        before
            .flatMap(StoredRecord::sealed)
            .map(sealed -> dekVersion(sealed) > seen.version(category).orElse(0))
            .orElse(false);
    return older
        ? keyring
            .read(seen.tenant(), seen.subject())
            .orElseThrow(() -> new Fault.Absent().exception())
        : seen;
  }

  Content openPerson(PersonKeys keys, StoredSubject stored) {
    return open(stored.sealed(), PERSON, keys, own(keys, stored.version()))
        .orElseThrow(() -> new Fault.Erased().exception());
  }

  /// The end of a living person's relationship, if the card has one.
  Optional<LocalDate> end(PersonKeys keys, Optional<StoredSubject> card) {
    return card.filter(its -> its.ended() && !keys.erased())
        .flatMap(its -> openPerson(keys, its).eventDate())
        .map(LocalDate::parse);
  }

  private Optional<Content> open(
      Bytes sealed, CategoryCode category, PersonKeys keys, Place place) {
    return switch (envelope.open(sealed, keyring.lookup(keys, category), place)) {
      case Opened.Destroyed _ -> Optional.empty();
      case Opened.Plain(var plaintext) -> {
        try (plaintext) {
          yield Optional.of(Content.of(plaintext));
        }
      }
    };
  }

  Sealed seal(RecordPlace place, PersonKeys keys, long version, Content content) {
    return seal(place.category(), keys, at(place, version), content);
  }

  Sealed sealPerson(PersonKeys keys, long version, Content content) {
    return seal(PERSON, keys, own(keys, version), content);
  }

  /// Seals a free text about the person under their own key.
  ///
  /// @param name of the text among the person's: never again for another one
  Bytes sealNote(PersonKeys keys, String name, String text) {
    var fields = JsonNodeFactory.instance.objectNode().put(NOTE, text);
    var content = new Content(fields, Optional.empty(), Optional.empty());
    return seal(PERSON, keys, note(keys, name), content).ciphertext();
  }

  String openNote(PersonKeys keys, String name, Bytes sealed) {
    return open(sealed, PERSON, keys, note(keys, name))
        .map(content -> content.fields().path(NOTE).asText())
        .orElseThrow(() -> new Fault.Erased().exception());
  }

  /// No record's id has a slash.
  private static Place note(PersonKeys keys, String name) {
    return new Place(keys.tenant(), keys.subject().value(), PERSON.value(), "note/" + name, 1);
  }

  private Sealed seal(CategoryCode category, PersonKeys keys, Place place, Content content) {
    var bytes = content.toBytes();
    try (var key = keyring.current(keys, category)) {
      return new Sealed(envelope.seal(key, place, bytes), key.version());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Place at(RecordPlace place, long version) {
    return Place.of(place.tenant(), place.subject(), place.category(), place.record(), version);
  }

  private static Place own(PersonKeys keys, long version) {
    return new Place(keys.tenant(), keys.subject().value(), PERSON.value(), OWN_ITEM, version);
  }
}
