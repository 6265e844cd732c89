package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.ApiCall;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A backup has a tenant's keys as they were: what was acknowledged after they were renewed comes
/// back beside it all the same.
@Tag("long")
class RenewedKeysRestoreTest extends RestoreStack {
  private final String path = "/v1/tenants/" + tenant;

  @Test
  void whatWasAcknowledgedUnderRenewedKeysIsReplayedThoughEverythingIsLost() {
    employ(4);
    var backup = shelf.make();
    var own = renewed();
    var erased = people.get(0);
    var withdrawn = people.get(1);
    var restricted = people.get(2);
    var held = people.get(3);
    dpo("dpo-1")
        .post(PEOPLE + erased + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    service("hr").post(consents(withdrawn), decision(false)).expect(201);
    service("hr")
        .post(PEOPLE + restricted + "/restrictions", "{'kind': 'DISPUTE', 'reason': 'x'}")
        .expect(201);
    dpo("dpo-1").post(PEOPLE + held + "/holds", "{'reason': 'Dava'}").expect(201);
    loseAllTables();
    generation(2);

    var restore = restored(backup);
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    assertThat(restore.at("/report/unreadable")).isEmpty();
    assertThat(restore.at("/report/impossible")).isEmpty();
    promoted(restore.path("id").asText());
    read(erased).expect(410);
    assertThat(search(0)).isEmpty();
    service("newsletter").get(PEOPLE + withdrawn + "/records/contact/main").expect(403);
    read(restricted).expect(403);
    dpo("dpo-1")
        .post(PEOPLE + held + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(409);
    assertThat(admin().get(path).expect(200).body().path("kmsKeyArn").asText()).isEqualTo(own);
  }

  /// The tenant's keys lie under a KMS key of its own from here on, and everybody has heard of it.
  private String renewed() {
    String own;
    try (var kms = stack.kms()) {
      own = kms.createKey(key -> key.multiRegion(true)).keyMetadata().arn();
    }
    admin()
        .put(
            path,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}], 'kmsKeyArn': '%s'}
            """
                .formatted(own))
        .expect(200);
    stack.advance(Duration.ofMinutes(6));
    return own;
  }

  private ApiCall admin() {
    return stack.as(stack.strongToken("platform", "root", "admin"));
  }
}
