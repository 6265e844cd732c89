package emanet.local.edge.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Names as they stand in a URL.
final class Paths {
  private Paths() {}

  static String of(String bucket, String key) {
    return "/" + encoded(bucket) + "/" + encoded(key).replace("%2F", "/");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
