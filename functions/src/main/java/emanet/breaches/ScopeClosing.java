package emanet.breaches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.breaches.Tally.Reached;
import emanet.jobs.Job;
import emanet.jobs.Step;
import emanet.register.Categories;
import emanet.register.Category;
import emanet.values.Recent;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Makes a result of a scope's parts, some people a step: whoever is left of them is written to the
/// list, then what they came to beside the parts; the figures of all are written last, and then the
/// parts go. Where there is a result already, nothing is worked out anew. So it is safe to stop
/// anywhere.
///
/// What the parts have is put together once a process, in memory: it goes with the people that were
/// reached, and the length of a step does not.
final class ScopeClosing {
  private static final int PEOPLE = 1000;
  private static final int KNOWN = 2;

  /// Where a cursor stands once the result is written; before, at `<people done>/<documents>`.
  private static final String SWEEP = "sweep";

  private final BreachStore store;
  private final ScopePeople people;
  private final ScopeResult result;
  private final Categories categories;
  private final Map<String, Found> found = Collections.synchronizedMap(Recent.atMost(KNOWN));

  ScopeClosing(BreachStore store, ScopePeople people, ScopeResult result, Categories categories) {
    this.store = store;
    this.people = people;
    this.result = result;
    this.categories = categories;
  }

  /// What the parts have.
  ///
  /// @param ids of all people, in their order
  /// @param suspects that left something
  private record Found(List<String> ids, SortedMap<String, Reached> people, Set<String> suspects) {}

  /// Where a cursor stands.
  private record Position(int people, int documents) {
    static Position of(Optional<String> cursor) {
      var parts = cursor.orElse("0/0").split("/", 2);
      return new Position(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  /// @param inquiry what the scope asks
  Step step(Job job, Inquiry inquiry, Optional<String> cursor) {
    var tenant = job.tenant();
    var breach = job.input(ScopeJob.BREACH);
    if (cursor.filter(SWEEP::equals).isPresent()) {
      store.delete(tenant, breach, ScopeJob.parts(job));
      return Step.done();
    }
    if (cursor.isEmpty() && result.find(tenant, breach, job.id()).isPresent()) {
      return new Step.Next(SWEEP, Map.of());
    }
    var all = found(job);
    var at = Position.of(cursor);
    if (at.people() < all.ids().size()) {
      return new Step.Next(some(job, all, at), Map.of());
    }
    result.write(tenant, breach, job.id(), figures(job, inquiry, all));
    found.remove(job.id());
    return new Step.Next(SWEEP, Map.of());
  }

  /// @return the next cursor
  private String some(Job job, Found all, Position at) {
    int end = Math.min(at.people() + PEOPLE, all.ids().size());
    // up to the last one of them, who sorts right before what is put behind it
    var last = all.ids().get(end - 1) + "0";
    var some = all.people().subMap(all.ids().get(at.people()), last);
    var breach = job.input(ScopeJob.BREACH);
    var figures = people.write(job.tenant(), breach, job.id(), at.documents(), some);
    var name = ScopeJob.parts(job) + ScopeJob.SUMS + "%09d".formatted(at.people());
    store.write(job.tenant(), breach, Map.of(name, figures));
    return end + "/" + (at.documents() + figures.path(ScopeResult.SIZES).size());
  }

  private Found found(Job job) {
    return Optional.ofNullable(found.get(job.id()))
        .orElseGet(() -> {
          var all = read(job);
          found.put(job.id(), all);
          return all;
        });
  }

  private Found read(Job job) {
    var tenant = job.tenant();
    var breach = job.input(ScopeJob.BREACH);
    var undone = new HashSet<String>();
    var suspects = new HashSet<String>();
    var name = ScopeJob.parts(job);
    store.each(
        tenant,
        breach,
        name + ScopeJob.UNDONE,
        part -> part.path(ScopeJob.UNDONE_IDS).forEach(id -> undone.add(id.asText())));
    store.each(
        tenant,
        breach,
        name + ScopeJob.VISITS,
        part -> part.path("calls").forEach(call -> suspects.add(call.path("a").asText())));
    var tally = new Tally(undone);
    store.each(
        tenant,
        breach,
        name + ScopeJob.ENTRIES,
        part -> {
          tally.add(part);
          part.path(ScopeJob.MATCHED).forEach(actor -> suspects.add(actor.asText()));
        });
    return new Found(List.copyOf(tally.people().keySet()), tally.people(), suspects);
  }

  private ObjectNode figures(Job job, Inquiry inquiry, Found all) {
    var sums = new ScopeSums();
    var name = ScopeJob.parts(job) + ScopeJob.SUMS;
    store.each(job.tenant(), job.input(ScopeJob.BREACH), name, sums::add);
    var figures = sums.json();
    var listed = figures.path("categories");
    var codes = ScopeResult.categories(figures);
    var known = categories.find(job.tenant(), codes);
    for (int i = 0; i < codes.size(); i++) {
      var special = Optional.ofNullable(known.get(codes.get(i))).filter(Category::special);
      ((ObjectNode) listed.get(i)).put(ScopeSums.SPECIAL, special.isPresent());
    }
    figures.put("from", inquiry.suspects().from().toString());
    figures.put("to", inquiry.to().toString());
    return figures.put("unmatched", unmatched(inquiry.suspects(), all.suspects()));
  }

  private static int unmatched(Suspects suspects, Set<String> matched) {
    var all = new HashSet<>(suspects.actors());
    all.addAll(suspects.addresses());
    all.removeAll(matched);
    return all.size();
  }
}
