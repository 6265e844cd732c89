package emanet.local.edge.s3;

import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.Xml;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/// Objects and what protects their versions.
final class Objects {
  private static final String VERSION_ID = "x-amz-version-id";
  private static final int MOST_DELETIONS = 1000;

  private final Engine engine;
  private final Locks locks;
  private final Turns turns = new Turns();
  private final Map<String, Lock> uploads = new ConcurrentHashMap<>();

  Objects(Engine engine, Locks locks) {
    this.engine = engine;
    this.locks = locks;
  }

  Answer write(Ask ask) {
    return turns.of(
        ask.target(),
        () -> {
          var lock = initial(ask);
          var answer = ask.forwarded(engine);
          place(ask, answer, lock);
          return answer;
        });
  }

  /// Writes an object in the edge's own name, under the bucket's default lock.
  void store(String bucket, String key, byte[] content) {
    turns.of(
        new Target(bucket, key),
        () -> {
          var lock = locks.initial(bucket, Optional.empty(), Optional.empty(), Optional.empty());
          var answer = engine.send("PUT", Paths.of(bucket, key), "", Map.of(), content);
          if (answer.status() >= 300) {
            throw new AwsFailure(
                404, "NoSuchBucket", "The bucket takes nothing: " + answer.status());
          }
          var version = header(answer, VERSION_ID).orElse("null");
          locks.place(new Locks.Version(bucket, key, version), lock);
          return answer;
        });
  }

  Answer beginUpload(Ask ask) {
    var lock = initial(ask);
    var answer = ask.forwarded(engine);
    if (answer.status() < 300) {
      Xml.text(Xml.parsed(answer.body()), "UploadId").ifPresent(id -> uploads.put(id, lock));
    }
    return answer;
  }

  Answer completeUpload(Ask ask) {
    return turns.of(
        ask.target(),
        () -> {
          var answer = ask.forwarded(engine);
          var lock = ask.parameter("uploadId").map(uploads::get).orElseGet(() -> initial(ask));
          place(ask, answer, lock);
          return answer;
        });
  }

  Answer read(Ask ask) {
    var answer = ask.forwarded(engine);
    if (answer.status() >= 300 || !locks.covers(ask.bucket())) {
      return answer;
    }
    var lock = locks.of(version(ask, header(answer, VERSION_ID).orElse("null")));
    var marked = answer;
    if (lock.retention().isPresent()) {
      marked =
          marked
              .with("x-amz-object-lock-mode", lock.retention().get().mode().name())
              .with(
                  "x-amz-object-lock-retain-until-date",
                  LockXml.text(lock.retention().get().until()));
    }
    return lock.held() ? marked.with("x-amz-object-lock-legal-hold", "ON") : marked;
  }

  Answer delete(Ask ask) {
    return turns.of(
        ask.target(),
        () -> {
          var id = ask.parameter("versionId");
          // without a version a marker is laid over the object, which takes nothing away
          id.ifPresent(value -> locks.requireDeletable(version(ask, value), ask.bypasses()));
          var answer = ask.forwarded(engine);
          if (answer.status() < 300) {
            id.ifPresent(value -> locks.deleted(version(ask, value)));
          }
          return answer;
        });
  }

  Answer deleteMany(Ask ask) {
    var root = Xml.parsed(ask.call().body());
    var quiet = Xml.text(root, "Quiet").map(Boolean::parseBoolean).orElse(false);
    var listed = Xml.children(root, "Object");
    if (listed.isEmpty() || listed.size() > MOST_DELETIONS) {
      throw new AwsFailure("MalformedXML", "Between 1 and 1000 objects can be deleted at once.");
    }
    var result =
        new StringBuilder("<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    for (var object : listed) {
      var outcome = deleteOne(ask, object);
      if (!quiet || outcome.startsWith("<Error>")) {
        result.append(outcome);
      }
    }
    return Answer.xml(200, result.append("</DeleteResult>").toString());
  }

  Answer putRetention(Ask ask) {
    var asked = LockXml.retention(ask.call().body());
    return turns.of(
        ask.target(),
        () -> {
          locks.requireCovered(ask.bucket());
          locks.retain(existing(ask), asked, ask.bypasses());
          return Answer.empty(200);
        });
  }

  Answer retention(Ask ask) {
    locks.requireCovered(ask.bucket());
    return locks
        .of(existing(ask))
        .retention()
        .map(kept -> Answer.xml(200, LockXml.retention(kept)))
        .orElseThrow(Objects::noLock);
  }

  Answer putHold(Ask ask) {
    var on = LockXml.hold(ask.call().body());
    return turns.of(
        ask.target(),
        () -> {
          locks.requireCovered(ask.bucket());
          locks.hold(existing(ask), on);
          return Answer.empty(200);
        });
  }

  Answer hold(Ask ask) {
    locks.requireCovered(ask.bucket());
    return Answer.xml(200, LockXml.hold(locks.of(existing(ask)).held()));
  }

  private String deleteOne(Ask ask, Element object) {
    var key = Xml.child(object, "Key").map(Element::getTextContent).orElse("");
    var id = Xml.text(object, "VersionId").filter(value -> !value.isEmpty());
    var names =
        Xml.element("Key", key) + id.map(value -> Xml.element("VersionId", value)).orElse("");
    try {
      var answer =
          turns.of(
              new Target(ask.bucket(), key),
              () -> {
                id.ifPresent(value ->
                    locks.requireDeletable(
                        new Locks.Version(ask.bucket(), key, value), ask.bypasses()));
                return engine.send(
                    "DELETE",
                    Paths.of(ask.bucket(), key),
                    id.map(value -> "versionId=" + Paths.encoded(value)).orElse(""),
                    Map.of(),
                    new byte[0]);
              });
      if (answer.status() >= 300) {
        var root = Xml.parsed(answer.body());
        throw new AwsFailure(
            answer.status(),
            Xml.text(root, "Code").orElse("InternalError"),
            Xml.text(root, "Message").orElse(""));
      }
      var marker =
          id.isEmpty()
              ? header(answer, VERSION_ID)
                  .map(value ->
                      Xml.element("DeleteMarker", "true")
                          + Xml.element("DeleteMarkerVersionId", value))
                  .orElse("")
              : "";
      return "<Deleted>" + names + marker + "</Deleted>";
    } catch (AwsFailure e) {
      return "<Error>"
          + names
          + Xml.element("Code", e.code())
          + Xml.element("Message", e.message())
          + "</Error>";
    }
  }

  private Lock initial(Ask ask) {
    return locks.initial(
        ask.bucket(),
        ask.call().header("x-amz-object-lock-mode"),
        ask.call().header("x-amz-object-lock-retain-until-date"),
        ask.call().header("x-amz-object-lock-legal-hold"));
  }

  private void place(Ask ask, Answer answer, Lock lock) {
    if (answer.status() < 300) {
      locks.place(version(ask, header(answer, VERSION_ID).orElse("null")), lock);
    }
  }

  /// The version that is meant, which must be there.
  private Locks.Version existing(Ask ask) {
    var query = ask.parameter("versionId").map(id -> "versionId=" + Paths.encoded(id)).orElse("");
    var head = engine.send("HEAD", Paths.of(ask.bucket(), ask.key()), query, Map.of(), new byte[0]);
    if (head.status() >= 300) {
      throw query.isEmpty()
          ? new AwsFailure(404, "NoSuchKey", "The specified key does not exist.")
          : new AwsFailure(404, "NoSuchVersion", "The specified version does not exist.");
    }
    return version(ask, header(head, VERSION_ID).orElse("null"));
  }

  private static Locks.Version version(Ask ask, String id) {
    return new Locks.Version(ask.bucket(), ask.key(), id);
  }

  private static Optional<String> header(Answer answer, String name) {
    return answer.headers().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static AwsFailure noLock() {
    return new AwsFailure(
        404,
        "NoSuchObjectLockConfiguration",
        "The specified object does not have a ObjectLock configuration");
  }
}
