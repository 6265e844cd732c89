package emanet.local.edge.s3;

import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.Call;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A call with what its path names.
record Ask(Call call, Target target) {
  String bucket() {
    return target.bucket();
  }

  String key() {
    return target.key();
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(call.parameters().get(name));
  }

  /// Whether the caller asks to overrule governance.
  boolean bypasses() {
    return call.header("x-amz-bypass-governance-retention")
        .map(Boolean::parseBoolean)
        .orElse(false);
  }

  Answer forwarded(Engine engine) {
    return engine.send(call.method(), call.path(), call.query(), headers(), call.body());
  }

  /// All but the signature, which is not the engine's, and the locks, which it knows nothing of.
  Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    call.headers()
        .forEach(field -> {
          var name = field.getLowerCaseName();
          if (!name.equals("authorization")
              && !name.startsWith("x-amz-object-lock-")
              && !name.startsWith("x-amz-bucket-object-lock-")
              && !name.startsWith("x-amz-bypass-")) {
            headers.merge(
                name.toLowerCase(Locale.ROOT),
                Optional.ofNullable(field.getValue()).orElse(""),
                (one, other) -> one + "," + other);
          }
        });
    return headers;
  }
}
