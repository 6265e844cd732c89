package emanet.local.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.local.template.Structure;
import emanet.local.template.Template;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/// The buckets of buckets.yaml in one Region, with what bears on the product there: versions,
/// locks, access and policies.
final class Buckets {
  /// Whose buckets name no place.
  private static final String UNNAMED = "us-east-1";

  private final S3Client s3;
  private final String region;

  Buckets(S3Client s3, String region) {
    this.s3 = s3;
    this.region = region;
  }

  void make(Template template) {
    var buckets = template.resources("AWS::S3::Bucket");
    buckets.values().forEach(bucket -> make(bucket.properties()));
    for (var policy : template.resources("AWS::S3::BucketPolicy").values()) {
      var properties = policy.properties();
      var bucket = Optional.ofNullable(buckets.get(properties.required("Bucket"))).orElseThrow();
      s3.putBucketPolicy(request ->
          request
              .bucket(bucket.properties().required("BucketName"))
              .policy(json(properties.at("PolicyDocument"))));
    }
  }

  private void make(Structure properties) {
    var name = properties.required("BucketName");
    var locked = properties.flag("ObjectLockEnabled");
    s3.createBucket(request -> {
      request.bucket(name).objectLockEnabledForBucket(locked);
      if (!region.equals(UNNAMED)) {
        request.createBucketConfiguration(
            CreateBucketConfiguration.builder().locationConstraint(region).build());
      }
    });
    var versioning = properties.at("VersioningConfiguration").text("Status");
    versioning.ifPresent(status ->
        s3.putBucketVersioning(request ->
            request
                .bucket(name)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.fromValue(status)))));
    if (locked && properties.at("ObjectLockConfiguration").has("Rule")) {
      lock(name, properties.at("ObjectLockConfiguration"));
    }
    s3.putPublicAccessBlock(request ->
        request
            .bucket(name)
            .publicAccessBlockConfiguration(
                access(properties.at("PublicAccessBlockConfiguration"))));
  }

  private void lock(String bucket, Structure configuration) {
    var retention = configuration.at("Rule").at("DefaultRetention");
    var kept =
        DefaultRetention.builder()
            .mode(ObjectLockRetentionMode.fromValue(retention.required("Mode")))
            .days(retention.number("Days", 1))
            .build();
    s3.putObjectLockConfiguration(request ->
        request
            .bucket(bucket)
            .objectLockConfiguration(c ->
                c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                    .rule(rule -> rule.defaultRetention(kept))));
  }

  private static PublicAccessBlockConfiguration access(Structure block) {
    return PublicAccessBlockConfiguration.builder()
        .blockPublicAcls(block.flag("BlockPublicAcls"))
        .blockPublicPolicy(block.flag("BlockPublicPolicy"))
        .ignorePublicAcls(block.flag("IgnorePublicAcls"))
        .restrictPublicBuckets(block.flag("RestrictPublicBuckets"))
        .build();
  }

  private static String json(Structure document) {
    try {
      return JsonMapper.builder().build().writeValueAsString(document.properties());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a policy is no JSON", e);
    }
  }
}
