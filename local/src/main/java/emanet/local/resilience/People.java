package emanet.local.resilience;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// One tenant's people: a place for each, taken by somebody new when one is erased.
final class People {
  private final String tenant;
  private final AtomicReferenceArray<String> places;
  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();
  private final Set<String> everybody = ConcurrentHashMap.newKeySet();
  private final AtomicLong values = new AtomicLong();

  /// The latest that any client was answered of a person.
  record Known(long version, String value) {}

  People(String tenant, int size) {
    this.tenant = tenant;
    this.places = new AtomicReferenceArray<>(size);
  }

  String tenant() {
    return tenant;
  }

  int size() {
    return places.length();
  }

  String at(int place) {
    return places.get(place);
  }

  int any(SplittableRandom dice) {
    return dice.nextInt(places.length());
  }

  /// Somebody new, whether or not anything is written of them yet.
  void arrived(String subject) {
    everybody.add(subject);
  }

  void settle(int place, String subject) {
    places.set(place, subject);
  }

  /// Somebody else takes the place, once.
  boolean replace(int place, String gone, String subject) {
    return places.compareAndSet(place, gone, subject);
  }

  void saw(String subject, long version, String value) {
    known.merge(
        subject,
        new Known(version, value),
        (before, now) -> before.version() >= now.version() ? before : now);
  }

  Known known(String subject) {
    return known.getOrDefault(subject, new Known(0, ""));
  }

  /// An address that nobody else has, and that says whose it is.
  String value() {
    return tenant + "." + values.incrementAndGet() + "@ornek.example";
  }

  /// All there have ever been.
  List<String> everybody() {
    return List.copyOf(everybody);
  }
}
