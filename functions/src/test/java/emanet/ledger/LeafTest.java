package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The bytes of leaves, against vectors whose hashes another program made.
class LeafTest {
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00.123Z");
  private static final TenantId TENANT = new TenantId("acme");
  private static final String FIRST = id(0);
  private static final String SECOND = id(1);
  private static final SubjectId PERSON = new SubjectId("0123456789abcdefghjkmnpqrs");
  private static final Intent ASKED =
      Intent.of(caller("acme", "svc-1", Role.SERVICE, Role.AGENT), Action.READ)
          .under(new ActivityCode("hr-payroll"))
          .about(PERSON)
          .in(new CategoryCode("identity"))
          .at(new RecordId("main"));

  @Test
  void readOfSomeFields() throws IOException {
    var intent =
        ASKED
            .under(new ActivityCode("hr-payroll"), 3)
            .ofFields(Set.of("nationalId", "firstName"))
            .seenAs("masked");
    check("read", Leaf.ofIntent(TENANT, FIRST, intent));
  }

  @Test
  void readOfAllFieldsInTheWidestView() throws IOException {
    check("read-all", Leaf.ofIntent(TENANT, FIRST, ASKED.seenAs("WIDEST")));
  }

  @Test
  void actorOfTheDeployment() throws IOException {
    var intent =
        Intent.of(caller("platform", "ops-1", Role.ADMIN), Action.REGISTER_CHANGE)
            .towards("tenant/acme");
    check("platform", Leaf.ofIntent(TENANT, FIRST, intent));
  }

  @Test
  void nothingPersonalSlipsIn() throws IOException {
    var intent =
        Intent.of(caller("acme", "svc-1", Role.SERVICE, Role.AGENT), Action.SEARCH)
            .in(new CategoryCode("identity"))
            .ofFields(Set.of("lastName", "10000000146", "Gül Ay\",\"x\":\""))
            .seenAs("Ayşe")
            .towards("90 500 000 00 00");
    check("unfit", Leaf.ofIntent(TENANT, FIRST, intent));
  }

  @Test
  void noPartOfATargetIsSomebodysNumber() {
    for (var target :
        List.of("audit-package/10000000146", "hold/0500-000-00-00", "1/90 500 000 00 00/x")) {
      assertThat(Leaf.ofIntent(TENANT, FIRST, ASKED.towards(target)))
          .as(target)
          .contains("\"target\":\"?\"");
    }
    for (var target :
        List.of("retention/runs/2026-11-27", "tile/8/x001/x234/067", "hold/" + PERSON)) {
      assertThat(Leaf.ofIntent(TENANT, FIRST, ASKED.towards(target)))
          .contains("\"target\":\"" + target + "\"");
    }
  }

  @Test
  void outcomesNameTheirIntent() throws IOException {
    var of = new Receipt(FIRST, Leaf.hash("{}"));
    check(
        "refused",
        Leaf.ofOutcome(
            TENANT,
            SECOND,
            of,
            Outcome.REFUSED,
            OptionalLong.empty(),
            Optional.of("view-not-granted")));
    check(
        "version",
        Leaf.ofOutcome(TENANT, SECOND, of, Outcome.VERSION, OptionalLong.of(4), Optional.empty()));
  }

  @Test
  void anEntryIsFoundByItsIdAlone() {
    assertThat(Placement.key(TENANT, FIRST).partition()).isEqualTo("T#acme#E#20261101#0");
    assertThat(Placement.key(TENANT, SECOND).partition()).isEqualTo("T#acme#E#20261101#1");
    assertThat(Placement.key(TENANT, FIRST).sort()).isEqualTo(FIRST);
  }

  private static void check(String vector, String leaf) throws IOException {
    var lines = lines("leaf/" + vector + ".txt");
    assertThat("leaf: " + leaf).isEqualTo(lines[1]);
    assertThat("hash: " + Leaf.hash(leaf).toHex()).isEqualTo(lines[2]);
  }

  private static String[] lines(String name) throws IOException {
    try (var in = LeafTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }
  }

  private static String id(int tail) {
    return new Ids(
            length -> {
              var bytes = new byte[length];
              Arrays.fill(bytes, (byte) tail);
              return bytes;
            },
            InstantSource.fixed(AT))
        .ordered();
  }

  private static Caller caller(String tenant, String actor, Role... roles) {
    return new Caller(
        new TenantId(tenant),
        new ActorId(actor),
        Set.of(roles),
        Optional.empty(),
        false,
        AT.plusSeconds(60),
        "req-1");
  }
}
