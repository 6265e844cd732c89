package emanet.disclosures;

import emanet.disclosures.Checked.Passage;
import emanet.disclosures.Part.Covered;
import emanet.disclosures.Wish.Wanted;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.fault.Refusal;
import emanet.keys.Keyring;
import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.Filed;
import emanet.register.Granted;
import emanet.register.KnownPeople;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.Question;
import emanet.register.Recipient;
import emanet.register.RecipientGroup;
import emanet.register.Register;
import emanet.register.TransferMechanism;
import emanet.store.Item;
import emanet.store.Key;
import emanet.subjects.PersonMarks;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Istanbul;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether data may be passed on, in the order of every call: what forbids it (403), who is not
/// there (404, 410), what is wrong with what was sent (422).
final class DisclosureCheck {
  private static final int LONGEST_REFERENCE = 200;
  private static final int LONGEST_TEXT = 2000;

  private final Policy policy;
  private final Register register;
  private final KnownPeople people;
  private final InstantSource clock;

  DisclosureCheck(Policy policy, Register register, KnownPeople people, InstantSource clock) {
    this.policy = policy;
    this.register = register;
    this.people = people;
    this.clock = clock;
  }

  /// What has to be read strongly.
  Set<Key> keysFor(Caller caller, Wish wish) {
    var tenant = caller.tenant();
    var keys = new HashSet<Key>();
    var categories = new HashSet<CategoryCode>();
    wish.items()
        .forEach(item ->
            item.categories().forEach(c -> CategoryCode.parse(c).ifPresent(categories::add)));
    keys.addAll(policy.keysFor(caller, wish.activity(), categories, Optional.empty()));
    keys.add(register.tenants().key(tenant));
    if (emanet.register.Recipients.id(wish.recipient()).isPresent()) {
      keys.add(register.recipients().key(tenant, wish.recipient()));
    }
    for (var item : wish.items()) {
      SubjectId.parse(item.subject())
          .ifPresent(subject -> {
            keys.addAll(people.keysFor(tenant, subject));
            keys.addAll(policy.keysFor(caller, wish.activity(), Set.of(), Optional.of(subject)));
          });
    }
    return keys;
  }

  /// @throws emanet.fault.FaultException what speaks against it
  Checked check(Caller caller, Wish wish, Map<Key, Item> read) {
    var granted = new ArrayList<List<Granted>>();
    for (var item : wish.items()) {
      granted.add(granted(caller, wish, item, read));
    }
    var activity = granted.getFirst().getFirst().activity();
    var recipient = recipient(caller.tenant(), wish, activity, read);
    var named = wish.mechanism().flatMap(TransferMechanism::parse);
    var today = LocalDate.ofInstant(clock.instant(), Istanbul.ZONE);
    var basis = activity.value().legalBasis();
    var mechanism = Transfer.mechanism(recipient.value(), named, basis, today);
    var subjects = living(caller.tenant(), wish, read);
    judge(wish, recipient.value(), granted);
    var passages = new ArrayList<Passage>();
    for (int i = 0; i < wish.items().size(); i++) {
      passages.add(
          passage(caller.tenant(), i, wish.items().get(i), subjects.get(i), granted.get(i), read));
    }
    return new Checked(
        activity,
        recipient,
        mechanism,
        passages,
        Disclosure.Paper.of(wish.document(), wish.article()),
        register.tenants().settings(caller.tenant(), read).occasional());
  }

  private List<Granted> granted(Caller caller, Wish wish, Wanted item, Map<Key, Item> read) {
    var tenant = caller.tenant();
    var subject = SubjectId.parse(item.subject());
    var groups = groups(tenant, wish, subject, read);
    var all = new ArrayList<Granted>();
    for (var code : item.categories()) {
      var category =
          CategoryCode.parse(code)
              .orElseThrow(() -> new Fault.Refused(Refusal.CATEGORY).exception());
      var fields = Set.copyOf(item.fields().getOrDefault(code, List.of()));
      // nobody's id asks as anybody else would, so that it is refused before it is absent
      var whose = subject.orElse(NOBODY);
      all.add(
          policy.check(
              new Question(
                  caller,
                  wish.activity(),
                  Operation.DISCLOSE,
                  whose,
                  category,
                  fields,
                  Optional.empty()),
              read,
              groups));
      PersonMarks.of(read, tenant, whose).requireOpen(caller, whose, wish.activity(), category);
    }
    return all;
  }

  private static final SubjectId NOBODY = new SubjectId("0".repeat(26));

  private Set<String> groups(
      TenantId tenant, Wish wish, Optional<SubjectId> subject, Map<Key, Item> read) {
    var known = subject.map(id -> people.known(read, tenant, id));
    var groups =
        known.filter(k -> k.standing() == KnownPeople.Standing.LIVING).isPresent()
            ? known.get().groups()
            : policy
                .activity(tenant, read, wish.activity())
                .map(Filed::value)
                .map(Activity::subjectGroups)
                .orElse(Set.of());
    return groups.stream().map(Enum::name).collect(Collectors.toSet());
  }

  private Filed<Recipient> recipient(
      TenantId tenant, Wish wish, Filed<Activity> activity, Map<Key, Item> read) {
    var recipient =
        emanet.register.Recipients.id(wish.recipient())
            .flatMap(id -> register.recipients().parse(tenant, id, read))
            .orElseThrow(() -> new Fault.Refused(Refusal.RECIPIENT_UNKNOWN).exception());
    if (!activity.value().recipients().contains(recipient.code())) {
      throw new Fault.Refused(Refusal.RECIPIENT).exception();
    }
    return recipient;
  }

  private List<SubjectId> living(TenantId tenant, Wish wish, Map<Key, Item> read) {
    var subjects = new ArrayList<SubjectId>();
    for (var item : wish.items()) {
      var subject =
          SubjectId.parse(item.subject()).orElseThrow(() -> new Fault.Absent().exception());
      people.known(read, tenant, subject).requireLiving();
      subjects.add(subject);
    }
    return subjects;
  }

  private static void judge(Wish wish, Recipient recipient, List<List<Granted>> granted) {
    var errors = new ArrayList<FieldError>();
    wish.mechanism()
        .ifPresent(code -> {
          if (TransferMechanism.parse(code).isEmpty()) {
            errors.add(new FieldError("/mechanism", FieldCode.UNKNOWN));
          } else if (!recipient.abroad()) {
            errors.add(new FieldError("/mechanism", FieldCode.UNSUITABLE));
          }
        });
    boolean authority = recipient.group() == RecipientGroup.AUTHORITY;
    text(errors, "/document", wish.document(), authority, LONGEST_TEXT);
    text(errors, "/article", wish.article(), authority, LONGEST_TEXT);
    var people = new HashSet<String>();
    for (int i = 0; i < wish.items().size(); i++) {
      var item = wish.items().get(i);
      var at = "/items/" + i;
      if (!people.add(item.subject())) {
        errors.add(new FieldError(at + "/subject", FieldCode.DUPLICATE));
      }
      if (new HashSet<>(item.categories()).size() < item.categories().size()) {
        errors.add(new FieldError(at + "/categories", FieldCode.DUPLICATE));
      }
      text(errors, at + "/recipientRef", item.reference(), false, LONGEST_REFERENCE);
      judgeFields(errors, at, item, granted.get(i));
    }
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
  }

  private static void judgeFields(
      List<FieldError> errors, String at, Wanted item, List<Granted> granted) {
    var categories =
        granted.stream()
            .map(Granted::category)
            .collect(Collectors.toMap(c -> c.code().value(), Category::fields, (one, _) -> one));
    item.fields()
        .forEach((code, fields) -> {
          var known = categories.get(code);
          if (known == null) {
            errors.add(new FieldError(at + "/fields", FieldCode.UNKNOWN));
          } else if (fields.isEmpty()) {
            errors.add(new FieldError(at + "/fields/" + code, FieldCode.MISSING));
          } else if (!known.keySet().containsAll(fields)) {
            errors.add(new FieldError(at + "/fields/" + code, FieldCode.UNKNOWN));
          }
        });
  }

  private static void text(
      List<FieldError> errors, String at, Optional<String> text, boolean needed, int longest) {
    if (text.isEmpty() ? needed : text.get().isBlank()) {
      errors.add(new FieldError(at, FieldCode.MISSING));
    } else if (text.filter(t -> t.length() > longest).isPresent()) {
      errors.add(new FieldError(at, FieldCode.LENGTH));
    }
  }

  private static Passage passage(
      TenantId tenant,
      int index,
      Wanted item,
      SubjectId subject,
      List<Granted> granted,
      Map<Key, Item> read) {
    var covered =
        granted.stream().map(g -> new Covered(g.category().code(), g.fields(), g.view())).toList();
    var keys = Optional.ofNullable(read.get(Keyring.item(tenant, subject)));
    return new Passage(
        index,
        subject,
        Keyring.parse(tenant, subject, keys.orElseThrow(() -> new Fault.Absent().exception())),
        covered,
        item.reference());
  }
}
