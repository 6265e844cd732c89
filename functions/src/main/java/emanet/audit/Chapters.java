package emanet.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.breaches.BreachAccount;
import emanet.notices.NoticeAccount;
import emanet.register.Page;
import emanet.register.RegisterAccount;
import emanet.requests.RequestAccount;
import emanet.retention.DestructionAccount;
import emanet.subjects.ErasureAccount;
import emanet.subjects.Holds;
import emanet.subjects.PeopleAccount;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The chapters that rooms keep lists of, page by page, in the order of a package.
///
/// @param sources one a chapter
record Chapters(List<Source> sources) {
  private static final int HOLDS = 200;

  Chapters {
    sources = List.copyOf(sources);
  }

  /// Where a chapter's rows come from.
  record Source(Chapter chapter, Paging paging) {}

  /// Gives a page of rows.
  interface Paging {
    Page<ObjectNode> page(TenantId tenant, Period period, Optional<String> after);
  }

  static Chapters of(
      RegisterAccount register,
      NoticeAccount notices,
      RequestAccount requests,
      ErasureAccount erasures,
      DestructionAccount destructions,
      BreachAccount breaches,
      Holds holds) {
    return new Chapters(
        List.of(
            new Source(Chapter.TENANT, (tenant, _, _) -> whole(register.tenant(tenant))),
            new Source(Chapter.INVENTORY, (tenant, _, _) -> whole(register.inventory(tenant))),
            new Source(
                Chapter.ACTIVITIES,
                (tenant, period, after) -> register.activities(tenant, period.to(), after)),
            new Source(
                Chapter.CATEGORIES,
                (tenant, period, after) -> register.categories(tenant, period.to(), after)),
            new Source(
                Chapter.RECIPIENTS,
                (tenant, period, after) -> register.recipients(tenant, period.to(), after)),
            new Source(
                Chapter.NOTICES,
                (tenant, period, after) -> notices.versions(tenant, period.to(), after)),
            new Source(
                Chapter.REQUESTS,
                (tenant, period, after) ->
                    requests.during(tenant, period.from(), period.to(), after)),
            new Source(
                Chapter.ERASURES,
                (tenant, period, after) ->
                    erasures.during(tenant, period.from(), period.to(), after)),
            new Source(
                Chapter.DESTRUCTIONS,
                (tenant, period, after) ->
                    destructions.during(tenant, period.from(), period.to(), after)),
            new Source(
                Chapter.BREACHES,
                (tenant, period, after) -> breaches.before(tenant, period.to(), after)),
            new Source(
                Chapter.HOLDS, (tenant, period, after) -> held(holds, tenant, period, after)),
            new Source(
                Chapter.GRANTS,
                (tenant, period, after) -> register.grants(tenant, period.to(), after)),
            new Source(
                Chapter.APPROVALS,
                (tenant, period, after) -> register.approvals(tenant, period.to(), after))));
  }

  /// The same, with people and what they asked, in clear: to be given back.
  Chapters withPeople(
      PeopleAccount people, RequestAccount requests, Function<TenantId, Caller> by) {
    var all = new ArrayList<>(sources);
    all.add(new Source(Chapter.PEOPLE, (tenant, _, after) -> people.people(tenant, after)));
    all.add(
        new Source(
            Chapter.RECORDS,
            (tenant, _, after) -> people.records(by.apply(tenant), ReturnPackages.TARGET, after)));
    all.add(new Source(Chapter.FILES, (tenant, _, after) -> requests.files(tenant, after)));
    return new Chapters(all);
  }

  private static Page<ObjectNode> held(
      Holds holds, TenantId tenant, Period period, Optional<String> after) {
    var page = holds.standing(tenant, period.to(), HOLDS, after);
    return new Page<>(page.items().stream().map(Chapters::row).toList(), page.after());
  }

  private static ObjectNode row(Holds.Standing standing) {
    var hold = standing.note().hold();
    var row = JsonNodeFactory.instance.objectNode();
    row.put("hold", hold.id()).put("subject", standing.subject().value());
    hold.category().ifPresent(code -> row.put("category", code.value()));
    row.put("at", standing.note().at().toString());
    return row.put("by", standing.note().by());
  }

  private static Page<ObjectNode> whole(List<ObjectNode> rows) {
    return new Page<>(rows, Optional.empty());
  }
}
