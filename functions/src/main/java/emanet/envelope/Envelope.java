package emanet.envelope;

import emanet.envelope.v1.FormatV1;
import emanet.fault.Fault;
import emanet.keys.DataKey;
import emanet.keys.KeyLookup;
import emanet.values.Bytes;

/// Seals records and opens them (docs/spec/envelope-v1.md). For all threads.
///
/// Guarantees: what opens is what was sealed, under that key, at that very place; anything else is
/// `Fault.Tampered`, without a word on what was wrong.
///
/// Not guaranteed: that it is the newest version of the record (the version is part of the place,
/// which its caller names); nor that whoever can write the table cannot make a record vanish: one
/// whose header is changed to a destroyed key's version reads as destroyed.
public final class Envelope {
  private final FormatV1 v1 = new FormatV1();

  /// A new sealed record.
  ///
  /// @param key from `Keyring.current`, for this one seal
  /// @throws IllegalArgumentException if it is not the key of the place's owner and category
  public Bytes seal(DataKey key, Place place, byte[] plaintext) {
    return v1.seal(key, place, plaintext);
  }

  /// The plaintext, unless its key was destroyed.
  ///
  /// @param keys from `Keyring.lookup`
  /// @throws emanet.fault.FaultException `Tampered` if it is anything else than what was sealed at
  ///   that place
  public Opened open(Bytes sealed, KeyLookup keys, Place place) {
    var content = sealed.borrowed();
    return switch (Magic.version(content)) {
      case FormatV1.VERSION -> v1.open(content, keys, place);
      default -> throw new Fault.Tampered().exception();
    };
  }

  /// Which of the owner's keys sealed a record, as it says of itself: nothing is proved before it
  /// opens.
  ///
  /// @throws emanet.fault.FaultException `Tampered` if it is no sealed record
  public int dekVersion(Bytes sealed) {
    var content = sealed.borrowed();
    return switch (Magic.version(content)) {
      case FormatV1.VERSION -> v1.dekVersion(content);
      default -> throw new Fault.Tampered().exception();
    };
  }

  /// Forgets what its ciphers still know. Called before a snapshot is taken.
  public void clear() {
    v1.clear();
  }
}
