package emanet.wiring;

import emanet.alerts.Alerts;
import emanet.alerts.Sends;
import emanet.alerts.WebhookSecrets;
import emanet.audit.AuditRoom;
import emanet.audit.CheckpointLetters;
import emanet.audit.Overview;
import emanet.audit.OverviewRoutes;
import emanet.audit.PackageRoutes;
import emanet.audit.Packages;
import emanet.audit.PersonPackage;
import emanet.audit.Sources;
import emanet.backups.BackupRoutes;
import emanet.backups.DrillRoutes;
import emanet.backups.RestoreRoutes;
import emanet.breaches.BreachRoom;
import emanet.breaches.BreachRoutes;
import emanet.breaches.Forgeries;
import emanet.breaches.TrailWatch;
import emanet.breaches.Watch;
import emanet.closure.ClosureRoutes;
import emanet.consents.ConsentHistory;
import emanet.consents.ConsentStanding;
import emanet.consents.Consents;
import emanet.consents.ConsentsRoutes;
import emanet.consents.CurrentConsents;
import emanet.consents.InForce;
import emanet.consents.WithdrawalListener;
import emanet.consents.Withdrawals;
import emanet.cookies.CookieRoutes;
import emanet.cookies.Cookies;
import emanet.cookies.ExpiredChoices;
import emanet.disclosures.AuthorityDisclosures;
import emanet.disclosures.DisclosureRoom;
import emanet.disclosures.DisclosuresRoutes;
import emanet.disclosures.DutiesRoutes;
import emanet.envelope.Envelope;
import emanet.glass.BreakGlass;
import emanet.glass.GlassRoutes;
import emanet.http.Authorizer;
import emanet.http.ExpiredClaims;
import emanet.http.FailureLog;
import emanet.http.Issuer;
import emanet.http.Issuers;
import emanet.http.KeySets;
import emanet.http.OutboundSource;
import emanet.http.Routes;
import emanet.http.Tokens;
import emanet.jobs.Kind;
import emanet.jobs.Slots;
import emanet.keys.BlindIndex;
import emanet.keys.KeyLoads;
import emanet.keys.Keyring;
import emanet.keys.Macs;
import emanet.ledger.AccessLog;
import emanet.ledger.AccessLogRoutes;
import emanet.ledger.Footprints;
import emanet.ledger.LedgerRoutes;
import emanet.ledger.LogExcerpts;
import emanet.ledger.LogRoutes;
import emanet.ledger.SealedLogs;
import emanet.ledger.Sealing;
import emanet.ledger.WitnessPost;
import emanet.ledger.Witnessing;
import emanet.notices.DeliveryRoutes;
import emanet.notices.NoticeLookup;
import emanet.notices.NoticeRoom;
import emanet.notices.NoticeRoutes;
import emanet.notices.PublicNoticeRoutes;
import emanet.register.Effect;
import emanet.register.Policy;
import emanet.register.Register;
import emanet.register.RegisterRoutes;
import emanet.register.Trail;
import emanet.register.replay.ReplayCopies;
import emanet.requests.ErasureOrder;
import emanet.requests.RequestsRoom;
import emanet.requests.RequestsRoutes;
import emanet.retention.Retention;
import emanet.retention.RetentionRoutes;
import emanet.subjects.AnonymousDisposal;
import emanet.subjects.AnonymousRoutes;
import emanet.subjects.Disposing;
import emanet.subjects.Erasing;
import emanet.subjects.ErasureRoutes;
import emanet.subjects.ErasureWatch;
import emanet.subjects.Expiry;
import emanet.subjects.HoldRoutes;
import emanet.subjects.Holdings;
import emanet.subjects.PersonStanding;
import emanet.subjects.RecordsRoutes;
import emanet.subjects.RestrictionRoutes;
import emanet.subjects.Safeguards;
import emanet.subjects.Subjects;
import emanet.subjects.SubjectsRoutes;
import emanet.subjects.TraceSweeps;
import emanet.values.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/// One method a function, building just what that function needs.
public final class Wiring {
  private Wiring() {}

  /// The functions of people and records.
  public static Service records(Environment environment) {
    return serving(environment, Wiring::records);
  }

  private static Routes records(Parts parts) {
    var people = people(parts);
    var subjects = Subjects.over(people);
    var consents = consents(parts, people);
    var routes = parts.routes();
    var idempotency = parts.idempotency();
    new ConsentsRoutes(
            new Consents(consents), new ConsentHistory(consents), idempotency, parts.cursors())
        .addTo(routes);
    new SubjectsRoutes(subjects, idempotency, parts.cursors(), FailureLog.standard()).addTo(routes);
    new RecordsRoutes(subjects, idempotency, parts.cursors(), FailureLog.standard()).addTo(routes);
    return routes;
  }

  /// The function of restrictions, holds and erasure.
  public static Service erasure(Environment environment) {
    return serving(environment, Wiring::erasure);
  }

  private static Routes erasure(Parts parts) {
    var safeguards = safeguards(parts);
    var routes = parts.routes();
    new RestrictionRoutes(safeguards.restrictions(), parts.idempotency()).addTo(routes);
    new HoldRoutes(safeguards.holds(), parts.idempotency()).addTo(routes);
    var erasing = erasing(parts);
    new ErasureRoutes(erasing.erasures(), parts.idempotency()).addTo(routes);
    new AnonymousRoutes(erasing.anonymous(), parts.cursors()).addTo(routes);
    new RetentionRoutes(
            retentionRoom(parts), register(parts).access(), parts.idempotency(), parts.cursors())
        .addTo(routes);
    return routes;
  }

  /// The function of proposals: what it carries out, other functions only propose.
  public static Service approvals(Environment environment) {
    return servingItself(environment, Wiring::approvals);
  }

  private static Routes approvals(Parts parts) {
    var routes = parts.routes();
    RegisterRoutes.addApprovals(
        routes, register(parts, effects(parts)), parts.idempotency(), parts.cursors());
    return routes;
  }

  /// What second persons approve, beside the register's own.
  private static List<Effect> effects(Parts parts) {
    return List.of(
        safeguards(parts).restrictions(),
        erasing(parts).erasures(),
        new AuthorityDisclosures(disclosureRoom(parts).disclosures()),
        breachRoom(parts).notifications(),
        auditRoom(parts).packages(),
        Closing.room(parts).closures(),
        Safekeeping.restores(parts),
        glass(parts));
  }

  /// The function of broken glasses.
  public static Service breakGlass(Environment environment) {
    return servingItself(environment, Wiring::brokenGlasses);
  }

  private static Routes brokenGlasses(Parts parts) {
    var routes = parts.routes();
    new GlassRoutes(glass(parts), parts.idempotency(), parts.cursors()).addTo(routes);
    return routes;
  }

  private static BreakGlass glass(Parts parts) {
    var register = register(parts);
    return new BreakGlass(
        new BreakGlass.Needs(
            parts.store(),
            new Trail(parts.ledger()),
            register.tenants(),
            register.proposals(),
            register.access(),
            parts.documentSeal(),
            sends(parts),
            Late.of(() -> Subjects.over(people(parts)).records()),
            parts.clock()));
  }

  /// The function of disclosures, and of the duties around transfers.
  public static Service disclosures(Environment environment) {
    return serving(environment, Wiring::disclosures);
  }

  private static Routes disclosures(Parts parts) {
    var room = disclosureRoom(parts);
    var routes = parts.routes();
    new DisclosuresRoutes(room, parts.idempotency(), parts.cursors()).addTo(routes);
    new DutiesRoutes(room, parts.idempotency(), parts.cursors()).addTo(routes);
    return routes;
  }

  /// The function of breaches.
  public static Service breaches(Environment environment) {
    return servingItself(environment, Wiring::breaches);
  }

  private static Routes breaches(Parts parts) {
    var room = breachRoom(parts);
    var routes = parts.routes();
    BreachRoutes.addTo(routes, room, parts.idempotency(), parts.cursors(), parts.clock());
    return routes;
  }

  private static BreachRoom breachRoom(Parts parts) {
    return BreachRoom.over(
        new BreachRoom.Needs(
            parts.store(),
            parts.ledger(),
            new Footprints(parts.store(), parts.fragments()),
            new Keyring(parts.store(), parts.tenants(), parts.randomness()),
            new Envelope(),
            register(parts),
            parts.documentSeal(),
            new PersonStanding(parts.store()),
            sends(parts),
            Late.of(() -> Sending.delivery(parts, register(parts).tenants())),
            Sending.topics(parts, register(parts).tenants()),
            parts.jobs(),
            kinds -> parts.worker(parts.jobs(), kinds),
            (tenant, what, id) -> FailureLog.standard().late(what, tenant + "/" + id),
            parts.clock()));
  }

  /// What is due, of every room.
  public static Service audit(Environment environment) {
    return serving(environment, Wiring::audit);
  }

  private static Routes audit(Parts parts) {
    var register = register(parts);
    var sources =
        Sources.of(
            register,
            safeguards(parts).holds(),
            disclosureRoom(parts),
            room(parts, ErasureOrder.none()),
            noticeRoom(parts),
            retentionRoom(parts),
            breachRoom(parts),
            sends(parts));
    var routes = parts.routes();
    new OverviewRoutes(
            new Overview(sources, register.access(), new Trail(parts.ledger()), parts.clock()))
        .addTo(routes);
    new PackageRoutes(auditRoom(parts), parts.idempotency()).addTo(routes);
    new ClosureRoutes(Closing.room(parts), parts.idempotency()).addTo(routes);
    return routes;
  }

  static AuditRoom auditRoom(Parts parts) {
    var keyring = new Keyring(parts.store(), parts.tenants(), parts.randomness());
    var envelope = new Envelope();
    var register = register(parts);
    var signer = parts.certificateSigner();
    var holdings = new Holdings(parts.store(), keyring, envelope);
    var packages =
        new Packages.Needs(
            parts.jobs(),
            parts.packageBuckets(),
            new PersonPackage(holdings, parts.ledger(), signer, parts.clock()),
            register.proposals(),
            register.access(),
            new Trail(parts.ledger()),
            parts.clock());
    return AuditRoom.over(
        new AuditRoom.Needs(
            parts.store(),
            parts.documentSeal(),
            register,
            keyring,
            envelope,
            safeguards(parts).holds(),
            parts.ledger(),
            parts.randomness(),
            tenant -> Closing.returner(tenant, parts),
            logExcerpts(parts),
            signer,
            kinds -> parts.worker(parts.jobs(), kinds),
            packages));
  }

  private static LogExcerpts logExcerpts(Parts parts) {
    return new LogExcerpts(
        parts.store(),
        parts.ledgerObjects(),
        parts.environment().region(),
        parts.ledgerNeighbour(),
        parts.ledgerSigner(),
        parts.environment().ledgerOrigin());
  }

  private static DisclosureRoom disclosureRoom(Parts parts) {
    var keyring = new Keyring(parts.store(), parts.tenants(), parts.randomness());
    var envelope = new Envelope();
    return DisclosureRoom.over(
        new DisclosureRoom.Needs(
            parts.store(),
            parts.ledger(),
            policy(parts),
            register(parts),
            new PersonStanding(parts.store()),
            keyring,
            envelope,
            sends(parts),
            new WebhookSecrets(parts.store(), new Macs(parts.tenants()), parts.clock()),
            parts.clock()));
  }

  /// Erasure, with the rooms that need something of a person beyond it.
  private static Erasing erasing(Parts parts) {
    var environment = parts.environment();
    var tenants = register(parts).tenants();
    var people = people(parts);
    return Erasing.over(
        people,
        new Erasing.Needs(
            register(parts).proposals(),
            parts.jobs(),
            parts.replayRecords(),
            parts.documentSeal(),
            parts.certificateSigner(),
            Safekeeping.copiesOfKeys(parts),
            new Macs(parts.tenants()),
            new TenantErasureLimits(tenants),
            RequestsRoom.accepted(parts.store(), people.keyring(), people.envelope())::require,
            List.of(disclosureRoom(parts).erasures()),
            environment.horizon(),
            (tenant, job) -> FailureLog.standard().late("erasure not final", job)));
  }

  /// Retention, with what withdrawals of consent have left.
  private static Retention retentionRoom(Parts parts) {
    var people = people(parts);
    var standing = standing(parts);
    var tenants = register(parts).tenants();
    var withdrawals =
        new Withdrawals(parts.store(), Disposing.over(people, standing).withdrawals());
    var expiry = Expiry.over(people, standing);
    return new Retention(
        new Retention.Needs(
            parts.store(),
            parts.ledger(),
            expiry,
            AnonymousDisposal.over(
                people, parts.documentSeal(), new TenantErasureLimits(tenants), expiry),
            parts.jobs(),
            kinds -> parts.worker(parts.jobs(), kinds),
            new TenantDisposalInterval(tenants),
            (tenant, what) -> FailureLog.standard().late("retention", tenant + "/" + what),
            (caller, after) -> withdrawals.takeUp(caller, after).next(),
            parts.clock()));
  }

  /// The function that starts runs of retention.
  public static RetentionSchedule retention(Environment environment) {
    var parts = Parts.of(environment);
    var slots = new Slots(parts.store(), parts.ids(), parts.clock(), environment.region());
    return new RetentionSchedule(
        register(parts).tenants(), retentionRoom(parts), parts.jobs(), slots);
  }

  private static Safeguards safeguards(Parts parts) {
    return Safeguards.over(people(parts), register(parts).proposals(), parts.replayRecords());
  }

  static Subjects.Needs people(Parts parts) {
    return new Subjects.Needs(
        parts.store(),
        parts.ledger(),
        policy(parts),
        parts.tenants(),
        new Keyring(parts.store(), parts.tenants(), parts.randomness()),
        new BlindIndex(parts.tenants()),
        new Envelope(),
        new TenantSearchLimits(register(parts).tenants()),
        parts.ids(),
        parts.clock());
  }

  /// The check that every call on data passes.
  private static Policy policy(Parts parts) {
    var consents = new InForce(parts.store(), register(parts).recipients());
    return Policy.over(parts.store(), parts.documentSeal(), consents, parts.clock());
  }

  private static Consents.Needs consents(Parts parts, Subjects.Needs people) {
    var withdrawals = Disposing.over(people, standing(parts)).withdrawals();
    return consents(parts, people, withdrawals);
  }

  private static Consents.Needs consents(
      Parts parts, Subjects.Needs people, WithdrawalListener listener) {
    return new Consents.Needs(
        parts.store(),
        new Trail(parts.ledger()),
        people.policy(),
        register(parts),
        new PersonStanding(parts.store()),
        new NoticeLookup(parts.store(), parts.clock()),
        people.keyring(),
        people.envelope(),
        listener,
        parts.replayRecords(),
        parts.clock());
  }

  static ConsentStanding standing(Parts parts) {
    return new CurrentConsents(parts.store(), register(parts));
  }

  /// The function of the register.
  public static Service register(Environment environment) {
    return serving(environment, Wiring::registered);
  }

  private static Routes registered(Parts parts) {
    var routes = parts.routes();
    RegisterRoutes.addTo(routes, register(parts), parts.idempotency(), parts.cursors());
    return routes;
  }

  /// The function of applications under Art. 11.
  public static Service requests(Environment environment) {
    return serving(environment, Wiring::requests);
  }

  private static Routes requests(Parts parts) {
    var routes = parts.routes();
    var room = room(parts, ErasureOrder.by(erasing(parts).ordered()));
    new RequestsRoutes(room, parts.idempotency(), parts.cursors(), parts.clock()).addTo(routes);
    return routes;
  }

  /// The function of notices and their deliveries.
  public static Service notices(Environment environment) {
    return serving(environment, Wiring::notices);
  }

  private static Routes notices(Parts parts) {
    var room = noticeRoom(parts);
    var routes = parts.routes();
    new NoticeRoutes(room, parts.idempotency(), parts.cursors()).addTo(routes);
    new DeliveryRoutes(room, parts.idempotency(), parts.cursors()).addTo(routes);
    return routes;
  }

  /// The function of what needs no token.
  public static Service open(Environment environment) {
    var parts = Parts.of(environment);
    var routes = parts.routes();
    new PublicNoticeRoutes(noticeRoom(parts)).addTo(routes);
    new CookieRoutes(
            new Cookies(
                parts.store(),
                new NoticeLookup(parts.store(), parts.clock()),
                register(parts).tenants(),
                parts.ids(),
                parts.clock()))
        .addTo(routes);
    return open(parts, routes);
  }

  private static NoticeRoom noticeRoom(Parts parts) {
    return NoticeRoom.over(
        parts.store(),
        parts.documentSeal(),
        new Trail(parts.ledger()),
        policy(parts),
        register(parts),
        new PersonStanding(parts.store()),
        sends(parts),
        parts.clock());
  }

  /// The function that looks after open applications.
  public static RequestDeadlines deadlines(Environment environment) {
    var parts = Parts.of(environment);
    var slots = new Slots(parts.store(), parts.ids(), parts.clock(), environment.region());
    var room = room(parts, ErasureOrder.by(erasing(parts).ordered()));
    return new RequestDeadlines(register(parts).tenants(), room.deadlines(), slots, parts.clock());
  }

  private static Sends sends(Parts parts) {
    return Alerts.sends(
        parts.store(),
        new Keyring(parts.store(), parts.tenants(), parts.randomness()),
        new Envelope(),
        parts.randomness(),
        parts.clock());
  }

  private static RequestsRoom room(Parts parts, ErasureOrder erasures) {
    var people = people(parts);
    return RequestsRoom.over(
        new RequestsRoom.Needs(
            parts.store(),
            parts.ledger(),
            people.keyring(),
            people.index(),
            people.envelope(),
            register(parts),
            Subjects.over(people).writes(),
            safeguards(parts).restrictions(),
            sends(parts),
            disclosureRoom(parts),
            erasures,
            parts.clock()));
  }

  /// The function that shows the ledger.
  public static Service ledger(Environment environment) {
    return serving(environment, Wiring::ledger);
  }

  private static Routes ledger(Parts parts) {
    var routes = parts.routes();
    new LedgerRoutes(parts.ledger(), parts.cursors(), parts.clock()).addTo(routes);
    new LogRoutes(parts.ledger(), sealedLogs(parts)).addTo(routes);
    var accessLog = new AccessLog(parts.store(), parts.fragments());
    new AccessLogRoutes(parts.ledger(), accessLog, parts.cursors(), parts.clock()).addTo(routes);
    // the ledger's room cannot see the register's
    return parts.routes().guarding(routes, parts.access()::require);
  }

  private static SealedLogs sealedLogs(Parts parts) {
    return new SealedLogs(
        parts.store(),
        parts.ledgerObjects(),
        parts.environment().region(),
        parts.ledgerSigner(),
        parts.environment().ledgerOrigin());
  }

  /// The function that says who calls.
  public static Authorizer authorizer(Environment environment) {
    var parts = Parts.of(environment);
    var tenants = register(parts).tenants();
    var deployment =
        new Issuer(environment.issuer(), environment.jwksUri(), EnumSet.allOf(Role.class));
    var keys = new KeySets(OutboundSource.load(environment.variables()), parts.clock());
    var tokens =
        new Tokens(
            deployment,
            tenant ->
                tenants
                    .trusted(tenant)
                    .map(known ->
                        new Issuers.Registered(
                            known.issuers().stream().map(Wiring::issuer).toList(), known.frozen())),
            keys,
            parts.clock(),
            new Forgeries(parts.store(), parts.clock())::count);
    return new Authorizer(tokens, FailureLog.standard());
  }

  private static Issuer issuer(emanet.register.Tenant.TrustedIssuer issuer) {
    return new Issuer(issuer.iss(), issuer.jwksUri(), issuer.roles());
  }

  /// The function that says whether the deployment is well.
  public static Service health(Environment environment) {
    var parts = Parts.of(environment);
    var routes = parts.routes();
    new HealthRoutes(
            new Health(
                parts.store(), Clients.kms(environment), environment.kmsKey(), parts.clock()))
        .addTo(routes);
    return open(parts, routes);
  }

  /// The function that seals the ledger.
  public static Seal seal(Environment environment) {
    var parts = Parts.of(environment);
    var sealing =
        new Sealing(
            parts.store(),
            parts.ledgerObjects(),
            environment.region(),
            parts.ledgerNeighbour(),
            parts.ledgerSigner(),
            environment.ledgerOrigin(),
            parts.clock());
    return new Seal(
        register(parts).tenants(),
        sealing,
        environment.sealing(),
        environment.region(),
        parts.clock());
  }

  /// The function that has witnesses cosign what is sealed.
  public static WitnessSchedule witness(Environment environment) {
    var parts = Parts.of(environment);
    var outbound = OutboundSource.load(environment.variables());
    var witnessing =
        new Witnessing(
            parts.store(),
            parts.ledgerObjects(),
            environment.region(),
            environment.witnesses(),
            (address, body) ->
                outbound
                    .ask(address, body)
                    .map(answer -> new WitnessPost.Answer(answer.status(), answer.body())),
            environment.witnessing(),
            parts.clock());
    return new WitnessSchedule(
        register(parts).tenants(), witnessing, environment.region(), parts.clock());
  }

  /// The function that asks whether messages would go out.
  public static ReadinessCheck readiness(Environment environment) {
    return new ReadinessCheck(
        Sending.readiness(environment), environment.region(), ClockSource.of(environment));
  }

  /// The function that clears away what has expired.
  public static Sweep sweep(Environment environment) {
    var parts = Parts.of(environment);
    var tenants = register(parts).tenants();
    return new Sweep(
        tenants,
        new ExpiredClaims(parts.store(), parts.clock()),
        new ExpiredChoices(parts.store(), tenants::since, parts.clock()),
        parts.fragments(),
        new KeyLoads(parts.store(), parts.ids()),
        new ErasureWatch(parts.store(), parts.clock()),
        Sending.topics(parts, tenants),
        parts.clock());
  }

  /// The function that delivers what is queued.
  public static Deliveries deliveries(Environment environment) {
    var parts = Parts.of(environment);
    var tenants = register(parts).tenants();
    return new Deliveries(tenants, Sending.delivery(parts, tenants));
  }

  /// The function that goes on with unfinished jobs.
  public static Work worker(Environment environment) {
    var parts = Parts.of(environment);
    return new Work(register(parts).tenants(), parts.worker(parts.jobs(), kinds(parts)));
  }

  /// Every kind of job: a room adds its own here.
  private static List<Kind> kinds(Parts parts) {
    var kinds = new ArrayList<Kind>(erasing(parts).kinds());
    kinds.add(retentionRoom(parts).runs());
    kinds.addAll(breachRoom(parts).kinds());
    kinds.addAll(auditRoom(parts).kinds());
    kinds.addAll(Closing.room(parts).kinds());
    kinds.add(new TraceSweeps(parts.store(), parts.clock()));
    kinds.add(new ReplayCopies(parts.replayRecords(), parts.clock()));
    return kinds;
  }

  /// The function of operations: backups, restores, drills.
  public static Service operations(Environment environment) {
    return servingItself(environment, Wiring::operations);
  }

  private static Routes operations(Parts parts) {
    var routes = parts.routes();
    new BackupRoutes(Safekeeping.backups(parts), parts.idempotency(), parts.cursors())
        .addTo(routes);
    new RestoreRoutes(Safekeeping.restores(parts), parts.idempotency(), parts.cursors())
        .addTo(routes);
    new DrillRoutes(Safekeeping.drills(parts), parts.idempotency(), parts.cursors()).addTo(routes);
    return routes;
  }

  /// The function that watches the ledgers, and sends their checkpoints.
  public static WatchSchedule watch(Environment environment) {
    var parts = Parts.of(environment);
    var tenants = register(parts).tenants();
    var suspicions = breachRoom(parts).suspicions();
    return new WatchSchedule(
        tenants,
        new Watch(
            parts.store(),
            new Footprints(parts.store(), parts.fragments()),
            logExcerpts(parts),
            suspicions,
            parts.clock()),
        new TrailWatch(
            new TrailWatch.Needs(
                parts.store(),
                new TrailWatch.Source(
                    parts.trailObjects(),
                    environment.required("EMANET_TRAIL_PREFIX"),
                    environment.region()),
                new KeyLoads(parts.store(), parts.ids()),
                parts.tenants(),
                suspicions,
                (tenant, what, id) -> FailureLog.standard().late(what, tenant + "/" + id),
                parts.clock())),
        new CheckpointLetters(sealedLogs(parts), tenants, sends(parts), parts.clock()),
        Safekeeping.backups(parts)::late,
        new Slots(parts.store(), parts.ids(), parts.clock(), environment.region()),
        environment.region(),
        parts.clock());
  }

  /// The function that makes backups.
  public static Continuity continuity(Environment environment) {
    var parts = Parts.of(environment);
    var backups = Safekeeping.backups(parts);
    return new Continuity(
        backups,
        parts.worker(parts.jobs(), List.of(backups.kind())),
        new Slots(parts.store(), parts.ids(), parts.clock(), environment.region()));
  }

  /// The function that brings them back: over the tables in use also while it has them frozen.
  public static Restoration restoration(Environment environment) {
    var parts = Parts.thawed(environment);
    var restores = Safekeeping.restores(parts);
    var drills = Safekeeping.drills(parts);
    return new Restoration(
        parts.worker(parts.jobs(), restores.kinds()),
        restores,
        parts.worker(parts.jobs(), List.of(drills.kind())),
        drills,
        new Slots(parts.store(), parts.ids(), parts.clock(), environment.region()),
        parts.clock());
  }

  static Register register(Parts parts) {
    return register(parts, List.of());
  }

  private static Register register(Parts parts, List<Effect> effects) {
    return new Register(
        parts.store(),
        parts.documentSeal(),
        parts.tenants(),
        parts.ledger(),
        parts.clock(),
        parts.environment().hostedAbroad(),
        new NoticeLookup(parts.store(), parts.clock()),
        effects,
        parts.changeCopies());
  }

  /// A function whose calls are each about one tenant.
  private static Service serving(Environment environment, Function<Parts, Routes> rooms) {
    return serving(environment, Tenancy.Serves.TENANTS, rooms);
  }

  /// The same, but for the deployment's own callers: what they ask of it may concern several
  /// tenants, and is done as the function itself.
  private static Service servingItself(Environment environment, Function<Parts, Routes> rooms) {
    return serving(environment, Tenancy.Serves.DEPLOYMENT_ITSELF, rooms);
  }

  private static Service serving(
      Environment environment, Tenancy.Serves serves, Function<Parts, Routes> rooms) {
    var tenancy = new Tenancy(environment, Clients.http(), serves, rooms);
    return new Service(
        tenancy.endpoint(),
        () -> {
          tenancy.prepare();
          rehearsal(environment).play(tenancy.store());
        },
        tenancy::forget);
  }

  /// A function that is called without a token, by whoever it may be.
  private static Service open(Parts parts, Routes routes) {
    return new Service(
        parts.endpoint(routes),
        () -> rehearsal(parts.environment()).play(parts.store()),
        parts.tenants()::clear);
  }

  /// Every function that serves requests rehearses the same: what they share is most of what they
  /// run. Strong reads go over the network, so that the way there is in the snapshot, too. The rest
  /// is played on parts of its own, which reach no AWS, and by a role that is none.
  static Rehearsal rehearsal(Environment environment) {
    var variables = new HashMap<>(environment.variables());
    variables.putIfAbsent("EMANET_DATA_ROLE", "arn:aws:iam::000000000000:role/rehearsal");
    var played = new Environment(variables);
    var http = new StandIn();
    var records = new Tenancy(played, http, Tenancy.Serves.TENANTS, Wiring::records);
    return new Rehearsal(
        new Tenancy(played, http, Tenancy.Serves.TENANTS, Wiring::registered).endpoint(),
        records.endpoint(),
        records::forget);
  }
}
