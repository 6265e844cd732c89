package emanet.benchmarks.peers;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CommitmentPolicy;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.DynamoDbItemEncryptor;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.model.DecryptItemInput;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.model.DynamoDbItemEncryptorConfig;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.model.EncryptItemInput;
import software.amazon.cryptography.dbencryptionsdk.structuredencryption.model.CryptoAction;
import software.amazon.cryptography.keystore.KeyStore;
import software.amazon.cryptography.keystore.model.CreateKeyInput;
import software.amazon.cryptography.keystore.model.KMSConfiguration;
import software.amazon.cryptography.keystore.model.KeyStoreConfig;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.CacheType;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsHierarchicalKeyringInput;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsKeyringInput;
import software.amazon.cryptography.materialproviders.model.DBEAlgorithmSuiteId;
import software.amazon.cryptography.materialproviders.model.DefaultCache;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/// What a user would pick instead, each set up as its maker's documentation says, over the same
/// stand-ins for AWS.
public final class Peers {
  private static final long TTL_SECONDS = 3_600;
  private static final int CACHE = 100;

  private final StubKms kms = new StubKms();
  private final StubDynamo dynamo = new StubDynamo();
  private final KeyStore branchKeys =
      KeyStore.builder()
          .KeyStoreConfig(
              KeyStoreConfig.builder()
                  .ddbClient(dynamo)
                  .ddbTableName(StubDynamo.TABLE)
                  .logicalKeyStoreName(StubDynamo.TABLE)
                  .kmsClient(kms)
                  .kmsConfiguration(KMSConfiguration.builder().kmsKeyArn(StubKms.ARN).build())
                  .build())
          .build();
  private final MaterialProviders materials =
      MaterialProviders.builder()
          .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
          .build();

  public StubKms kms() {
    return kms;
  }

  public StubDynamo dynamo() {
    return dynamo;
  }

  /// A way to seal bytes.
  public interface Sealer {
    byte[] seal(byte[] plain) throws GeneralSecurityException;

    byte[] open(byte[] sealed) throws GeneralSecurityException;
  }

  /// A way to seal an item attribute by attribute.
  public interface ItemSealer {
    Map<String, AttributeValue> seal(Map<String, AttributeValue> item);

    Map<String, AttributeValue> open(Map<String, AttributeValue> item);
  }

  /// Tink, AES256_GCM over the whole record, key in memory.
  public Sealer tink(byte[] associated) throws GeneralSecurityException {
    AeadConfig.register();
    var keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    // as a stored keyset is read back
    var read =
        TinkProtoKeysetFormat.parseKeyset(
            TinkProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()),
            InsecureSecretKeyAccess.get());
    return sealer(read.getPrimitive(RegistryConfiguration.get(), Aead.class), associated);
  }

  /// Tink's envelope: a data key a record, wrapped by KMS.
  public Sealer tinkEnvelope(byte[] associated) throws GeneralSecurityException {
    AeadConfig.register();
    return sealer(
        KmsEnvelopeAead.create(
            AesGcmParameters.builder()
                .setIvSizeBytes(12)
                .setKeySizeBytes(32)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build(),
            remote()),
        associated);
  }

  private Aead remote() {
    return new Aead() {
      @Override
      public byte[] encrypt(byte[] plain, byte[] associated) {
        return kms.encrypt(
                request -> request.keyId(StubKms.ARN).plaintext(SdkBytes.fromByteArray(plain)))
            .ciphertextBlob()
            .asByteArray();
      }

      @Override
      public byte[] decrypt(byte[] sealed, byte[] associated) {
        return kms.decrypt(request -> request.ciphertextBlob(SdkBytes.fromByteArray(sealed)))
            .plaintext()
            .asByteArray();
      }
    };
  }

  private static Sealer sealer(Aead aead, byte[] associated) {
    return new Sealer() {
      @Override
      public byte[] seal(byte[] plain) throws GeneralSecurityException {
        return aead.encrypt(plain, associated);
      }

      @Override
      public byte[] open(byte[] sealed) throws GeneralSecurityException {
        return aead.decrypt(sealed, associated);
      }
    };
  }

  /// The AWS Encryption SDK under a branch key, which is what its documentation names for many
  /// calls of KMS that are to be saved.
  public Sealer encryptionSdkHierarchical(Map<String, String> context) {
    return encryptionSdk(hierarchical(branchKey("person")), context);
  }

  /// The AWS Encryption SDK with a call of KMS a record.
  public Sealer encryptionSdkKms(Map<String, String> context) {
    return encryptionSdk(
        materials.CreateAwsKmsKeyring(
            CreateAwsKmsKeyringInput.builder().kmsKeyId(StubKms.ARN).kmsClient(kms).build()),
        context);
  }

  private static Sealer encryptionSdk(IKeyring keyring, Map<String, String> context) {
    var crypto =
        AwsCrypto.builder()
            .withCommitmentPolicy(CommitmentPolicy.RequireEncryptRequireDecrypt)
            .withEncryptionAlgorithm(
                com.amazonaws.encryptionsdk.CryptoAlgorithm.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY)
            .build();
    return new Sealer() {
      @Override
      public byte[] seal(byte[] plain) {
        return crypto.encryptData(keyring, plain, context).getResult();
      }

      @Override
      public byte[] open(byte[] sealed) {
        return crypto.decryptData(keyring, sealed, context).getResult();
      }
    };
  }

  /// The AWS Database Encryption SDK for DynamoDB, under a branch key.
  ///
  /// @param signed its default suite, which signs each item with ECDSA P-384; else the one without
  /// @param fields what is encrypted and signed
  public ItemSealer databaseSdk(boolean signed, Iterable<String> fields) {
    var actions = new HashMap<String, CryptoAction>();
    actions.put("pk", CryptoAction.SIGN_ONLY);
    actions.put("sk", CryptoAction.SIGN_ONLY);
    fields.forEach(field -> actions.put(field, CryptoAction.ENCRYPT_AND_SIGN));
    var encryptor =
        DynamoDbItemEncryptor.builder()
            .DynamoDbItemEncryptorConfig(
                DynamoDbItemEncryptorConfig.builder()
                    .logicalTableName("records")
                    .partitionKeyName("pk")
                    .sortKeyName("sk")
                    .attributeActionsOnEncrypt(actions)
                    .algorithmSuiteId(
                        signed
                            ? DBEAlgorithmSuiteId
                                .ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384_SYMSIG_HMAC_SHA384
                            : DBEAlgorithmSuiteId
                                .ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_SYMSIG_HMAC_SHA384)
                    .keyring(hierarchical(branchKey("person")))
                    .build())
            .build();
    return new ItemSealer() {
      @Override
      public Map<String, AttributeValue> seal(Map<String, AttributeValue> item) {
        return encryptor.EncryptItem(EncryptItemInput.builder().plaintextItem(item).build())
            .encryptedItem();
      }

      @Override
      public Map<String, AttributeValue> open(Map<String, AttributeValue> item) {
        return encryptor.DecryptItem(DecryptItemInput.builder().encryptedItem(item).build())
            .plaintextItem();
      }
    };
  }

  /// Makes a branch key: what shredding by person would need for each new one.
  public String branchKey(String of) {
    return branchKeys
        .CreateKey(
            CreateKeyInput.builder()
                .branchKeyIdentifier(of + "-" + System.nanoTime())
                .encryptionContext(Map.of("of", of))
                .build())
        .branchKeyIdentifier();
  }

  private IKeyring hierarchical(String branchKey) {
    return materials.CreateAwsKmsHierarchicalKeyring(
        CreateAwsKmsHierarchicalKeyringInput.builder()
            .keyStore(branchKeys)
            .branchKeyId(branchKey)
            .ttlSeconds(TTL_SECONDS)
            .cache(
                CacheType.builder()
                    .Default(DefaultCache.builder().entryCapacity(CACHE).build())
                    .build())
            .build());
  }
}
