package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.pack.Manifest;
import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.fault.Fault;
import emanet.jobs.Job;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.keys.Signer;
import emanet.ledger.LogExcerpts;
import emanet.ledger.LogExcerpts.Excerpt;
import emanet.ledger.tlog.Tile;
import emanet.store.Stage;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Gatherers;

/// Makes a package: the rooms' lists page by page, then the log's excerpt bundle by bundle with
/// what its entries lead to, then what is read first, the manifest and its signature; and puts all
/// of it together, part by part.
///
/// Each step writes one segment (`Workbench`), named by its number, and its content follows from
/// the cursor. So a step that is done again writes the same, memory is bounded by a segment and a
/// part, and it is safe to stop anywhere.
final class PackageJob implements Kind {
  static final String NAME = "audit-package";
  static final String FROM = "from";
  static final String TO = "to";
  static final String SUBJECTS = "subjects";

  /// Bundles of one step: 256 entries each.
  private static final int BUNDLES = 8;

  private static final int TILES = 64;
  private static final int AT_ONCE = 16;
  private static final Duration UNSEALED = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofHours(1);

  /// So long the other Region's copy is waited for.
  private static final Duration NEIGHBOUR = Duration.ofMinutes(5);

  private static final String SEGMENTS = "segments";
  private static final String ROWS = "rows.";
  private static final String EXCERPT = "excerpt";
  private static final String REVIEW = "review-";
  static final String MANIFEST = "manifest";

  private final Form form;
  private final Chapters chapters;
  private final Walk walk;
  private final LogExcerpts logs;
  private final PackageBuckets buckets;
  private final Signer signer;
  private final InstantSource clock;

  /// What kind of package it is.
  ///
  /// @param bench where one is made
  record Form(String name, FrontMatter.Words words, BiFunction<PackageBuckets, Job, Bench> bench) {}

  PackageJob(
      Form form,
      Chapters chapters,
      Walk walk,
      LogExcerpts logs,
      PackageBuckets buckets,
      Signer signer,
      InstantSource clock) {
    this.form = form;
    this.chapters = chapters;
    this.walk = walk;
    this.logs = logs;
    this.buckets = buckets;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public String name() {
    return form.name();
  }

  static Period period(Job job) {
    return new Period(Instant.parse(job.input(FROM)), Instant.parse(job.input(TO)));
  }

  Bench bench(Job job) {
    return form.bench().apply(buckets, job);
  }

  /// Where a step begins: `<phase>/<segment>/<number>/<after>`.
  ///
  /// @param number of a source, a tile or a bundle, among those of its phase
  private record At(Phase phase, int segment, int number, String after) {
    static At of(String cursor) {
      var parts = cursor.split("/", 4);
      return new At(
          Phase.valueOf(parts[0]),
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          parts[3]);
    }

    String text() {
      return phase + "/" + segment + "/" + number + "/" + after;
    }

    At next(Phase nextPhase, int nextNumber, String nextAfter) {
      return new At(nextPhase, segment + 1, nextNumber, nextAfter);
    }
  }

  private enum Phase {
    LISTS,
    TILES,
    BUNDLES
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var at = cursor.map(At::of).orElse(new At(Phase.LISTS, 0, 0, ""));
    return switch (at.phase()) {
      case LISTS -> lists(job, at);
      case TILES -> tiles(job, at);
      case BUNDLES -> bundles(job, at);
    };
  }

  private Step lists(Job job, At at) {
    var source = chapters.sources().get(at.number());
    var after = Optional.of(at.after()).filter(text -> !text.isEmpty());
    var page = source.paging().page(job.tenant(), period(job), after);
    boolean last = at.number() + 1 == chapters.sources().size();
    var next =
        page.after()
            .map(position -> at.next(Phase.LISTS, at.number(), position))
            .orElseGet(() ->
                last ? at.next(Phase.TILES, 0, "") : at.next(Phase.LISTS, at.number() + 1, ""));
    var stands = write(job, at, files(at, Map.of(source.chapter(), page.items())), next.text());
    return new Step.Next(stands, counts(Map.of(source.chapter(), page.items())));
  }

  private static List<PackedFile> files(
      At at, Map<Chapter, ? extends List<? extends JsonNode>> all) {
    var files = new ArrayList<PackedFile>();
    all.forEach((chapter, rows) -> {
      if (!rows.isEmpty()) {
        var name = "%s-%06d".formatted(chapter.file(), at.segment());
        files.addAll(Rows.files(chapter, name, rows));
      }
    });
    return files;
  }

  /// @return where the next step begins
  private String write(Job job, At at, List<PackedFile> files, String next) {
    return bench(job).write(at.segment(), files, next);
  }

  private static Map<String, Long> counts(Map<Chapter, ? extends List<?>> rows) {
    var counts = new java.util.HashMap<String, Long>();
    counts.put(SEGMENTS, 1L);
    rows.forEach((chapter, list) -> counts.put(ROWS + chapter.name(), (long) list.size()));
    return counts;
  }

  /// Waits for the sealer where it must: what is not sealed cannot be proved.
  private Step tiles(Job job, At at) {
    var excerpt = excerpt(job);
    if (excerpt.isEmpty()) {
      if (clock.instant().isAfter(job.at().plus(PATIENCE))) {
        throw Fault.Unavailable.shortly().exception();
      }
      return new Step.Later(at.text(), clock.instant().plus(UNSEALED), Map.of());
    }
    var tiles = excerpt.get().size() == 0 ? List.<Tile>of() : logs.proof(excerpt.get());
    int to = Math.min(tiles.size(), at.number() + TILES);
    var files = new ArrayList<PackedFile>();
    if (at.number() == 0 && excerpt.get().size() > 0) {
      files.add(PackedFile.text("ledger/checkpoint", excerpt.get().checkpoint()));
    }
    files.addAll(contents(job, tiles.subList(at.number(), to)));
    var next = to < tiles.size() ? at.next(Phase.TILES, to, "") : at.next(Phase.BUNDLES, 0, "");
    return new Step.Next(write(job, at, files, next.text()), Map.of(SEGMENTS, 1L));
  }

  private List<PackedFile> contents(Job job, List<Tile> tiles) {
    var copy = logs.copy(job.tenant());
    return tiles.stream()
        .<Callable<PackedFile>>map(
            tile -> () -> new PackedFile("ledger/" + tile.path(), copy.content(tile)))
        .gather(Gatherers.windowFixed(AT_ONCE))
        .flatMap(window -> Stage.all(window).stream())
        .toList();
  }

  /// The excerpt, settled once.
  private Optional<Excerpt> excerpt(Job job) {
    var bench = bench(job);
    var kept = bench.kept(EXCERPT);
    if (kept.isPresent()) {
      return kept.map(PackageJob::excerpt);
    }
    var period = period(job);
    boolean alone = clock.instant().isAfter(job.at().plus(NEIGHBOUR));
    return logs.of(job.tenant(), period.from(), period.to(), alone)
        .map(excerpt -> excerpt(bench.keep(EXCERPT, json(excerpt))));
  }

  private static ObjectNode json(Excerpt excerpt) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("first", excerpt.first()).put("last", excerpt.last());
    excerpt.late().forEach(json.putArray("late")::add);
    return json.put("size", excerpt.size()).put("checkpoint", excerpt.checkpoint());
  }

  private static Excerpt excerpt(JsonNode json) {
    var late = new ArrayList<Long>();
    json.path("late").forEach(number -> late.add(number.asLong()));
    return new Excerpt(
        json.path("first").asLong(),
        json.path("last").asLong(),
        late,
        json.path("size").asLong(),
        json.path("checkpoint").asText());
  }

  private Step bundles(Job job, At at) {
    var excerpt = excerpt(job).orElseThrow(() -> new Fault.Internal().exception());
    var all = excerpt.bundles();
    int to = Math.min(all.size(), at.number() + BUNDLES);
    var tiles =
        all.subList(at.number(), to).stream().map(number -> logs.bundle(excerpt, number)).toList();
    var files = new ArrayList<>(contents(job, tiles));
    var period = period(job);
    var entries =
        files.stream()
            .flatMap(file -> LogExcerpts.entries(file.content()).stream())
            .filter(period::has)
            .toList();
    review(job, at, entries);
    var rows = walk.rows(job.tenant(), entries);
    files.addAll(files(at, rows));
    var next = at.next(Phase.BUNDLES, to, "").text();
    var _ = write(job, at, files, next);
    var counts = counts(rows);
    counts.put("entries", (long) entries.size());
    return to < all.size() ? new Step.Next(next, counts) : new Step.Done(counts);
  }

  /// Sums up who did what, from where the bundles before left it.
  private void review(Job job, At at, List<JsonNode> entries) {
    var bench = bench(job);
    var before =
        at.number() == 0 ? Optional.<ObjectNode>empty() : bench.kept(REVIEW + (at.segment() - 1));
    var review = AccessReview.from(before.map(state -> state));
    review.add(entries);
    var _ = bench.keep(REVIEW + at.segment(), review.state());
  }

  @Override
  public Step close(Job job, Optional<String> cursor) {
    int segments = (int) job.count(SEGMENTS);
    var bench = bench(job);
    if (cursor.isEmpty()) {
      frontMatter(job, bench, segments);
      return new Step.Next("sign", Map.of());
    }
    if (cursor.get().equals("sign")) {
      sign(job, bench, segments + 1);
      return new Step.Next("join", Map.of());
    }
    return new Joining(bench, buckets.of(job).uploads(), segments + 2).step(cursor.get());
  }

  /// What is drawn from all of the rest, in a segment of its own.
  private void frontMatter(Job job, Bench bench, int segments) {
    var files = new ArrayList<PackedFile>();
    var counts = rowCounts(job);
    var names = names(bench, segments);
    var review = review(job, bench, segments);
    counts.put(Chapter.REVIEW, (long) review.size());
    var controls = Controls.rows(counts);
    counts.put(Chapter.CONTROLS, (long) controls.size());
    add(files, names, Chapter.REVIEW, review);
    add(files, names, Chapter.CONTROLS, controls);
    files.add(PackedFile.text("ledger/key", logs.key(job.tenant()) + "\n"));
    files.addAll(FrontMatter.files(form.words(), job.tenant().value(), period(job), names, counts));
    var _ = bench.write(segments, files, "");
  }

  private static void add(
      List<PackedFile> files,
      Map<Chapter, List<String>> names,
      Chapter chapter,
      List<ObjectNode> rows) {
    if (!rows.isEmpty()) {
      files.addAll(Rows.files(chapter, chapter.file(), rows));
      names.put(chapter, List.of(chapter.file()));
    }
  }

  private static Map<Chapter, Long> rowCounts(Job job) {
    var counts = new EnumMap<Chapter, Long>(Chapter.class);
    for (var chapter : Chapter.values()) {
      counts.put(chapter, job.count(ROWS + chapter.name()));
    }
    return counts;
  }

  /// Files of each chapter, without their endings.
  private static Map<Chapter, List<String>> names(Bench bench, int segments) {
    var names = new EnumMap<Chapter, List<String>>(Chapter.class);
    for (var segment : bench.members(segments)) {
      for (var placed : segment) {
        var name = placed.member().name();
        for (var chapter : Chapter.values()) {
          if (name.startsWith(chapter.file() + "-") && name.endsWith(".json")) {
            names
                .computeIfAbsent(chapter, _ -> new ArrayList<>())
                .add(name.substring(0, name.length() - ".json".length()));
          }
        }
      }
    }
    return names;
  }

  private List<ObjectNode> review(Job job, Bench bench, int segments) {
    var grants = new java.util.HashMap<String, JsonNode>();
    var source =
        chapters.sources().stream().filter(one -> one.chapter() == Chapter.GRANTS).findFirst();
    Optional<String> after = Optional.empty();
    do {
      var position = after;
      var page = source.orElseThrow().paging().page(job.tenant(), period(job), position);
      page.items().forEach(grant -> grants.put(grant.path("code").asText(), grant));
      after = page.after();
    } while (after.isPresent());
    var state = bench.kept(REVIEW + (segments - 1)).map(JsonNode.class::cast);
    return AccessReview.from(state).rows(grants, period(job).to());
  }

  private void sign(Job job, Bench bench, int segment) {
    var lines =
        bench.members(segment).stream().flatMap(List::stream).map(Bench.Placed::line).toList();
    if (lines.size() + 2 > StoredZip.MOST_MEMBERS) {
      throw new Fault.TooLarge(StoredZip.MOST_MEMBERS).exception(); // trying again would not help
    }
    var excerpt = excerpt(job).orElseThrow(() -> new Fault.Internal().exception());
    var about = JsonNodeFactory.instance.objectNode().put("tenant", job.tenant().value());
    about.put("from", job.input(FROM)).put("to", job.input(TO));
    about
        .putObject("ledger")
        .put("key", logs.key(job.tenant()))
        .put("size", excerpt.size())
        .put("first", excerpt.first())
        .put("last", excerpt.last());
    var manifest = Manifest.of(about, lines);
    var signature = Manifest.sign(manifest, job.id(), clock.instant(), signer);
    bench.writeOnce(segment, List.of(manifest, signature));
    var hash = Sha256.of(manifest.content().toArray()).toHex();
    var _ = bench.keep(MANIFEST, JsonNodeFactory.instance.objectNode().put("sha256", hash));
  }

  /// The bytes of a whole that fits into an answer.
  Optional<Bytes> content(Job job) {
    return buckets.of(job).objects().get(bench(job).whole());
  }
}
