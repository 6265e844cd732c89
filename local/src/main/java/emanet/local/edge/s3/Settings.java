package emanet.local.edge.s3;

/// What can be set of a bucket, by the query parameter that stands for it.
enum Settings {
  VERSIONING("versioning", "BucketVersioning", "", false),
  OBJECT_LOCK("object-lock", "ObjectLockConfiguration", "", false),
  ENCRYPTION("encryption", "BucketEncryption", "", false),
  LOCATION("location", "BucketLocation", "", false),
  ACL("acl", "BucketAcl", "", false),
  LIFECYCLE("lifecycle", "BucketLifecycleConfiguration", "NoSuchLifecycleConfiguration", true),
  POLICY("policy", "BucketPolicy", "NoSuchBucketPolicy", true),
  TAGGING("tagging", "BucketTagging", "NoSuchTagSet", true),
  ACCESS("publicAccessBlock", "PublicAccessBlock", "NoSuchPublicAccessBlockConfiguration", true),
  OWNERSHIP("ownershipControls", "BucketOwnershipControls", "OwnershipControlsNotFoundError", true),
  LOGGING("logging", "BucketLogging", "NoSuchLoggingConfiguration", true),
  REPLICATION("replication", "BucketReplication", "ReplicationConfigurationNotFoundError", true),
  NOTIFICATION("notification", "BucketNotificationConfiguration", "NoSuchConfiguration", true);

  private final String parameter;
  private final String noun;
  private final String absence;
  private final boolean keptOnly;

  Settings(String parameter, String noun, String absence, boolean keptOnly) {
    this.parameter = parameter;
    this.noun = noun;
    this.absence = absence;
    this.keptOnly = keptOnly;
  }

  String parameter() {
    return parameter;
  }

  String noun() {
    return noun;
  }

  /// The code that its absence is answered with.
  String absence() {
    return absence;
  }

  /// Kept and given back, but without effect here.
  boolean keptOnly() {
    return keptOnly;
  }
}
