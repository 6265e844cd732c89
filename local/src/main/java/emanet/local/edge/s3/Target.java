package emanet.local.edge.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a path names.
///
/// @param bucket empty for the service itself
/// @param key empty for the bucket itself
record Target(String bucket, String key) {
  static Target of(String path) {
    var slash = path.indexOf('/', 1);
    return slash < 0
        ? new Target(decoded(path.substring(1)), "")
        : new Target(decoded(path.substring(1, slash)), decoded(path.substring(slash + 1)));
  }

  private static String decoded(String text) {
    try {
      // a plus sign stands for itself in a path
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /// AWS's name of what is asked of this target.
  String operation(String method, Map<String, String> parameters, boolean copies) {
    if (bucket.isEmpty()) {
      return "ListBuckets";
    }
    return key.isEmpty() ? ofBucket(method, parameters) : ofObject(method, parameters, copies);
  }

  private static String ofBucket(String method, Map<String, String> parameters) {
    if (method.equals("POST")) {
      return parameters.containsKey("delete") ? "DeleteObjects" : "PostObject";
    }
    for (var setting : Settings.values()) {
      if (parameters.containsKey(setting.parameter())) {
        return verb(method) + setting.noun();
      }
    }
    return switch (method) {
      case "PUT" -> "CreateBucket";
      case "DELETE" -> "DeleteBucket";
      case "HEAD" -> "HeadBucket";
      default -> listing(parameters);
    };
  }

  private static String listing(Map<String, String> parameters) {
    if (parameters.containsKey("versions")) {
      return "ListObjectVersions";
    }
    if (parameters.containsKey("uploads")) {
      return "ListMultipartUploads";
    }
    return "2".equals(parameters.get("list-type")) ? "ListObjectsV2" : "ListObjects";
  }

  private static String ofObject(String method, Map<String, String> parameters, boolean copies) {
    for (var part : Map.of("retention", "Retention", "legal-hold", "LegalHold").entrySet()) {
      if (parameters.containsKey(part.getKey())) {
        return verb(method) + "Object" + part.getValue();
      }
    }
    if (parameters.containsKey("tagging") || parameters.containsKey("acl")) {
      return verb(method) + (parameters.containsKey("acl") ? "ObjectAcl" : "ObjectTagging");
    }
    var inUpload = parameters.containsKey("uploadId");
    return switch (method) {
      case "PUT" -> written(inUpload, copies);
      case "POST" -> inUpload ? "CompleteMultipartUpload" : "CreateMultipartUpload";
      case "DELETE" -> inUpload ? "AbortMultipartUpload" : "DeleteObject";
      case "HEAD" -> "HeadObject";
      default -> inUpload ? "ListParts" : "GetObject";
    };
  }

  private static String written(boolean inUpload, boolean copies) {
    if (inUpload) {
      return copies ? "UploadPartCopy" : "UploadPart";
    }
    return copies ? "CopyObject" : "PutObject";
  }

  private static String verb(String method) {
    return switch (method) {
      case "PUT" -> "Put";
      case "DELETE" -> "Delete";
      default -> "Get";
    };
  }
}
