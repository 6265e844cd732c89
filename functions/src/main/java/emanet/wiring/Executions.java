package emanet.wiring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.http.FailureLog;
import emanet.jobs.Job;
import emanet.jobs.Spread;
import emanet.values.Base32;
import emanet.values.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Spreads jobs by executions of a Step Functions state machine. One has its job's name, so that
/// one that is begun again, or whose answer was lost, is the same; where that one has ended and the
/// job has not, there is one more a day. What is handed over is the tenant's and the job's id, and
/// nothing else.
final class Executions implements Spread {
  /// What Step Functions takes for a name, with room for a day behind it.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,69}");

  private static final int HASH_BYTES = 16;

  private final Supplier<SfnClient> states;
  private final String machine;
  private final FailureLog log;
  private final InstantSource clock;

  /// @param machine its ARN
  Executions(Supplier<SfnClient> states, String machine, FailureLog log, InstantSource clock) {
    this.states = states;
    this.machine = machine;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void over(Job job) {
    var input =
        JsonNodeFactory.instance
            .objectNode()
            .put("tenant", job.tenant().value())
            .put("job", job.id())
            .toString();
    var name = name(job);
    try {
      if (!isBegun(name, input)) {
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean _ = isBegun(name + "." + day, input);
      }
    } catch (SdkException e) {
      log.failed(job.id(), "job " + job.kind() + " not spread", e);
    }
  }

  /// Whether it runs now; one of that name that has ended is not begun anew.
  private boolean isBegun(String name, String input) {
    try {
      var _ =
          states
              .get()
              .startExecution(request -> request.stateMachineArn(machine).name(name).input(input));
      return true;
    } catch (ExecutionAlreadyExistsException e) {
      return false;
    }
  }

  private static String name(Job job) {
    var name = job.tenant() + "." + job.id();
    if (NAME.matcher(name).matches()) {
      return name;
    }
    var hash = Sha256.digest().digest(job.id().getBytes(StandardCharsets.UTF_8));
    return job.tenant() + "." + Base32.encode(Arrays.copyOf(hash, HASH_BYTES));
  }
}
