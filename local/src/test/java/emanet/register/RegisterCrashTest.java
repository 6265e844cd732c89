package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.register.RegisterOnEdge.Answer;
import emanet.store.DyingStore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A process that dies before or after any write of the register, and whoever takes the work up.
class RegisterCrashTest {
  private static final String ACTIVITY = "/v1/activities/{code}";
  private static final String APPROVAL = "/v1/approvals/{id}";

  private final AtomicReference<DyingStore> store = new AtomicReference<>();
  private final RegisterOnEdge register =
      new RegisterOnEdge(
              real -> {
                store.set(new DyingStore(real));
                return store.get();
              })
          .withTenant();

  private Answer put(String code, String key, String period, boolean wide) {
    return register
        .dpo("PUT", ACTIVITY)
        .path("code", code)
        .header("Idempotency-Key", key)
        .body(
            Requests.ACTIVITY,
            d -> {
              d.putObject("retention").put("period", period).put("from", "CREATED");
              if (wide) {
                d.withArray("purposes").add("İkinci amaç");
              }
            })
        .call();
  }

  private Answer get(String code) {
    return register.dpo("GET", ACTIVITY).path("code", code).call();
  }

  private Answer approve(String id, String actor, String key) {
    return register
        .by(actor, "dpo", "POST", APPROVAL)
        .mfa()
        .path("id", id)
        .header("Idempotency-Key", key)
        .body("{\"decision\": \"APPROVE\"}")
        .call();
  }

  private int writesOf(Runnable work) {
    store.get().dieAt(Integer.MAX_VALUE, false);
    work.run();
    return store.get().writes();
  }

  @Test
  void aVersionIsWrittenOnceWhereverItsWriterDied() {
    assertThat(put("probe", "k1", "P9Y", false).status()).isEqualTo(201);
    int writes = writesOf(() -> put("probe", "k2", "P8Y", false));
    assertThat(writes).as("intent, archive, version").isEqualTo(3);
    for (int at = 1; at <= writes; at++) {
      for (var after : new boolean[] {false, true}) {
        var code = "crash-" + at + (after ? "-after" : "-before");
        assertThat(put(code, code + "1", "P9Y", false).status()).isEqualTo(201);
        store.get().dieAt(at, after);
        assertThat(put(code, code + "2", "P8Y", false).status()).as(code).isEqualTo(500);
        store.get().live();
        assertThat(put(code, code + "2", "P8Y", false).status()).as(code).isEqualTo(200);
        assertThat(get(code).header("ETag")).as(code).isEqualTo("\"2\"");
        assertThat(get(code).json().at("/retention/period").textValue()).isEqualTo("P8Y");
      }
    }
  }

  @Test
  void aFirstVersionIsInItsListWhereverItsWriterDied() {
    int writes = writesOf(() -> put("probe", "k1", "P9Y", false));
    for (int at = 1; at <= writes; at++) {
      var code = "first-" + at;
      store.get().dieAt(at, true);
      assertThat(put(code, code, "P9Y", false).status()).isEqualTo(500);
      store.get().live();
      var listed = register.dpo("GET", "/v1/activities").call().json().get("items").toString();
      assertThat(listed.contains("\"" + code + "\"")).isEqualTo(get(code).status() == 200);
      assertThat(put(code, code, "P9Y", false).status()).isEqualTo(201);
      assertThat(get(code).header("ETag")).isEqualTo("\"1\"");
    }
  }

  /// Before each write and after it; of one and the same write, the one is taken up by the same
  /// call and the other by another person, the next write the other way round.
  @Test
  void anApprovalIsCarriedOutOnceWhereverItStopped() {
    approvals((at, after, same) -> at % 2 == 0 == (after != same));
  }

  @Test
  @Tag("long")
  void soItIsWhoeverGoesOn() {
    approvals((_, _, _) -> true);
  }

  private interface Where {
    boolean isTried(int write, boolean after, boolean same);
  }

  private void approvals(Where where) {
    assertThat(put("probe", "k1", "P9Y", false).status()).isEqualTo(201);
    var probe = put("probe", "k2", "P9Y", true).json().get("approval").textValue();
    int writes = writesOf(() -> assertThat(approve(probe, "dpo-2", "k3").status()).isEqualTo(200));
    assertThat(writes).as("intents, claim, archive, version, close").isEqualTo(6);
    for (int at = 1; at <= writes; at++) {
      for (var after : new boolean[] {false, true}) {
        for (var same : new boolean[] {false, true}) {
          if (!where.isTried(at, after, same)) {
            continue;
          }
          var code = "approve-" + at + (after ? "-after" : "-before") + (same ? "-same" : "-other");
          died(code, at, after, same);
        }
      }
    }
  }

  /// @param same whether the same call is tried again; else another person approves anew
  private void died(String code, int at, boolean after, boolean same) {
    assertThat(put(code, code + "1", "P9Y", false).status()).isEqualTo(201);
    var id = put(code, code + "2", "P9Y", true).json().get("approval").textValue();
    store.get().dieAt(at, after);
    assertThat(approve(id, "dpo-2", code + "3").status()).as(code).isEqualTo(500);
    store.get().live();
    var again = same ? approve(id, "dpo-2", code + "3") : approve(id, "dpo-3", code + "4");
    boolean closed = at == 6 && after && !same;
    assertThat(again.status()).as(code + again).isEqualTo(closed ? 409 : 200);
    var shown = register.dpo("GET", APPROVAL).path("id", id).call().json();
    assertThat(shown.get("state").textValue()).as(code).isEqualTo("APPROVED");
    assertThat(get(code).header("ETag")).as(code).isEqualTo("\"2\"");
    assertThat(get(code).json().get("purposes")).hasSize(2);
  }
}
