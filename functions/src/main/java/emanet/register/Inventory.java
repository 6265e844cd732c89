package emanet.register;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.ledger.Action;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The inventory of processing (veri işleme envanteri, Art. 16): one row for each category of each
/// activity, straight from what decides every call.
public final class Inventory {
  private static final int PAGE = 200;

  private final Shelf<Activity> activities;
  private final Activities.Neighbours neighbours;
  private final Access access;
  private final Trail trail;

  Inventory(
      Shelf<Activity> activities, Activities.Neighbours neighbours, Access access, Trail trail) {
    this.activities = activities;
    this.neighbours = neighbours;
    this.access = access;
    this.trail = trail;
  }

  /// A row.
  record Row(
      Filed<Activity> activity,
      Activity.Use use,
      Optional<Category> category,
      List<Recipient> recipients,
      boolean sample,
      boolean hostedAbroad) {
    Row {
      recipients = List.copyOf(recipients);
    }

    Retention retention() {
      return activity.value().retentionOf(use.category());
    }

    /// Whether data leaves Türkiye: to a recipient, or by where it is kept.
    boolean abroad() {
      return hostedAbroad || recipients.stream().anyMatch(Recipient::abroad);
    }
  }

  /// The rows of a page of activities.
  Recorded<Rows> page(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "inventory",
        () -> {
          access.require(caller, Access.READERS);
          var page = activities.list(caller.tenant(), limit, after);
          return new Rows(rows(caller.tenant(), page.items()), page.after());
        });
  }

  /// All rows.
  Recorded<List<Row>> all(Caller caller) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "inventory",
        () -> {
          access.require(caller, Access.READERS);
          return everything(caller.tenant());
        });
  }

  List<Row> everything(TenantId tenant) {
    var rows = new ArrayList<Row>();
    Optional<String> after = Optional.empty();
    do {
      var page = activities.list(tenant, PAGE, after);
      rows.addAll(rows(tenant, page.items()));
      after = page.after();
    } while (after.isPresent());
    return rows;
  }

  /// Rows, and where the next page goes on.
  record Rows(List<Row> rows, Optional<String> after) {
    Rows {
      rows = List.copyOf(rows);
    }
  }

  private List<Row> rows(TenantId tenant, List<Filed<Activity>> page) {
    var owner = neighbours.tenants().find(tenant);
    boolean sample = owner.map(Tenant::sample).orElse(false);
    var categories = neighbours.categories().find(tenant, codes(page));
    var recipients = neighbours.recipients().find(tenant, recipients(page));
    var rows = new ArrayList<Row>();
    for (var activity : page) {
      for (var use : activity.value().uses()) {
        rows.add(
            new Row(
                activity,
                use,
                Optional.ofNullable(categories.get(use.category())),
                known(activity.value(), recipients),
                sample,
                neighbours.hostedAbroad()));
      }
    }
    return rows;
  }

  private static List<CategoryCode> codes(List<Filed<Activity>> page) {
    var codes = new LinkedHashSet<CategoryCode>();
    page.forEach(filed -> filed.value().uses().forEach(use -> codes.add(use.category())));
    return List.copyOf(codes);
  }

  private static Set<String> recipients(List<Filed<Activity>> page) {
    var ids = new LinkedHashSet<String>();
    page.forEach(filed -> ids.addAll(filed.value().recipients()));
    return ids;
  }

  private static List<Recipient> known(Activity activity, Map<String, Recipient> recipients) {
    var known = new LinkedHashMap<>(recipients);
    known.keySet().retainAll(activity.recipients());
    return List.copyOf(known.values());
  }

  static ObjectNode json(Row row) {
    var activity = row.activity().value();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("activity", activity.code().value()).put("version", row.activity().version());
    json.set("title", CategoryDocument.title(activity.title()));
    json.put("role", activity.role().name());
    activity.controller().ifPresent(c -> json.put("controller", c.title()));
    activity.purposes().forEach(json.putArray("purposes")::add);
    activity
        .subjectGroups()
        .forEach(group -> named(json.withArray("subjectGroups"), group.name(), group.title()));
    json.put("category", row.use().category().value());
    row.category()
        .ifPresent(category -> {
          json.put("verbis", category.verbis().name()).put("special", category.special());
          json.set("categoryTitle", CategoryDocument.title(category.title()));
        });
    var recipients = json.putArray("recipients");
    row.recipients().forEach(recipient -> recipient(recipient, recipients.addObject()));
    json.put("transferAbroad", row.abroad());
    json.putObject("retention")
        .put("period", row.retention().period().toString())
        .put("from", row.retention().from().name());
    json.put("disposal", activity.disposal().name());
    json.put("legalBasis", activity.legalBasis().name());
    json.put("article", activity.legalBasis().article());
    SecurityMeasure.ALL.forEach(json.putArray("securityMeasures")::add);
    json.put("sample", row.sample());
    return json;
  }

  private static void named(ArrayNode array, String code, Title title) {
    array.addObject().put("code", code).set("title", CategoryDocument.title(title));
  }

  private static void recipient(Recipient recipient, ObjectNode json) {
    json.put("id", recipient.id())
        .put("title", recipient.title())
        .put("group", recipient.group().name())
        .put("country", recipient.country());
    recipient
        .mechanism()
        .ifPresent(mechanism -> {
          json.put("mechanism", mechanism.name());
          json.put("article", mechanism.article());
        });
  }
}
