package emanet.wiring;

import emanet.fault.FaultException;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

/// Whether this Region can serve: a strong read and a call to KMS, at most once in 5 seconds,
/// however often it is asked.
final class Health {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Key NOWHERE = new Key(Table.KEYS, "T#platform#HEALTH", "K");

  private final Store store;
  private final KmsClient kms;
  private final String key;
  private final InstantSource clock;
  private Instant asked = Instant.MIN;
  private boolean well;

  Health(Store store, KmsClient kms, String key, InstantSource clock) {
    this.store = store;
    this.kms = kms;
    this.key = key;
    this.clock = clock;
  }

  synchronized boolean isWell() {
    var now = clock.instant();
    if (asked.equals(Instant.MIN) || Duration.between(asked, now).abs().compareTo(KEPT) > 0) {
      well = canRead() && canUseKey();
      asked = now;
    }
    return well;
  }

  private boolean canRead() {
    try {
      var _ = store.read(NOWHERE);
      return true;
    } catch (FaultException e) {
      return false; // that is the answer: 503
    }
  }

  private boolean canUseKey() {
    try {
      return kms.describeKey(request -> request.keyId(key)).keyMetadata().enabled();
    } catch (SdkException e) {
      return false; // that is the answer: 503
    }
  }
}
