package emanet.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.FailureLog;
import emanet.values.TenantId;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import emanet.wiring.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Goes on with unfinished jobs. Its schedule's event says nothing that it needs, and is a round of
/// all jobs. The state machine that spreads a job asks it for the job's shards (`{tenant, job}`, it
/// answers `{shards, closing}`), and then for turns of each (`{tenant, job, shard}`, it answers
/// `{state, restSeconds}`).
public final class WorkerFunction implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TENANT = "tenant";
  private static final String JOB = "job";
  private static final String SHARD = "shard";

  private final Work work;

  /// As Lambda makes it.
  public WorkerFunction() {
    this(System.getenv());
  }

  /// With an environment of its own.
  public WorkerFunction(Map<String, String> environment) {
    this.work = Wiring.worker(new Environment(environment));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var asked = JSON.readTree(event);
    JSON.writeValue(answer, answer(asked));
  }

  private ObjectNode answer(JsonNode asked) {
    if (!asked.has(JOB)) {
      return JsonNodeFactory.instance.objectNode().put("worked", work.run());
    }
    var tenant = new TenantId(asked.path(TENANT).asText());
    var job = asked.path(JOB).asText();
    try {
      return asked.has(SHARD) ? turn(tenant, job, asked.path(SHARD).asInt()) : shards(tenant, job);
    } catch (RuntimeException e) {
      // whoever called keeps what is thrown: a name, and no text, which may quote what was read
      FailureLog.standard().failed(job, "worker", e);
      throw new IllegalStateException(e.getClass().getSimpleName());
    }
  }

  private ObjectNode shards(TenantId tenant, String job) {
    int count = work.shards(tenant, job);
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("shards");
    for (int shard = 0; shard < count; shard++) {
      list.add(shard(tenant, job, shard));
    }
    answer.set("closing", shard(tenant, job, count));
    return answer;
  }

  private static ObjectNode shard(TenantId tenant, String job, int shard) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(TENANT, tenant.value())
        .put(JOB, job)
        .put(SHARD, shard);
  }

  private ObjectNode turn(TenantId tenant, String job, int shard) {
    var turn = work.turn(tenant, job, shard);
    long rest = Math.ceilDiv(turn.rest().toMillis(), 1000);
    return JsonNodeFactory.instance
        .objectNode()
        .put("state", turn.state().name())
        .put("restSeconds", rest);
  }
}
