package emanet.audit;

import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Start;
import emanet.keys.ReturnSeal;
import emanet.values.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// What is given back to a tenant at the end of its contract: all that an inspector's package has,
/// of all the time there was, and people, their records and what they asked, in clear; sealed to
/// the tenant's own key as it is made, step by step, so that none of it ever lies in clear.
public final class ReturnPackages {
  static final String NAME = "return-package";

  /// What entries of people that are opened for it are about.
  static final String TARGET = "return-package";

  private static final Duration LINK = Duration.ofMinutes(5);

  private final Jobs jobs;
  private final PackageBuckets buckets;
  private final PackageJob job;
  private final BiFunction<PackageBuckets, Job, SealedBench> benches;

  ReturnPackages(
      Jobs jobs,
      PackageBuckets buckets,
      PackageJob job,
      BiFunction<PackageBuckets, Job, SealedBench> benches) {
    this.jobs = jobs;
    this.buckets = buckets;
    this.job = job;
    this.benches = benches;
  }

  /// How far one is.
  ///
  /// @param ended when it was whole, or failed
  /// @param length in bytes, once it is whole
  /// @param manifest SHA-256 of its manifest, in hex: whoever has opened it knows it
  public record Made(
      Job.State state, Optional<Instant> ended, Optional<Long> length, Optional<String> manifest) {}

  /// What makes them.
  public Kind kind() {
    return job;
  }

  /// Starts one, or finds it.
  ///
  /// @param id of the package
  /// @param from of what it tells
  /// @param to of what it tells: nothing that callers do is later
  /// @param notBefore when nobody writes any more
  public void start(
      TenantId tenant,
      String id,
      String by,
      ReturnSeal.Recipient recipient,
      Instant from,
      Instant to,
      Instant notBefore) {
    var inputs =
        Map.of(
            PackageJob.FROM, from.toString(),
            PackageJob.TO, to.toString(),
            PackageBuckets.REGION, buckets.region());
    var start = Start.of(tenant, id, NAME, by).with(inputs).notBefore(notBefore);
    var started = jobs.find(tenant, NAME, id);
    if (started.isEmpty()) {
      bench(tenant, id).begin(recipient);
      var _ = jobs.start(start);
    }
  }

  /// The package's own key is drawn in the Region that was asked, where the package lies.
  private SealedBench bench(TenantId tenant, String id) {
    return benches.apply(
        buckets,
        new Job(
            tenant,
            id,
            NAME,
            Job.State.RUNNING,
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of(PackageBuckets.REGION, buckets.region()),
            1,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            0));
  }

  /// Has one that failed go on.
  public void again(TenantId tenant, String id) {
    var _ = jobs.again(tenant, id);
  }

  public Optional<Made> find(TenantId tenant, String id) {
    return jobs.find(tenant, NAME, id)
        .map(found -> {
          if (found.state() != Job.State.SUCCEEDED) {
            return new Made(found.state(), found.ended(), Optional.empty(), Optional.empty());
          }
          var bench = benches.apply(buckets, found);
          return new Made(
              found.state(),
              found.ended(),
              buckets.of(found).uploads().length(bench.whole()),
              bench.kept(PackageJob.MANIFEST).map(kept -> kept.path("sha256").asText()));
        });
  }

  /// Where one that is whole is fetched, for five minutes; empty once the bucket has cleared it
  /// away.
  public Optional<URI> link(TenantId tenant, String id) {
    return jobs.find(tenant, NAME, id)
        .filter(found -> found.state() == Job.State.SUCCEEDED)
        .flatMap(found -> {
          var uploads = buckets.of(found).uploads();
          var whole = benches.apply(buckets, found).whole();
          return uploads
              .length(whole)
              .map(_ -> uploads.link(whole, LINK, "emanet-" + tenant + ".emanet"));
        });
  }
}
