package emanet.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.Fault;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Category;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.Trail;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Shows what stayed of a category's records after anonymisation: nobody's any more.
public final class AnonymousRecords {
  private static final String SEPARATOR = "#";

  private final Store store;
  private final Policy policy;
  private final Trail trail;
  private final Releases releases;

  AnonymousRecords(Store store, Policy policy, Trail trail, Releases releases) {
    this.store = store;
    this.policy = policy;
    this.trail = trail;
    this.releases = releases;
  }

  /// Whether anything of the category's records could stay, and be nobody's.
  public static boolean suit(Category category) {
    return Generalising.keepsAnything(category);
  }

  /// Some of them.
  ///
  /// @param next where the next page begins
  public record Page(List<JsonNode> rows, Optional<String> next) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /// A page of them, in an order that says nothing.
  ///
  /// @param after where the page before ended
  /// @throws emanet.fault.FaultException `Refused`; `Absent` if there is no such category
  public Restrictions.Done<Page> list(
      Caller caller, CategoryCode category, int limit, Optional<String> after) {
    var tenant = caller.tenant();
    var intent = Intent.of(caller, Action.READ_ERASURE).in(category).towards("anonymous-records");
    var read =
        trail.around(
            tenant,
            intent,
            () -> {
              var keys = new HashSet<>(policy.keysForGrant(caller));
              keys.addAll(policy.keysForCodes(tenant, Set.of(), Set.of(category)));
              var items = store.readAll(keys);
              policy.checkGrant(caller, items, Operation.LIST, Optional.empty());
              if (policy.category(tenant, items, category).isEmpty()) {
                throw new Fault.Absent().exception();
              }
              return page(caller, category, limit, after);
            });
    return new Restrictions.Done<>(read.value(), read.receipt());
  }

  private Page page(Caller caller, CategoryCode category, int limit, Optional<String> after) {
    var from = after.map(text -> text.split(SEPARATOR, -1));
    int done = from.map(parts -> Integer.parseInt(parts[1])).orElse(0);
    var rows = new ArrayList<JsonNode>();
    var release = releases.from(caller.tenant(), category, from.map(parts -> parts[0]));
    while (release.isPresent()) {
      var content = release.get();
      for (int i = done; i < content.rows().size(); i++) {
        if (rows.size() == limit) {
          return new Page(rows, Optional.of(content.id() + SEPARATOR + i));
        }
        rows.add(content.rows().get(i));
      }
      done = 0;
      release = releases.after(caller.tenant(), category, content.id());
    }
    return new Page(rows, Optional.empty());
  }
}
