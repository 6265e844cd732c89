package emanet.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.pack.Manifest;
import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.store.Objects;
import emanet.values.Bytes;
import java.util.List;
import java.util.Optional;

/// Where a package lies while it is made: in segments, each a run of its zip's members. A step that
/// is done again comes to the same end.
interface Bench {
  /// A member that is in a segment.
  record Placed(StoredZip.Member member, String sha256) {
    Manifest.Line line() {
      return new Manifest.Line(member.name(), member.size(), sha256);
    }
  }

  /// The bucket.
  Objects objects();

  /// The name of the whole.
  String whole();

  /// Writes a segment.
  ///
  /// @param next where the step after it begins
  /// @return where the step after the segment that stands begins
  String write(int number, List<PackedFile> files, String next);

  /// Writes a segment that no second one may take the place of: the first stays.
  void writeOnce(int number, List<PackedFile> files);

  /// The members of the first so many segments, in order.
  List<List<Placed>> members(int segments);

  /// What stands before the first segment.
  Bytes head();

  Bytes segment(int number);

  /// What stands behind the last of so many segments.
  Bytes tail(int segments);

  /// Keeps a document for a later step; the first stays.
  ObjectNode keep(String name, ObjectNode document);

  Optional<ObjectNode> kept(String name);
}
