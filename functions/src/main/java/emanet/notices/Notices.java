package emanet.notices;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.ledger.Action;
import emanet.register.Access;
import emanet.register.NoticeKind;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.store.Range;
import emanet.store.Table;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.Sha256;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What is published: immutable versions, numbered from 1 in all languages together.
///
/// In force is the newest Turkish version whose time has come. A version in another language is a
/// translation of the Turkish one before it, and goes with it.
public final class Notices {
  static final Set<Role> EDITORS = Set.of(Role.DPO);
  static final Set<Role> READERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR);

  private static final int TRIES = 5;
  private static final String LOWEST = "!";
  private static final String HIGHEST = "~";

  private final NoticeItems items;
  private final Access access;
  private final Trail trail;
  private final Announcing announcing;
  private final InstantSource clock;

  Notices(
      NoticeItems items, Access access, Trail trail, Announcing announcing, InstantSource clock) {
    this.announcing = announcing;
    this.items = items;
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// A text to publish: of its shape, judged only once it is known who sent it.
  ///
  /// @param errors what is wrong with it, whatever was published before
  record Text(
      Optional<NoticeKind> kind,
      String language,
      String title,
      String body,
      Instant effectiveFrom,
      List<FieldError> errors) {
    Text {
      errors = List.copyOf(errors);
    }

    @Override
    public String toString() {
      return "Text[" + kind + "]";
    }
  }

  /// A version, and what its text may still lack.
  record Published(NoticeVersion version, List<FieldCode> warnings) {
    Published {
      warnings = List.copyOf(warnings);
    }
  }

  /// Publishes the next version: one conditional put, and then its announcement. Whoever stops in
  /// between announces it when the call is repeated.
  ///
  /// @param mark recognises this very call's own version, whoever repeats it
  Recorded<Published> publish(Caller caller, NoticeId id, Text text, String mark) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        target(id),
        () -> {
          access.require(caller, EDITORS);
          var tenant = caller.tenant();
          for (int tries = 0; tries < TRIES; tries++) {
            var done = items.newest(tenant, id, version -> version.mark().equals(mark));
            if (done.isPresent()) {
              announcing.announce(tenant, done.get());
              return published(done.get());
            }
            var last = items.newest(tenant, id, _ -> true);
            var kind = judge(text, last, items.newest(tenant, id, NoticeVersion::isTurkish));
            var next = next(caller, id, text, kind, last, mark);
            if (items.put(tenant, next)) {
              announcing.announce(tenant, next);
              return published(next);
            }
          }
          throw Fault.Conflicting.of(Conflict.CHANGED).exception();
        });
  }

  private static Published published(NoticeVersion version) {
    return new Published(
        version, NoticeLint.of(version.kind()).lacks(version.language(), version.body()));
  }

  /// @param turkish the newest version in Turkish
  private static NoticeKind judge(
      Text text, Optional<NoticeVersion> last, Optional<NoticeVersion> turkish) {
    var errors = new ArrayList<>(text.errors());
    text.kind()
        .ifPresent(kind -> {
          if (last.filter(before -> before.kind() != kind).isPresent()) {
            errors.add(new FieldError("/kind", FieldCode.FORBIDDEN));
          }
        });
    if (!text.language().equals(NoticeVersion.TURKISH)) {
      if (turkish.isEmpty()) {
        errors.add(new FieldError("/language", FieldCode.UNSUITABLE));
      } else if (text.effectiveFrom().isBefore(turkish.get().effectiveFrom())) {
        errors.add(new FieldError("/effectiveFrom", FieldCode.RANGE));
      }
    }
    if (text.kind().filter(kind -> kind == NoticeKind.PRIVACY_NOTICE).isPresent()) {
      NoticeLint.of(NoticeKind.PRIVACY_NOTICE)
          .lacks(text.language(), text.body())
          .forEach(code -> errors.add(new FieldError("/body", code)));
    }
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return text.kind().orElseThrow();
  }

  private NoticeVersion next(
      Caller caller,
      NoticeId id,
      Text text,
      NoticeKind kind,
      Optional<NoticeVersion> last,
      String mark) {
    long version = last.map(NoticeVersion::version).orElse(0L) + 1;
    if (version > NoticeItems.MOST_VERSIONS) {
      throw Fault.Conflicting.of(Conflict.IN_USE).exception();
    }
    return new NoticeVersion(
        id,
        version,
        kind,
        text.language(),
        text.title(),
        text.body(),
        sha256(text.body()),
        text.effectiveFrom(),
        clock.instant(),
        caller.actor().value(),
        mark);
  }

  static String sha256(String body) {
    return Sha256.of(body).toHex();
  }

  /// The version in force, in that language if there is one; where none is in force yet, the newest
  /// one.
  Recorded<NoticeVersion> current(Caller caller, NoticeId id, String language) {
    return reading(
        caller,
        id,
        () ->
            inForce(caller.tenant(), id, language)
                .or(() -> items.newest(caller.tenant(), id, _ -> true))
                .orElseThrow(() -> new Fault.Absent().exception()));
  }

  /// The version in force, for everyone.
  Optional<NoticeVersion> inForce(TenantId tenant, NoticeId id, String language) {
    var now = clock.instant();
    return items.newest(
        tenant,
        id,
        version ->
            version.isEffective(now)
                && (version.isTurkish() || version.language().equals(language)));
  }

  Recorded<NoticeVersion> version(Caller caller, NoticeId id, long version) {
    return reading(caller, id, () -> found(caller.tenant(), id, version));
  }

  private NoticeVersion found(TenantId tenant, NoticeId id, long version) {
    return items.read(tenant, id, version).orElseThrow(() -> new Fault.Absent().exception());
  }

  /// A version that everyone may read: its time has come.
  Optional<NoticeVersion> effective(TenantId tenant, NoticeId id, long version) {
    return items.read(tenant, id, version).filter(v -> v.isEffective(clock.instant()));
  }

  Recorded<Page<NoticeVersion>> versions(
      Caller caller, NoticeId id, int limit, Optional<String> after) {
    return reading(
        caller,
        id,
        () -> {
          var found =
              items.list(caller.tenant(), id, limit + 1, after.map(Long::parseLong).orElse(0L));
          if (found.isEmpty() && after.isEmpty()) {
            throw new Fault.Absent().exception();
          }
          var page = found.subList(0, Math.min(limit, found.size()));
          return new Page<>(
              page,
              found.size() > limit
                  ? Optional.of(Long.toString(page.getLast().version()))
                  : Optional.empty());
        });
  }

  /// Two versions, to be compared.
  Recorded<List<NoticeVersion>> both(Caller caller, NoticeId id, long from, long to) {
    return reading(
        caller,
        id,
        () -> List.of(found(caller.tenant(), id, from), found(caller.tenant(), id, to)));
  }

  /// The newest version of each notice, in the order of kinds and ids.
  Recorded<Page<NoticeVersion>> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "notice",
        () -> {
          access.require(caller, READERS);
          var tenant = caller.tenant();
          var range =
              Range.between(Table.REGISTER, NoticeItems.list(tenant), LOWEST, HIGHEST)
                  .limit(limit + 1);
          var ids = items.ids(tenant, after.map(range::after).orElse(range));
          var page = ids.subList(0, Math.min(limit, ids.size()));
          var found = new ArrayList<NoticeVersion>();
          for (var listed : page) {
            var id = new NoticeId(listed.substring(listed.indexOf('#') + 1));
            items.newest(tenant, id, _ -> true).ifPresent(found::add);
          }
          return new Page<>(
              found, ids.size() > limit ? Optional.of(page.getLast()) : Optional.empty());
        });
  }

  private <T> Recorded<T> reading(Caller caller, NoticeId id, Supplier<T> work) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target(id),
        () -> {
          access.require(caller, READERS);
          return work.get();
        });
  }

  static String target(NoticeId id) {
    return "notice/" + id;
  }
}
