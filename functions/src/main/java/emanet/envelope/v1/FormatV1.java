package emanet.envelope.v1;

import emanet.envelope.Opened;
import emanet.envelope.Place;
import emanet.fault.Fault;
import emanet.keys.AesGcm;
import emanet.keys.AssociatedData;
import emanet.keys.DataKey;
import emanet.keys.KeyLookup;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import java.util.Arrays;

/// Format 1, suite 1: AES-256-GCM under a person's and category's own key.
public final class FormatV1 {
  public static final byte VERSION = 1;

  private static final String PURPOSE = "record";

  private final AesGcm cipher = new AesGcm();

  public Bytes seal(DataKey key, Place place, byte[] plaintext) {
    requireOwn(key, place);
    int padded = Padding.padded(plaintext.length);
    var sealed = new byte[Layout.OVERHEAD + padded];
    new Header(key.version()).write(sealed);
    key.commit(sealed, Layout.COMMITMENT_POS);
    key.useNonce(sealed, Layout.NONCE_POS); // V1-18: drawn for this one seal
    System.arraycopy(plaintext, 0, sealed, Layout.CIPHERTEXT_POS, plaintext.length);
    Padding.mark(sealed, Layout.CIPHERTEXT_POS + plaintext.length);
    cipher.seal(
        key.cipherKey(),
        associated(place, sealed),
        sealed,
        Layout.CIPHERTEXT_POS,
        padded,
        sealed,
        Layout.NONCE_POS,
        Layout.CIPHERTEXT_POS);
    return Bytes.owning(sealed);
  }

  public Opened open(byte[] sealed, KeyLookup keys, Place place) {
    var header = Header.parse(sealed);
    var found = keys.version(header.dekVersion());
    if (found.isEmpty()) {
      return new Opened.Destroyed();
    }
    try (var key = found.get()) {
      requireOwn(key, place);
      if (key.version() != header.dekVersion()
          || !key.isCommittedTo(sealed, Layout.COMMITMENT_POS)) {
        throw new Fault.Tampered().exception();
      }
      return new Opened.Plain(plaintext(key, place, sealed));
    }
  }

  /// Which of the owner's keys sealed it, as it says of itself: nothing is proved before it opens.
  public int dekVersion(byte[] sealed) {
    return Header.parse(sealed).dekVersion();
  }

  public void clear() {
    cipher.clear();
  }

  private SecretBytes plaintext(DataKey key, Place place, byte[] sealed) {
    var padded = new byte[sealed.length - Layout.OVERHEAD];
    try {
      cipher.open(
          key.cipherKey(),
          associated(place, sealed),
          sealed,
          Layout.NONCE_POS,
          Layout.CIPHERTEXT_POS,
          sealed.length - Layout.CIPHERTEXT_POS,
          padded);
      return SecretBytes.owning(padded, Padding.unpadded(padded));
    } catch (RuntimeException e) {
      Arrays.fill(padded, (byte) 0);
      throw e;
    }
  }

  /// The place, and the header as it is stored: no other byte of the record is trusted before the
  /// tag is.
  private static AssociatedData associated(Place place, byte[] sealed) {
    return AssociatedData.of(PURPOSE)
        .with(place.tenant().value())
        .with(place.owner())
        .with(place.category())
        .with(place.record())
        .with(place.version())
        .with(sealed, 0, Layout.HEADER_LEN);
  }

  private static void requireOwn(DataKey key, Place place) {
    if (!key.covers(place.tenant(), place.owner(), place.category())) {
      throw new IllegalArgumentException("the key is not the place's own");
    }
  }
}
