package emanet.subjects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the system should be: people as a page of code can say them. No keys, no Regions, no time.
final class Model {
  static final String BULLETIN = "bulletin";
  static final String CALLS = "calls";
  static final String VISITS = "visits";

  final List<Somebody> people = new ArrayList<>();

  /// A hold, and who set it.
  record Held(String by, Optional<String> category) {}

  /// A visit's record.
  ///
  /// @param due whether its time is over
  record Visit(String address, boolean due) {}

  /// One person.
  static final class Somebody {
    final String id;
    boolean erased;
    Optional<String> nationalId = Optional.empty();

    /// Fields of the one record of contact; empty: there is none.
    final TreeMap<String, String> contact = new TreeMap<>();

    final TreeSet<String> writtenUnder = new TreeSet<>();
    Optional<Visit> visit = Optional.empty();
    boolean consented;
    final Map<String, Held> holds = new LinkedHashMap<>();

    /// By id; empty: of everything.
    final Map<String, Optional<String>> restrictions = new LinkedHashMap<>();

    /// A hold kept what a withdrawal uncovered: until that is taken up, the field may be there.
    boolean undisposed;

    Somebody(String id) {
      this.id = id;
    }

    boolean restricted(String category) {
      return restrictions.values().stream()
          .anyMatch(of -> of.isEmpty() || of.get().equals(category));
    }

    boolean held(Optional<String> category) {
      return holds.values().stream()
          .anyMatch(hold ->
              category.isEmpty() || hold.category().isEmpty() || hold.category().equals(category));
    }

    void write(String activity, String field, String value) {
      contact.put(field, value);
      writtenUnder.add(activity);
    }

    void forgetContact() {
      visit = Optional.empty();
      contact.clear();
      writtenUnder.clear();
      undisposed = false;
    }

    /// What no activity covers any more goes with the consent.
    void withdraw() {
      boolean given = consented;
      consented = false;
      if (!given && !undisposed) {
        return;
      }
      if (held(Optional.of("contact"))) {
        undisposed = true;
        return;
      }
      settle();
    }

    /// What a withdrawal uncovered goes.
    private void settle() {
      undisposed = false;
      writtenUnder.remove(BULLETIN);
      contact.keySet().retainAll(writtenUnder.contains(CALLS) ? List.of("phone") : List.of());
      if (contact.isEmpty()) {
        writtenUnder.clear();
      }
    }

    /// A run of retention: what is due goes, and what withdrawals left, unless a hold keeps it.
    void expire() {
      if (held(Optional.of("contact"))) {
        return;
      }
      visit = visit.filter(one -> !one.due());
      if (undisposed && !consented) {
        settle();
      }
    }

    void erase() {
      erased = true;
      nationalId = Optional.empty();
      forgetContact();
      holds.clear();
      restrictions.clear();
    }

    @Override
    public String toString() {
      return "%s erased=%s identity=%s contact=%s visit=%s under=%s consented=%s holds=%s restrictions=%s undisposed=%s"
          .formatted(
              id,
              erased,
              nationalId.isPresent(),
              contact,
              visit,
              writtenUnder,
              consented,
              holds,
              restrictions,
              undisposed);
    }
  }
}
