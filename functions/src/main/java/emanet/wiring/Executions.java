package emanet.wiring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.http.FailureLog;
import emanet.jobs.Job;
import emanet.jobs.Spread;
import emanet.values.Base32;
import emanet.values.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Spreads jobs by executions of a Step Functions state machine, one a job, which has its name: so
/// that one that is begun again, or whose answer was lost, is the same. What is handed over is the
/// tenant's and the job's id, and nothing else.
final class Executions implements Spread {
  /// What Step Functions takes for a name.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,80}");

  private final Supplier<SfnClient> states;
  private final String machine;
  private final FailureLog log;

  /// @param machine its ARN
  Executions(Supplier<SfnClient> states, String machine, FailureLog log) {
    this.states = states;
    this.machine = machine;
    this.log = log;
  }

  @Override
  public void over(Job job) {
    var input =
        JsonNodeFactory.instance
            .objectNode()
            .put("tenant", job.tenant().value())
            .put("job", job.id())
            .toString();
    try {
      states
          .get()
          .startExecution(request -> request.stateMachineArn(machine).name(name(job)).input(input));
    } catch (ExecutionAlreadyExistsException e) {
      // it was begun before, and has ended: what it left is the scheduled worker's
    } catch (SdkException e) {
      log.failed(job.id(), "job " + job.kind() + " not spread", e);
    }
  }

  private static String name(Job job) {
    var name = job.tenant() + "." + job.id();
    return NAME.matcher(name).matches()
        ? name
        : job.tenant()
            + "."
            + Base32.encode(Sha256.digest().digest(job.id().getBytes(StandardCharsets.UTF_8)));
  }
}
