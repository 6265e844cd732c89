package emanet.local.edge.s3;

import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Buckets, their versioning and settings. A bucket with Object Lock stays versioned.
final class Buckets {
  private static final String VERSIONED =
      "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
          + "<Status>Enabled</Status></VersioningConfiguration>";

  private final Engine engine;
  private final Locks locks;
  private final Map<String, byte[]> settings = new ConcurrentHashMap<>();

  Buckets(Engine engine, Locks locks) {
    this.engine = engine;
    this.locks = locks;
  }

  synchronized Answer create(Ask ask) {
    var answer = ask.forwarded(engine);
    if (answer.status() < 300
        && ask.call()
            .header("x-amz-bucket-object-lock-enabled")
            .map(Boolean::parseBoolean)
            .orElse(false)) {
      var versioned =
          engine.send(
              "PUT",
              "/" + ask.bucket(),
              "versioning",
              Map.of(),
              VERSIONED.getBytes(StandardCharsets.UTF_8));
      if (versioned.status() >= 300) {
        return versioned;
      }
      locks.configure(ask.bucket(), Optional.empty());
    }
    return answer;
  }

  synchronized Answer delete(Ask ask) {
    var answer = ask.forwarded(engine);
    if (answer.status() < 300) {
      locks.forget(ask.bucket());
      settings.keySet().removeIf(name -> name.startsWith(ask.bucket() + "?"));
    }
    return answer;
  }

  Answer putVersioning(Ask ask) {
    var status = Xml.text(Xml.parsed(ask.call().body()), "Status").orElse("");
    if (locks.covers(ask.bucket()) && !status.equals("Enabled")) {
      throw new AwsFailure(
          409,
          "InvalidBucketState",
          "An Object Lock configuration is present on this bucket, so the versioning state cannot"
              + " be changed.");
    }
    return ask.forwarded(engine);
  }

  Answer putLockConfiguration(Ask ask) {
    var given = LockXml.configuration(ask.call().body());
    var versioning = engine.send("GET", "/" + ask.bucket(), "versioning", Map.of(), new byte[0]);
    if (versioning.status() >= 300) {
      return versioning;
    }
    if (!Xml.text(Xml.parsed(versioning.body()), "Status").equals(Optional.of("Enabled"))) {
      throw new AwsFailure(
          409,
          "InvalidBucketState",
          "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
    }
    locks.configure(ask.bucket(), given);
    return Answer.empty(200);
  }

  Answer lockConfiguration(Ask ask) {
    return Answer.xml(200, LockXml.configuration(locks.configuration(ask.bucket())));
  }

  /// What is only kept and given back; nothing if the call is about something else.
  Optional<Answer> setting(Ask ask) {
    if (!ask.key().isEmpty()) {
      return Optional.empty();
    }
    for (var setting : Settings.values()) {
      if (setting.keptOnly() && ask.parameter(setting.parameter()).isPresent()) {
        return Optional.of(kept(ask, setting));
      }
    }
    return Optional.empty();
  }

  private Answer kept(Ask ask, Settings setting) {
    var exists = engine.send("HEAD", "/" + ask.bucket(), "", Map.of(), new byte[0]);
    if (exists.status() >= 300) {
      throw new AwsFailure(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    var name = ask.bucket() + "?" + setting.parameter();
    return switch (ask.call().method()) {
      case "PUT" -> {
        settings.put(name, ask.call().body());
        yield Answer.empty(200);
      }
      case "DELETE" -> {
        settings.remove(name);
        yield Answer.empty(204);
      }
      default ->
          Optional.ofNullable(settings.get(name))
              .map(body -> Answer.of(200, Map.of("Content-Type", "application/xml"), body))
              .orElseThrow(() -> new AwsFailure(404, setting.absence(), "There is none."));
    };
  }
}
