package emanet.keys;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.values.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// V1-10, V1-11.
class KeyWrapTest {
  private static final byte[] SECRET = new byte[64];

  private final KeyWrap wrap = new KeyWrap(House.seeded(2));
  private final AesKey kek = new AesKey(House.seeded(3).bytes(32), 0);
  private final Bytes wrapped = wrap.wrap(kek, 5, context("acme"), SECRET);

  private static AssociatedData context(String tenant) {
    return AssociatedData.of("test").with(tenant);
  }

  @Test
  void opensWhatItWrapped() {
    assertThat(wrap.unwrap(kek, context("acme"), wrapped, 64)).isEqualTo(SECRET);
    assertThat(KeyWrap.kekVersion(wrapped)).isEqualTo(5);
  }

  @Test
  void nothingIsWrappedAsWell() {
    var empty = wrap.wrap(kek, 6, context("acme"), new byte[0]);
    assertThat(KeyWrap.kekVersion(empty)).isEqualTo(6);
    assertThat(wrap.unwrap(kek, context("acme"), empty, 0)).isEmpty();
  }

  @Test
  void noBitOfItMayBeAnother() {
    for (int at = 0; at < wrapped.length(); at++) {
      var changed = wrapped.toArray();
      changed[at] ^= 4;
      House.assertFault(
          Fault.Tampered.class, () -> wrap.unwrap(kek, context("acme"), Bytes.of(changed), 64));
    }
  }

  @Test
  void noOtherLengthIsTaken() {
    for (int length = 0; length < wrapped.length(); length++) {
      var cut = Bytes.of(Arrays.copyOf(wrapped.toArray(), length));
      House.assertFault(Fault.Tampered.class, () -> wrap.unwrap(kek, context("acme"), cut, 64));
    }
    var longer = Bytes.of(Arrays.copyOf(wrapped.toArray(), wrapped.length() + 1));
    House.assertFault(Fault.Tampered.class, () -> wrap.unwrap(kek, context("acme"), longer, 64));
    House.assertFault(Fault.Tampered.class, () -> wrap.unwrap(kek, context("acme"), wrapped, 63));
  }

  @Test
  void noOtherContextOrKeyOpensIt() {
    House.assertFault(Fault.Tampered.class, () -> wrap.unwrap(kek, context("other"), wrapped, 64));
    var another = new AesKey(new byte[32], 0);
    House.assertFault(
        Fault.Tampered.class, () -> wrap.unwrap(another, context("acme"), wrapped, 64));
  }

  @Test
  void aClosedKeyWrapsNothing() {
    var closed = new AesKey(new byte[32], 0);
    closed.close();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> wrap.wrap(closed, 1, context("acme"), SECRET))
        .isInstanceOf(IllegalStateException.class);
    assertThat(closed.isDestroyed()).isTrue();
    assertThat(closed.toString()).isEqualTo("[REDACTED]");
  }

  /// Ciphers are shared by threads: each must see its own key and nonce only.
  @Test
  void manyThreadsDoNotMeet() throws Exception {
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          java.util.stream.IntStream.range(0, 2_000)
              .mapToObj(i ->
                  threads.submit(() -> {
                    var secret = new byte[64];
                    Arrays.fill(secret, (byte) i);
                    var context = "tenant" + i;
                    var one = wrap.wrap(kek, i, context(context), secret);
                    return Arrays.equals(secret, wrap.unwrap(kek, context(context), one, 64));
                  }))
              .toList();
      for (var call : calls) {
        assertThat(call.get()).isTrue();
      }
    }
  }
}
