package emanet.register.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.register.DocumentSeal;
import emanet.store.Objects;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Records of what a restored backup does not know yet: each written once, under Object Lock, to
/// this Region's bucket and the other's, before its act is acknowledged. Sealed under the tenant's
/// first document key, which lives as long as the tenant: a later one is in no backup from before
/// it, and so would be lost with the tables. Records under later ones are read where there are
/// such.
///
/// An object is named `<tenant>/<kind>/<id>`; the id is the act's own, so that an act begun again
/// finds its record there. Where the other Region cannot be reached, a job makes the copy later.
///
/// Calls: one put in each Region; where the record is there already, two reads more.
///
/// Guarantee: when `write` returns, the record is in one Region at least, and in both or a job's.
public final class ReplayRecords {
  private static final long ONLY_VERSION = 1;
  private static final String BY = "emanet";

  /// Behind every name of a tenant's.
  private static final String LAST = "~";

  private final Objects here;
  private final Optional<Objects> other;
  private final DocumentSeal seal;
  private final Jobs jobs;

  /// @param other empty in a deployment of one Region
  public ReplayRecords(Objects here, Optional<Objects> other, DocumentSeal seal, Jobs jobs) {
    this.here = here;
    this.other = other;
    this.seal = seal;
    this.jobs = jobs;
  }

  /// Writes a record, or finds it there.
  ///
  /// @param id of the act, printable ASCII without `/`
  /// @return whether it is in all Regions; if not, a job copies it
  public boolean write(TenantId tenant, Replayed kind, String id, ObjectNode document) {
    var stored = put(tenant, kind, id, name(tenant, kind, id), document);
    return copied(tenant, kind, id, stored);
  }

  /// Writes a record to this Region alone, and lets a job bring it to the other: for whoever has
  /// just not reached that, and would wait for it once more.
  public void writeHere(TenantId tenant, Replayed kind, String id, ObjectNode document) {
    var _ = put(tenant, kind, id, name(tenant, kind, id), document);
    if (other.isPresent()) {
      copyLater(tenant, kind, id);
    }
  }

  private Bytes put(TenantId tenant, Replayed kind, String id, String name, ObjectNode document) {
    var sealed =
        seal.sealLasting(tenant, sealKind(kind), id, ONLY_VERSION, SealedJson.bytes(document));
    return switch (here.putOnce(name, sealed, Optional.empty())) {
      case WRITTEN, SAME -> sealed;
      // the same act, begun again: the first record of it is the record
      case OTHER -> here.get(name).orElseThrow(() -> Fault.Unavailable.shortly().exception());
    };
  }

  private boolean copied(TenantId tenant, Replayed kind, String id, Bytes content) {
    if (other.isEmpty()) {
      return true;
    }
    try {
      var _ = other.get().putOnce(name(tenant, kind, id), content, Optional.empty());
      return true;
    } catch (FaultException e) {
      copyLater(tenant, kind, id);
      return false;
    }
  }

  private void copyLater(TenantId tenant, Replayed kind, String id) {
    var inputs = Map.of(ReplayCopies.RECORD, kind.name(), ReplayCopies.ID, id);
    var job = Start.of(tenant, "copy-" + kind.label() + "-" + id, ReplayCopies.NAME, BY);
    var _ = jobs.start(job.with(inputs));
  }

  /// Brings a record to the Region that lacks it.
  ///
  /// @return whether it is in all Regions
  public boolean copy(TenantId tenant, Replayed kind, String id) {
    var name = name(tenant, kind, id);
    try {
      // whoever works the job may be in the Region that was away
      var content = here.get(name).or(() -> other.flatMap(objects -> objects.get(name)));
      if (content.isEmpty()) {
        return false;
      }
      var _ = here.putOnce(name, content.get(), Optional.empty());
      other.ifPresent(objects -> objects.putOnce(name, content.get(), Optional.empty()));
      return true;
    } catch (FaultException e) {
      return false;
    }
  }

  /// Ids of the records of a kind, in this Region.
  public List<String> ids(TenantId tenant, Replayed kind, Optional<String> after, int limit) {
    var prefix = name(tenant, kind, "");
    return here.list(prefix, after.map(id -> prefix + id), limit).stream()
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  /// Ids of the records of a kind in either Region, in their order: what was acknowledged while one
  /// was away may lie in one alone.
  ///
  /// @throws FaultException `Unavailable` where one of them cannot be read
  public List<String> idsEverywhere(
      TenantId tenant, Replayed kind, Optional<String> after, int limit) {
    var all = new TreeSet<>(ids(tenant, kind, after, limit));
    var prefix = name(tenant, kind, "");
    other.ifPresent(objects ->
        objects.list(prefix, after.map(id -> prefix + id), limit).stream()
            .map(name -> name.substring(prefix.length()))
            .forEach(all::add));
    return all.stream().limit(limit).toList();
  }

  /// Tenants that there is any record of, in this Region.
  public List<String> tenants() {
    var all = new ArrayList<String>();
    var after = Optional.<String>empty();
    while (true) {
      var next = here.list("", after, 1);
      if (next.isEmpty()) {
        return all;
      }
      var tenant = next.getFirst().substring(0, next.getFirst().indexOf('/'));
      all.add(tenant);
      after = Optional.of(tenant + "/" + LAST);
    }
  }

  /// A record, from this Region or the other: where what is here does not open, from there.
  ///
  /// @throws FaultException `Tampered` where there is one, and none opens
  public Optional<ObjectNode> read(TenantId tenant, Replayed kind, String id) {
    var name = name(tenant, kind, id);
    var mine = here.get(name);
    try {
      if (mine.isPresent()) {
        return mine.map(sealed -> opened(tenant, kind, id, sealed));
      }
    } catch (FaultException e) {
      var theirs = other.flatMap(objects -> objects.get(name));
      if (!(e.fault() instanceof Fault.Tampered) || theirs.isEmpty()) {
        throw e;
      }
      return theirs.map(sealed -> opened(tenant, kind, id, sealed));
    }
    return other
        .flatMap(objects -> objects.get(name))
        .map(sealed -> opened(tenant, kind, id, sealed));
  }

  private ObjectNode opened(TenantId tenant, Replayed kind, String id, Bytes sealed) {
    try (var plain = seal.open(tenant, sealKind(kind), id, ONLY_VERSION, sealed)) {
      return SealedJson.object(plain);
    }
  }

  private static String sealKind(Replayed kind) {
    return "replay-" + kind.label();
  }

  private static String name(TenantId tenant, Replayed kind, String id) {
    return tenant + "/" + kind.label() + "/" + id;
  }
}
