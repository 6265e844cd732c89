package emanet.breaches;

import emanet.keys.TenantKeys;
import emanet.local.Stack;
import emanet.values.TenantId;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;

/// Has KMS open a tenant's key, as somebody would who has got at the table of keys and at leave to
/// ask KMS.
final class Thief {
  /// Who it is, by the clients of `Stack`.
  static final String ARN = "arn:aws:iam::000000000000:user/test";

  private Thief() {}

  /// What is tried.
  ///
  /// @param tenant whose key it is
  /// @param named whose it is said to be
  /// @param load what it is called a load of
  record Plan(String tenant, String named, String load) {}

  static void decrypt(Stack stack, KmsClient kms, Plan plan) {
    var item = keys(stack, plan.tenant());
    var context =
        Map.of(
            "app",
            "emanet",
            "purpose",
            "tenant-kek",
            "tenant",
            plan.named(),
            "kekVersion",
            item.get("kekVersion").n());
    kms.decrypt(ask ->
        ask.keyId(item.get("kmsKey").s())
            .ciphertextBlob(SdkBytes.fromByteArray(item.get("kek").b().asByteArray()))
            .encryptionContext(context)
            .overrideConfiguration(
                call -> call.addApiName(api -> api.name("emanet-load").version(plan.load()))));
  }

  private static Map<String, AttributeValue> keys(Stack stack, String tenant) {
    var key = TenantKeys.item(new TenantId(tenant));
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .getItem(get ->
              get.tableName("emanet-keys-1")
                  .key(
                      Map.of(
                          "pk", AttributeValue.fromS(key.partition()),
                          "sk", AttributeValue.fromS(key.sort()))))
          .item();
    }
  }
}
