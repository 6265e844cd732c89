package emanet.local.resilience;

import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import emanet.local.resilience.Violation.Rule;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Checks that whatever was shown or done has an entry of its own: the one that its receipt names,
/// hash included, by the same actor, of the same action, about the same person. Who was found has
/// one more, of the same call.
final class Recorded {
  private static final String FOUND = "FOUND";

  private final Map<String, Entered> entries = new HashMap<>();
  private final Set<Hit> hits = new HashSet<>();
  private final BiConsumer<Rule, String> violated;

  /// Somebody who was found by a call.
  private record Hit(String request, String actor, String subject) {}

  Recorded(Collection<Entered> ledger, BiConsumer<Rule, String> violated) {
    this.violated = violated;
    for (var entry : ledger) {
      entries.put(entry.receipt(), entry);
      if (entry.action().equals(FOUND) && entry.done()) {
        hits.add(new Hit(entry.request(), entry.actor(), entry.subject()));
      }
    }
  }

  void check(Collection<Operation> history) {
    var named = new HashSet<String>();
    for (var operation : history) {
      // whatever was answered: a call that is repeated is one operation, and so is its entry
      if (operation.receipt().isPresent() && !named.add(operation.receipt().get())) {
        missing(operation, "another call was answered the same receipt");
      }
      if (operation.isAcknowledged() && operation.kind() != Kind.FOREIGN) {
        entry(operation);
      }
    }
  }

  /// What is known of the call that an answer's receipt names.
  Optional<Entered> of(Operation operation) {
    return operation.receipt().map(entries::get);
  }

  private void entry(Operation operation) {
    var known = of(operation);
    if (known.isEmpty()) {
      missing(operation, "there is none");
      return;
    }
    var entry = known.get();
    if (!entry.done()) {
      missing(operation, "it says that nothing was done");
    }
    if (!entry.action().equals(action(operation.kind()))) {
      missing(operation, "it is of " + entry.action());
    }
    if (!entry.actor().equals(operation.actor())) {
      missing(operation, "it is in the name of " + entry.actor());
    }
    if (operation.kind() == Kind.SEARCH) {
      found(operation, entry);
    } else if (!entry.subject().equals(operation.subject())) {
      missing(operation, "it is about " + (entry.subject().isEmpty() ? "nobody" : "another"));
    }
  }

  private void found(Operation search, Entered entry) {
    if (search.outcome() == Outcome.DONE) {
      for (var id : search.found()) {
        if (!hits.contains(new Hit(entry.request(), search.actor(), id))) {
          missing(search, id + " was found, and has no entry of that");
        }
      }
    }
  }

  private static String action(Kind kind) {
    return switch (kind) {
      case CREATE -> "CREATE_SUBJECT";
      case WRITE -> "WRITE";
      case READ, FOREIGN -> "READ";
      case SEARCH -> "SEARCH";
      case ERASE -> "ERASE";
    };
  }

  private void missing(Operation operation, String why) {
    violated.accept(
        Rule.RECORDED_BEFORE_REVEALED,
        "%s of %s by %s has no entry of its own (%s): %s"
            .formatted(
                operation.kind(),
                operation.subject(),
                operation.actor(),
                operation.receipt().orElse("no receipt"),
                why));
  }
}
