package emanet.subjects;

import emanet.consents.ConsentStanding;
import emanet.fault.Fault;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Puts people's cards and records back into the tables in use as a backup of one tenant has them,
/// while everybody else goes on.
///
/// What stands now decides what may come back. Keys are the ones in use, so whatever was erased or
/// disposed of since opens no more, and stays away. Consents are the ones in use: what only a
/// withdrawn one covered is left out of a record, or the whole record is. So are the register's
/// documents. What the backup does not have stays as it is: people and records that came after it,
/// and whatever was changed of those that open no more.
///
/// A record that comes back is sealed anew, under the key that seals now and a version that it
/// never had: nobody's old `If-Match` fits. One whose item is there takes the next; where the item
/// itself is lost, so many versions are passed over as there were milliseconds since the backup,
/// for none is changed more often.
///
/// Every change is in the ledger before it is made. Done again it finds itself done: what says what
/// the backup says is left alone. Nobody else may write to the tenant's tables meanwhile.
public final class Returning {
  private static final int LATER = 100;

  private final Store store;
  private final Ledger ledger;
  private final InstantSource clock;
  private final CardsBack cards;
  private final RecordsBack records;
  private final Roster roster;

  public Returning(Subjects.Needs needs, ConsentStanding consents) {
    this.store = needs.store();
    this.ledger = needs.ledger();
    this.clock = needs.clock();
    var vault = new Vault(needs.keyring(), needs.envelope());
    this.cards = new CardsBack(store, needs.index(), vault, Subjects.starts(needs));
    this.records =
        new RecordsBack(store, needs.policy(), consents, vault, new Resealing(needs, vault));
    this.roster = new Roster(store);
  }

  /// What is put back at once: people before their records, which are judged by their groups.
  public enum Part {
    PEOPLE,
    RECORDS;

    /// Whether a row is of this part.
    public boolean has(Key row) {
      return switch (this) {
        case PEOPLE -> row.sort().equals(StoredSubject.SORT);
        case RECORDS -> row.sort().startsWith(RecordPlace.RECORDS);
      };
    }

    private Intent about(Intent intent, RecordPlace place) {
      var of = intent.about(place.subject());
      return this == PEOPLE ? of : of.in(place.category()).at(place.record());
    }

    private String counted(Fate fate) {
      var prefix = this == PEOPLE ? "people." : "records.";
      return prefix + fate.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// What becomes of a row.
  enum Fate {
    /// It is now as it was then.
    SAME,
    /// It is put back.
    BACK,
    /// Who it is about was erased.
    GONE,
    /// Who it is about has no keys, and was not erased.
    KEYLESS,
    /// Its key was destroyed since: a category erased, or something disposed of.
    CLOSED,
    /// Nothing covers it any more.
    UNCOVERED,
    /// It does not open though its key lives.
    TAMPERED,
    /// The reference is another person's by now.
    TAKEN
  }

  /// A row, judged.
  ///
  /// @param put does it; false if it was changed meanwhile
  record Judged(RecordPlace place, Fate fate, Optional<Callable<Boolean>> put) {
    static Judged of(RecordPlace place, Fate fate) {
      return new Judged(place, fate, Optional.empty());
    }

    static Judged back(RecordPlace place, Callable<Boolean> put) {
      return new Judged(place, Fate.BACK, Optional.of(put));
    }
  }

  /// What rows came to.
  ///
  /// @param tampered a person's card as `emanet-person` and `card`
  /// @param keyless who has neither keys nor a tombstone
  /// @param taken whose reference is another's by now
  public record Came(
      Map<String, Long> counts,
      List<RecordPlace> tampered,
      List<SubjectId> keyless,
      List<SubjectId> taken) {
    public Came {
      counts = Map.copyOf(counts);
      tampered = List.copyOf(tampered);
      keyless = List.copyOf(keyless);
      taken = List.copyOf(taken);
    }
  }

  /// What would come of rows of a tenant's people: writes nothing, and shows nobody anything.
  ///
  /// @param rows of that part
  public Came foresee(TenantId tenant, Part part, List<Item> rows) {
    return came(part, judged(tenant, part, rows, clock.instant()));
  }

  /// Puts them back.
  ///
  /// @param target whose doing it is, for the ledger
  /// @param asOf the backup's moment
  public Came putBack(Caller caller, String target, Instant asOf, Part part, List<Item> rows) {
    var tenant = caller.tenant();
    var judged = new ArrayList<Judged>();
    var intents = new ArrayList<Intent>();
    var puts = new ArrayList<Callable<Boolean>>();
    for (var one : judged(tenant, part, rows, asOf)) {
      one.put()
          .ifPresent(put -> {
            intents.add(part.about(Intent.of(caller, Action.RESTORE), one.place()).towards(target));
            puts.add(put);
          });
      boolean left = one.fate() == Fate.BACK && one.put().isEmpty();
      judged.add(left ? Judged.of(one.place(), Fate.GONE) : one);
    }
    if (!intents.isEmpty()) {
      var _ = ledger.intents(tenant, intents);
    }
    if (Stage.all(puts).contains(false)) {
      throw Fault.Unavailable.shortly().exception();
    }
    return came(part, judged);
  }

  private List<Judged> judged(TenantId tenant, Part part, List<Item> rows, Instant asOf) {
    var keys = new HashSet<Key>();
    rows.forEach(row -> {
      keys.addAll(Person.keysFor(tenant, RecordPlace.subject(row.key())));
      keys.add(row.key());
    });
    var read = store.readAll(keys);
    long passed = Math.max(0, clock.instant().toEpochMilli() - asOf.toEpochMilli());
    return switch (part) {
      case PEOPLE -> rows.stream().map(row -> cards.judge(tenant, row, read, passed)).toList();
      case RECORDS -> records.judge(tenant, rows, read, passed);
    };
  }

  private static Came came(Part part, List<Judged> judged) {
    var counts = new HashMap<String, Long>();
    var tampered = new ArrayList<RecordPlace>();
    var keyless = new LinkedHashSet<SubjectId>();
    var taken = new ArrayList<SubjectId>();
    for (var one : judged) {
      counts.merge(part.counted(one.fate()), 1L, Long::sum);
      if (one.fate() == Fate.TAMPERED) {
        tampered.add(one.place());
      } else if (one.fate() == Fate.KEYLESS) {
        keyless.add(one.place().subject());
      } else if (one.fate() == Fate.TAKEN) {
        taken.add(one.place().subject());
      }
    }
    return new Came(counts, tampered, List.copyOf(keyless), taken);
  }

  /// People who came after a backup.
  ///
  /// @param next the person after whom to go on; empty at the end of the shard
  public record Later(List<SubjectId> people, Optional<SubjectId> next) {
    public Later {
      people = List.copyOf(people);
    }
  }

  /// A page of a shard's people (`Rebuilding.SHARDS`): those who came after a moment, and live.
  public Later later(TenantId tenant, int shard, Optional<SubjectId> after, Instant moment) {
    var page = roster.ofShard(tenant, shard, LATER, after);
    var keys = new HashSet<Key>();
    page.forEach(subject -> keys.addAll(Person.keysFor(tenant, subject)));
    var read = store.readAll(keys);
    var later =
        page.stream()
            .filter(subject -> {
              var person = Person.of(read, tenant, subject);
              return !person.isErased()
                  && person
                      .stored()
                      .filter(card -> Instant.parse(card.created()).isAfter(moment))
                      .isPresent();
            })
            .toList();
    return new Later(later, page.size() < LATER ? Optional.empty() : Optional.of(page.getLast()));
  }
}
