package emanet.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Problems;
import emanet.http.Request;
import emanet.http.Response;
import java.util.Map;

/// How the routes of a room show a job: `{id, state, progress}`, and what it failed of as a
/// problem.
public final class JobRoutes {
  private JobRoutes() {}

  /// 202, with where to look at the job.
  public static Response accepted(Job job, Request request, String location) {
    return Response.accepted(document(job, request)).withHeader("Location", location);
  }

  /// The job as JSON. `progress.counts` has what the kind counts.
  public static ObjectNode document(Job job, Request request) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("id", job.id());
    document.put("state", job.state().name());
    var progress = document.putObject("progress");
    progress.put("parts", job.shards());
    progress.put("partsDone", job.shardsDone());
    var counts = progress.putObject("counts");
    job.counts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    document.put("startedAt", job.at().toString());
    job.ended().ifPresent(at -> document.put("endedAt", at.toString()));
    job.failure().ifPresent(fault -> document.set("problem", Problems.document(fault, request)));
    return document;
  }
}
