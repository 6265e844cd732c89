package emanet.local.edge.s3;

import emanet.local.edge.wire.AwsFailure;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which buckets have Object Lock, and what protects each version of an object in them.
///
/// Callers hold the object's turn (`Turns`) while they read and then change its lock.
final class Locks {
  private final InstantSource clock;
  private final Map<String, Optional<LockXml.Default>> buckets = new ConcurrentHashMap<>();
  private final Map<Version, Lock> locks = new ConcurrentHashMap<>();

  record Version(String bucket, String key, String id) {}

  Locks(InstantSource clock) {
    this.clock = clock;
  }

  boolean covers(String bucket) {
    return buckets.containsKey(bucket);
  }

  void configure(String bucket, Optional<LockXml.Default> given) {
    buckets.put(bucket, given);
  }

  Optional<LockXml.Default> configuration(String bucket) {
    return Optional.ofNullable(buckets.get(bucket))
        .orElseThrow(() ->
            new AwsFailure(
                404,
                "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket"));
  }

  void forget(String bucket) {
    buckets.remove(bucket);
    locks.keySet().removeIf(version -> version.bucket().equals(bucket));
  }

  Lock of(Version version) {
    return locks.getOrDefault(version, Lock.NONE);
  }

  /// The lock that a new object is to get: what the caller asks for, else the bucket's default.
  Lock initial(
      String bucket, Optional<String> mode, Optional<String> until, Optional<String> hold) {
    if (mode.isEmpty() && until.isEmpty() && hold.isEmpty() && !covers(bucket)) {
      return Lock.NONE;
    }
    requireCovered(bucket);
    if (mode.isPresent() != until.isPresent()) {
      throw new AwsFailure(
          "InvalidArgument",
          "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
    }
    var asked =
        mode.flatMap(
            name -> until.map(time -> new Lock.Retention(LockXml.mode(name), LockXml.time(time))));
    asked.ifPresent(this::requireFuture);
    return new Lock(asked.or(() -> byDefault(bucket)), hold.map(LockXml::hold).orElse(false));
  }

  void place(Version version, Lock lock) {
    if (!lock.equals(Lock.NONE)) {
      locks.put(version, lock);
    }
  }

  /// Lengthens or lifts a retention, if what is there allows that.
  void retain(Version version, Optional<Lock.Retention> asked, boolean bypass) {
    asked.ifPresent(this::requireFuture);
    var current = of(version).retention().filter(kept -> kept.inForce(clock.instant()));
    if (current.isPresent() && weaker(asked, current.get())) {
      if (current.get().mode() == Lock.Mode.COMPLIANCE || !bypass) {
        throw denied();
      }
    }
    locks.put(version, of(version).with(asked));
  }

  void hold(Version version, boolean on) {
    locks.put(version, of(version).withHold(on));
  }

  void requireDeletable(Version version, boolean bypass) {
    if (of(version).forbidsDeletion(clock.instant(), bypass)) {
      throw denied();
    }
  }

  void deleted(Version version) {
    locks.remove(version);
  }

  void requireCovered(String bucket) {
    if (!covers(bucket)) {
      throw new AwsFailure("InvalidRequest", "Bucket is missing Object Lock Configuration");
    }
  }

  private Optional<Lock.Retention> byDefault(String bucket) {
    return configuration(bucket)
        .map(given ->
            new Lock.Retention(
                given.mode(),
                clock
                    .instant()
                    .atZone(ZoneOffset.UTC)
                    .plus(given.count(), given.unit())
                    .toInstant()));
  }

  private void requireFuture(Lock.Retention retention) {
    if (!retention.inForce(clock.instant())) {
      throw new AwsFailure("InvalidArgument", "The retain until date must be in the future!");
    }
  }

  private static boolean weaker(Optional<Lock.Retention> asked, Lock.Retention current) {
    return asked.isEmpty()
        || asked.get().until().isBefore(current.until())
        || asked.get().mode().compareTo(current.mode()) < 0;
  }

  private static AwsFailure denied() {
    return new AwsFailure(
        403, "AccessDenied", "Access Denied because object protected by object lock.");
  }
}
