package emanet.local.provision;

import emanet.local.template.Template;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/// The keys, replicas and aliases of keys.yaml.
final class Keys {
  private final KmsClient kms;

  Keys(KmsClient kms) {
    this.kms = kms;
  }

  /// Makes primary keys and their aliases.
  ///
  /// @param unknown specs of keys that are left out
  /// @return the keys' ARNs by logical id
  Map<String, String> make(Template template, Set<String> unknown) {
    var arns = new LinkedHashMap<String, String>();
    var left = new HashSet<String>();
    for (var key : template.resources("AWS::KMS::Key").values()) {
      if (unknown.contains(key.properties().text("KeySpec").orElse(""))) {
        left.add(key.name());
      } else {
        arns.put(key.name(), make(key));
      }
    }
    name(template, arns, left);
    return arns;
  }

  /// Makes the replicas, in the Region of this client, of keys that lie in the Region of `primary`.
  void replicate(Template template, KmsClient primary, String region) {
    var arns = new LinkedHashMap<String, String>();
    for (var replica : template.resources("AWS::KMS::ReplicaKey").values()) {
      var made =
          primary.replicateKey(request ->
              request.keyId(replica.properties().required("PrimaryKeyArn")).replicaRegion(region));
      arns.put(replica.name(), made.replicaKeyMetadata().arn());
    }
    name(template, arns, Set.of());
  }

  /// Asks for the public key of each RSA pair. The edge makes such a pair when it is first used,
  /// which takes longer than a function waits for it.
  void use(Template template) {
    var keys = template.resources("AWS::KMS::Key");
    for (var alias : template.resources("AWS::KMS::Alias").values()) {
      var key = keys.get(alias.properties().required("TargetKeyId"));
      if (key != null && key.properties().text("KeySpec").orElse("").startsWith("RSA_")) {
        var _ =
            kms.getPublicKey(request -> request.keyId(alias.properties().required("AliasName")));
      }
    }
  }

  /// The parameters by which keys.yaml, in a further Region, knows the keys of the first one: the
  /// parameter of `StorageKey` is `PrimaryStorageKeyArn`.
  static Map<String, String> replicaParameters(Map<String, String> primaries) {
    var parameters = new HashMap<String, String>();
    primaries.forEach((name, arn) -> parameters.put("Primary" + name + "Arn", arn));
    return parameters;
  }

  private String make(Template.Resource key) {
    var properties = key.properties();
    var made =
        kms.createKey(request ->
            request
                .description(properties.text("Description").orElse(key.name()))
                .multiRegion(properties.flag("MultiRegion"))
                .keySpec(KeySpec.fromValue(properties.text("KeySpec").orElse("SYMMETRIC_DEFAULT")))
                .keyUsage(
                    KeyUsageType.fromValue(properties.text("KeyUsage").orElse("ENCRYPT_DECRYPT"))));
    var arn = made.keyMetadata().arn();
    if (properties.flag("EnableKeyRotation")) {
      kms.enableKeyRotation(request -> request.keyId(arn));
    }
    return arn;
  }

  private void name(Template template, Map<String, String> arns, Set<String> left) {
    for (var alias : template.resources("AWS::KMS::Alias").values()) {
      var target = alias.properties().required("TargetKeyId");
      if (left.contains(target)) {
        continue;
      }
      kms.createAlias(request ->
          request
              .aliasName(alias.properties().required("AliasName"))
              .targetKeyId(arns.getOrDefault(target, target)));
    }
  }
}
