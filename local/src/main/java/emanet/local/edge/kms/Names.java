package emanet.local.edge.kms;

import emanet.local.edge.wire.AwsFailure;

/// Ids and ARNs of keys and aliases.
final class Names {
  static final String ACCOUNT = "000000000000";

  /// What the ids of multi-Region keys start with.
  static final String MULTI_REGION = "mrk-";

  static final String ALIAS = "alias/";

  private Names() {}

  static String keyArn(String region, String id) {
    return prefix(region) + "key/" + id;
  }

  static String aliasArn(String region, String alias) {
    return prefix(region) + alias;
  }

  /// The id or alias that is meant in `region`: a bare one, or one in an ARN of that Region.
  static String local(String region, String reference) {
    if (!reference.startsWith("arn:")) {
      return reference;
    }
    if (!reference.startsWith(prefix(region))) {
      throw noKey(reference);
    }
    var rest = reference.substring(prefix(region).length());
    return rest.startsWith("key/") ? rest.substring("key/".length()) : rest;
  }

  static AwsFailure noKey(String reference) {
    return new AwsFailure("NotFoundException", "Key '" + reference + "' does not exist");
  }

  private static String prefix(String region) {
    return "arn:aws:kms:" + region + ":" + ACCOUNT + ":";
  }
}
