package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

class KmsTest {
  private static final Map<String, String> CONTEXT = Map.of("tenant", "acme", "purpose", "test");

  private final KmsClient frankfurt = TestEdge.client(KmsClient.builder(), "eu-central-1");
  private final KmsClient ireland = TestEdge.client(KmsClient.builder(), "eu-west-1");

  private KeyMetadata key() {
    return frankfurt.createKey(r -> r.multiRegion(true).description("test")).keyMetadata();
  }

  private GenerateDataKeyResponse dataKey(String id) {
    return frankfurt.generateDataKey(
        r -> r.keyId(id).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
  }

  private static DecryptRequest decrypt(SdkBytes blob, Map<String, String> context) {
    return DecryptRequest.builder().ciphertextBlob(blob).encryptionContext(context).build();
  }

  @Test
  void aDataKeyOpensUnderItsContextOnly() {
    var made = dataKey(key().keyId());
    assertThat(made.plaintext().asByteArray()).hasSize(32);
    assertThat(frankfurt.decrypt(decrypt(made.ciphertextBlob(), CONTEXT)).plaintext())
        .isEqualTo(made.plaintext());
    for (var wrong :
        List.of(
            Map.<String, String>of(),
            Map.of("tenant", "acme"),
            Map.of("tenant", "acme", "purpose", "other"),
            Map.of("tenant", "acme", "purpose", "test", "more", "x"),
            Map.of("tenantacme", "", "purpose", "test"))) {
      assertThatThrownBy(() -> frankfurt.decrypt(decrypt(made.ciphertextBlob(), wrong)))
          .isInstanceOf(InvalidCiphertextException.class);
    }
  }

  @Test
  void everyChangedByteOfACiphertextIsSeen() {
    var made = dataKey(key().keyId());
    var blob = made.ciphertextBlob().asByteArray();
    for (var i = 0; i < blob.length; i++) {
      var changed = blob.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> frankfurt.decrypt(decrypt(SdkBytes.fromByteArray(changed), CONTEXT)))
          .isInstanceOf(KmsException.class);
    }
    assertThatThrownBy(() -> frankfurt.decrypt(decrypt(SdkBytes.fromUtf8String("x"), CONTEXT)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void aMultiRegionKeyServesWhereItIsReplicated() {
    var key = key();
    var made = dataKey(key.keyId());
    assertThat(key.keyId()).startsWith("mrk-");
    assertThatThrownBy(() -> ireland.decrypt(decrypt(made.ciphertextBlob(), CONTEXT)))
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    var replica =
        frankfurt
            .replicateKey(r -> r.keyId(key.keyId()).replicaRegion("eu-west-1"))
            .replicaKeyMetadata();
    assertThat(replica.arn()).contains(":eu-west-1:").endsWith(key.keyId());
    assertThat(replica.multiRegionConfiguration().multiRegionKeyType())
        .isEqualTo(MultiRegionKeyType.REPLICA);
    assertThat(ireland.decrypt(decrypt(made.ciphertextBlob(), CONTEXT)).plaintext())
        .isEqualTo(made.plaintext());
    assertThatThrownBy(
            () -> frankfurt.replicateKey(r -> r.keyId(key.keyId()).replicaRegion("eu-west-1")))
        .isInstanceOf(AlreadyExistsException.class);
  }

  @Test
  void aKeyOfOneRegionStaysThere() {
    var key = frankfurt.createKey().keyMetadata();
    assertThat(key.multiRegion()).isFalse();
    assertThatThrownBy(() -> ireland.describeKey(r -> r.keyId(key.keyId())))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> frankfurt.replicateKey(r -> r.keyId(key.keyId()).replicaRegion("eu-west-1")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aDisabledKeyDoesNothingInItsRegionUntilItIsEnabled() {
    var key = key();
    frankfurt.replicateKey(r -> r.keyId(key.keyId()).replicaRegion("eu-west-1"));
    var made = dataKey(key.keyId());
    frankfurt.disableKey(r -> r.keyId(key.keyId()));
    assertThatThrownBy(() -> frankfurt.decrypt(decrypt(made.ciphertextBlob(), CONTEXT)))
        .isInstanceOf(DisabledException.class);
    assertThatThrownBy(() -> dataKey(key.keyId())).isInstanceOf(DisabledException.class);
    assertThat(ireland.decrypt(decrypt(made.ciphertextBlob(), CONTEXT)).plaintext())
        .isEqualTo(made.plaintext());
    frankfurt.enableKey(r -> r.keyId(key.keyId()));
    assertThat(frankfurt.decrypt(decrypt(made.ciphertextBlob(), CONTEXT)).plaintext())
        .isEqualTo(made.plaintext());
  }

  @Test
  void aKeyPendingDeletionDoesNothingAndComesBackDisabled() {
    var id = key().keyId();
    var made = dataKey(id);
    frankfurt.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
    assertThatThrownBy(() -> frankfurt.decrypt(decrypt(made.ciphertextBlob(), CONTEXT)))
        .isInstanceOf(KmsInvalidStateException.class);
    assertThatThrownBy(() -> frankfurt.enableKey(r -> r.keyId(id)))
        .isInstanceOf(KmsInvalidStateException.class);
    assertThat(frankfurt.describeKey(r -> r.keyId(id)).keyMetadata().keyState())
        .isEqualTo(KeyState.PENDING_DELETION);
    frankfurt.cancelKeyDeletion(r -> r.keyId(id));
    assertThat(frankfurt.describeKey(r -> r.keyId(id)).keyMetadata().keyState())
        .isEqualTo(KeyState.DISABLED);
    assertThatThrownBy(() -> frankfurt.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(6)))
        .isInstanceOf(KmsException.class);
  }

  @Test
  void anAliasLeadsToItsKeyInItsRegion() {
    var key = key();
    var alias = "alias/test-" + UUID.randomUUID();
    frankfurt.createAlias(r -> r.aliasName(alias).targetKeyId(key.keyId()));
    assertThat(dataKey(alias).keyId()).isEqualTo(key.arn());
    assertThat(dataKey("arn:aws:kms:eu-central-1:000000000000:" + alias).keyId())
        .isEqualTo(key.arn());
    assertThat(dataKey(key.arn()).keyId()).isEqualTo(key.arn());
    assertThatThrownBy(() -> ireland.describeKey(r -> r.keyId(alias)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> frankfurt.createAlias(r -> r.aliasName(alias).targetKeyId(key.keyId())))
        .isInstanceOf(AlreadyExistsException.class);
    var other = key();
    frankfurt.updateAlias(r -> r.aliasName(alias).targetKeyId(other.keyId()));
    assertThat(dataKey(alias).keyId()).isEqualTo(other.arn());
    assertThat(frankfurt.listAliases(r -> r.keyId(other.keyId())).aliases())
        .singleElement()
        .satisfies(entry -> assertThat(entry.aliasName()).isEqualTo(alias));
    frankfurt.deleteAlias(r -> r.aliasName(alias));
    assertThatThrownBy(() -> dataKey(alias)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void theWrongKeyIsNamed() {
    var made = dataKey(key().keyId());
    var other = key().keyId();
    assertThatThrownBy(() ->
            frankfurt.decrypt(r ->
                r.ciphertextBlob(made.ciphertextBlob()).encryptionContext(CONTEXT).keyId(other)))
        .isInstanceOf(IncorrectKeyException.class);
    assertThatThrownBy(() -> dataKey("mrk-none")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void reEncryptingChangesKeyAndContext() {
    var made = dataKey(key().keyId());
    var target = key();
    var again =
        frankfurt.reEncrypt(r ->
            r.ciphertextBlob(made.ciphertextBlob())
                .sourceEncryptionContext(CONTEXT)
                .destinationKeyId(target.keyId())
                .destinationEncryptionContext(Map.of("tenant", "other")));
    assertThat(again.keyId()).isEqualTo(target.arn());
    assertThat(
            frankfurt
                .decrypt(decrypt(again.ciphertextBlob(), Map.of("tenant", "other")))
                .plaintext())
        .isEqualTo(made.plaintext());
  }

  @Test
  void encryptTakesFourKibibytesAtMost() {
    var id = key().keyId();
    var longest = SdkBytes.fromByteArray(new byte[4096]);
    var blob = frankfurt.encrypt(r -> r.keyId(id).plaintext(longest)).ciphertextBlob();
    assertThat(frankfurt.decrypt(decrypt(blob, Map.of())).plaintext()).isEqualTo(longest);
    assertThatThrownBy(() ->
            frankfurt.encrypt(r -> r.keyId(id).plaintext(SdkBytes.fromByteArray(new byte[4097]))))
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
  }

  @Test
  void aKeyIsUsedForWhatItIsFor() {
    var id = key().keyId();
    assertThatThrownBy(() ->
            frankfurt.sign(r ->
                r.keyId(id)
                    .message(SdkBytes.fromUtf8String("m"))
                    .signingAlgorithm("ECDSA_SHA_256")))
        .isInstanceOf(InvalidKeyUsageException.class);
  }

  @Test
  @SuppressWarnings("unchecked") // the SDK takes varargs of consumers
  void tagsAndDescriptionsAreKept() {
    var id = key().keyId();
    frankfurt.tagResource(r -> r.keyId(id).tags(t -> t.tagKey("app").tagValue("emanet")));
    assertThat(frankfurt.listResourceTags(r -> r.keyId(id)).tags())
        .singleElement()
        .satisfies(tag -> assertThat(tag.tagValue()).isEqualTo("emanet"));
    frankfurt.untagResource(r -> r.keyId(id).tagKeys("app"));
    assertThat(frankfurt.listResourceTags(r -> r.keyId(id)).tags()).isEmpty();
    assertThat(frankfurt.listKeys().keys()).anyMatch(entry -> entry.keyId().equals(id));
  }

  @Test
  void randomBytesAreAsManyAsAskedFor() {
    assertThat(frankfurt.generateRandom(r -> r.numberOfBytes(48)).plaintext().asByteArray())
        .hasSize(48);
    assertThatThrownBy(() -> frankfurt.generateRandom(r -> r.numberOfBytes(1025)))
        .isInstanceOf(KmsException.class);
  }
}
