package emanet.audit;

import emanet.jobs.Job;
import emanet.store.Objects;
import emanet.store.Uploads;
import java.util.Optional;

/// Where packages are made and lie: in the bucket of the Region that was asked for them, whichever
/// Region's worker goes on with one, and wherever it is fetched.
///
/// @param region this one
/// @param elsewhere empty in a deployment of one Region
public record PackageBuckets(String region, Bucket here, Optional<Elsewhere> elsewhere) {
  static final String REGION = "region";

  /// One bucket.
  public record Bucket(Objects objects, Uploads uploads) {}

  /// The other Region's.
  public record Elsewhere(String region, Bucket bucket) {}

  /// Where a package of that job is.
  Bucket of(Job job) {
    var own = Optional.ofNullable(job.inputs().get(REGION));
    return elsewhere
        .filter(other -> own.equals(Optional.of(other.region())))
        .map(Elsewhere::bucket)
        .orElse(here);
  }
}
