package emanet.audit;

import emanet.jobs.Step;
import emanet.store.Uploads;
import emanet.values.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/// Puts a package's segments and its directory together: at once where one part holds them, else
/// part by part. A part follows from where it begins, so that one put again is the same.
record Joining(Bench bench, Uploads uploads, int segments) {
  private static final String JOIN = "join";

  /// Segments are small beside it.
  private static final int PART = 2 * Uploads.LEAST_PART;

  /// Takes the next step.
  ///
  /// @param cursor `join`, and then `<segment>/<part>/<upload>`
  Step step(String cursor) {
    if (cursor.equals(JOIN)) {
      var first = part(0);
      if (first.next() > segments) {
        bench.objects().put(bench.whole(), first.content());
        return Step.done();
      }
      return new Step.Next("0/1/" + uploads.begin(bench.whole()), Map.of());
    }
    var at = cursor.split("/", 3);
    int number = Integer.parseInt(at[1]);
    var part = part(Integer.parseInt(at[0]));
    uploads.part(bench.whole(), at[2], number, part.content());
    if (part.next() > segments) {
      uploads.complete(bench.whole(), at[2]);
      return Step.done();
    }
    return new Step.Next(part.next() + "/" + (number + 1) + "/" + at[2], Map.of());
  }

  /// @param next the segment that the next part begins with; behind the directory after the last
  private record Part(Bytes content, int next) {}

  /// Whole segments, until there is enough.
  private Part part(int from) {
    var out = new ByteArrayOutputStream();
    if (from == 0) {
      out.writeBytes(bench.head().toArray());
    }
    int segment = from;
    while (segment < segments && out.size() < PART) {
      out.writeBytes(bench.segment(segment).toArray());
      segment++;
    }
    if (segment == segments && out.size() < PART) {
      out.writeBytes(bench.tail(segments).toArray());
      segment++;
    }
    return new Part(Bytes.owning(out.toByteArray()), segment);
  }
}
