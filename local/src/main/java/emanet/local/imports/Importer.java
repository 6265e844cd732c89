package emanet.local.imports;

import de.siegmar.fastcsv.reader.CsvRecord;
import emanet.fault.FieldCode;
import emanet.local.client.Api;
import emanet.local.client.Unreachable;
import emanet.values.ActivityCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs an import: reads and checks rows, and keeps a few chunks of them on their way, so that
/// memory stays flat and nobody waits for anybody. Chunks are settled in the order of the file.
///
/// The first chunk is small and goes alone: what refuses all of them is met by a few rows, and the
/// API has seen which categories these people have before it makes the keys of the many.
public final class Importer {
  private static final int CHUNKS_UNDER_WAY = 4;
  private static final int FIRST_PEOPLE = 10;
  private static final int MOST_READ = 1000;

  private final CsvFile file;
  private final Plan plan;
  private final RowCheck check;
  private final References references;
  private final Progress progress;
  private final RejectsFile rejects;
  private final Delivery delivery;
  private final boolean dry;
  private final Deque<Future<Settled>> underWay = new ArrayDeque<>();
  private Chunk chunk = new Chunk();
  private boolean first = true;
  private long read;
  private Counts counts = new Counts(0, 0, 0, 0);

  private Importer(Order order, Plan plan, long rows, Progress progress, RejectsFile rejects) {
    this.file = order.file();
    this.plan = plan;
    this.check = new RowCheck(plan);
    this.references = new References(rows);
    this.progress = progress;
    this.rejects = rejects;
    this.delivery = new Delivery(order.api(), plan, order.activity());
    this.dry = order.dry();
  }

  /// What to import.
  ///
  /// @param dry check only, store nothing
  public record Order(CsvFile file, ActivityCode activity, Api api, Path rejects, boolean dry) {}

  /// What came of it, in rows, but for `records`.
  ///
  /// @param added of people taken up now, or, on a dry run, that would be
  /// @param present of people taken up by an earlier run, which may have been stopped: what lacked
  ///   is stored now
  /// @param records stored now of those taken up now
  public record Counts(long added, long present, long rejected, long records) {
    Counts plus(Counts other) {
      return new Counts(
          added + other.added,
          present + other.present,
          rejected + other.rejected,
          records + other.records);
    }
  }

  /// How far it came.
  ///
  /// @param stopped why it did not come to the end of the file: what is stored stays, and a new run
  ///   completes it
  public record Result(Counts counts, Optional<String> stopped) {}

  /// Imports everything that passes the checks.
  public static Result run(Order order, Plan plan, long rows, Progress progress)
      throws IOException {
    try (var rejects = new RejectsFile(order.rejects())) {
      return new Importer(order, plan, rows, progress, rejects).run();
    }
  }

  private Result run() throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        file.forEach((number, record) -> take(number, record, threads));
        dispatch(threads);
        while (!underWay.isEmpty()) {
          settle();
        }
        return new Result(counts, Optional.empty());
      } catch (Unreachable e) {
        return new Result(counts, Optional.of(Optional.ofNullable(e.getMessage()).orElse("")));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } finally {
        underWay.forEach(future -> future.cancel(true));
        progress.end(read);
      }
    }
  }

  /// Rows that were read together.
  private static final class Chunk {
    final List<Row> rows = new ArrayList<>();
    final List<Reject> rejects = new ArrayList<>();

    /// By their references. What names one twice the API refuses whole, and would whenever the
    /// import is run again.
    final Set<String> named = new HashSet<>();

    int read;
  }

  private record Settled(int read, Counts counts, List<Reject> rejects) {}

  private void take(long number, CsvRecord record, ExecutorService threads) {
    if (number == 1) {
      return; // the header
    }
    chunk.read++;
    check
        .check(number, record.getFields(), chunk.rejects)
        .ifPresent(row -> {
          if (chunk.named.add(row.externalRef()) && references.add(row.externalRef())) {
            chunk.rows.add(row);
          } else {
            var column = plan.header().get(plan.reference());
            chunk.rejects.add(new Reject(number, column, FieldCode.DUPLICATE.slug()));
          }
        });
    int full = first ? FIRST_PEOPLE : Delivery.MOST_PEOPLE;
    if (chunk.rows.size() == full || chunk.read == MOST_READ) {
      dispatch(threads);
    }
  }

  private void dispatch(ExecutorService threads) {
    var full = chunk;
    chunk = new Chunk();
    underWay.add(threads.submit(() -> process(full)));
    if (first || underWay.size() >= CHUNKS_UNDER_WAY) {
      first = false;
      settle();
    }
  }

  private Settled process(Chunk full) {
    var outcome =
        dry ? new Delivery.Outcome(full.rows.size(), 0, 0, List.of()) : delivery.deliver(full.rows);
    var all = new ArrayList<>(full.rejects);
    all.addAll(outcome.rejects());
    all.sort(Comparator.comparingLong(Reject::record));
    long rejected = all.stream().mapToLong(Reject::record).distinct().count();
    return new Settled(
        full.read,
        new Counts(outcome.added(), outcome.present(), rejected, outcome.records()),
        all);
  }

  /// Waits for the oldest chunk.
  private void settle() {
    try {
      var settled = underWay.remove().get();
      counts = counts.plus(settled.counts());
      for (var reject : settled.rejects()) {
        rejects.write(reject);
      }
      rejects.flush();
      read += settled.read();
      progress.at(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
