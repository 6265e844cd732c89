package emanet.local.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Call;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/// The faults in force, the latest first. The dice are seeded, so a run can be had again.
public final class Faults {
  private final long seed;
  private final List<Armed> armed = new CopyOnWriteArrayList<>();

  Faults(long seed) {
    this.seed = seed;
  }

  /// The fault that befalls this call, if one does. It is spent by that.
  public Optional<Fault> next(Call call, String operation) {
    for (var one : armed) {
      if (one.fault.scope().covers(call, operation) && one.befalls()) {
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }

  /// Takes the place of the one with the same scope, if there is one.
  synchronized ObjectNode put(Fault fault) {
    armed.removeIf(one -> one.fault.scope().equals(fault.scope()));
    var one = new Armed(fault, new SplittableRandom(seed));
    armed.addFirst(one);
    return one.json();
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    var items = json.putArray("items");
    armed.forEach(one -> items.add(one.json()));
    return json;
  }

  /// Ends all, or those whose `match` is this.
  synchronized void clear(Optional<String> match) {
    armed.removeIf(one -> match.isEmpty() || one.fault.scope().match().equals(match));
  }

  private static final class Armed {
    private final Fault fault;
    private final SplittableRandom dice;
    private long spared;
    private long left;

    Armed(Fault fault, SplittableRandom dice) {
      this.fault = fault;
      this.dice = dice;
      this.spared = fault.after();
      this.left = fault.count().orElse(Long.MAX_VALUE);
    }

    synchronized boolean befalls() {
      if (spared > 0) {
        spared--;
        return false;
      }
      if (left == 0 || (fault.rate() < 1 && dice.nextDouble() >= fault.rate())) {
        return false;
      }
      left--;
      return true;
    }

    synchronized ObjectNode json() {
      var json = fault.json();
      if (fault.count().isPresent()) {
        json.put("left", left);
      }
      return json;
    }
  }
}
