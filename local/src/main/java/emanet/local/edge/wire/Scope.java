package emanet.local.edge.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who calls which service where: the credential scope of SigV4, or what the request looks like.
///
/// Signatures are not verified: on one machine the loopback address is the boundary.
record Scope(String accessKey, String region, String service) {
  private static final String NOWHERE = "us-east-1";
  private static final Pattern HEADER =
      Pattern.compile("Credential=([^/,\\s]+)/(\\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");
  private static final Pattern PRESIGNED =
      Pattern.compile(
          "X-Amz-Credential=([^/%&]+)(?:/|%2F)(\\d{8})(?:/|%2F)([a-z0-9-]+)(?:/|%2F)([a-z0-9-]+)"
              + "(?:/|%2F)aws4_request",
          Pattern.CASE_INSENSITIVE);

  static Scope of(Call call) {
    var signed = HEADER.matcher(call.header("Authorization").orElse(""));
    if (signed.find()) {
      return of(signed);
    }
    var presigned = PRESIGNED.matcher(call.query());
    if (presigned.find()) {
      return of(presigned);
    }
    return new Scope("", NOWHERE, guessed(call));
  }

  private static Scope of(Matcher found) {
    var region = found.group(3);
    return new Scope(
        found.group(1), region.equals("aws-global") ? NOWHERE : region, named(found.group(4)));
  }

  private static String named(String service) {
    return service.equals("email") ? "ses" : service;
  }

  private static String guessed(Call call) {
    var target = call.header("X-Amz-Target").orElse("");
    if (target.startsWith("DynamoDB")) {
      return "dynamodb";
    }
    if (target.startsWith("TrentService.")) {
      return "kms";
    }
    if (target.startsWith("AWSStepFunctions.")) {
      return "states";
    }
    if (call.path().startsWith("/2015-03-31/functions/")) {
      return "lambda";
    }
    if (call.path().startsWith("/v2/email/")) {
      return "ses";
    }
    if (call.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
      var form = call.text();
      if (form.contains("Version=2010-03-31")) {
        return "sns";
      }
      if (form.contains("Version=2011-06-15")) {
        return "sts";
      }
    }
    return "s3";
  }
}
