package emanet.local.verify;

import emanet.audit.pack.StoredZip;
import emanet.audit.pack.StoredZip.Member;
import emanet.values.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A package's members as they lie in their file, read one at a time. Whatever of the zip itself is
/// not as `StoredZip` would write it is found, and named by the member it belongs to.
///
/// What members there are is told twice, by their headers and by the directory; where one of the
/// two is damaged the other shows it.
final class PackageFile implements AutoCloseable {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int HEADER_LENGTH = StoredZip.HEADER_LENGTH;
  private static final int ENTRY_LENGTH = StoredZip.ENTRY_LENGTH;
  private static final int END_LENGTH = StoredZip.END_LENGTH;
  private static final String ITSELF = "the zip";

  private final FileChannel channel;
  private final Findings findings;
  private final long length;
  private final Map<String, Spot> spots = new LinkedHashMap<>();

  /// Where a member's content is.
  private record Spot(Member member, long at) {}

  PackageFile(Path file, Findings findings) throws IOException {
    this.channel = FileChannel.open(file);
    this.findings = findings;
    this.length = channel.size();
    locate();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  List<String> names() {
    return List.copyOf(spots.keySet());
  }

  /// A member's content; empty if there is none of that name.
  Optional<Bytes> read(String name) {
    var spot = spots.get(name);
    if (spot == null) {
      return Optional.empty();
    }
    var content = bytes(spot.at(), spot.member().size());
    if (Member.of(name, content).crc() != spot.member().crc()) {
      findings.add(Finding.Kind.FILE_ALTERED, name, "its checksum in the zip is not that of it");
    }
    return Optional.of(content);
  }

  private void locate() {
    var byHeaders = byHeaders();
    long end = byHeaders.stream().mapToLong(Member::length).sum();
    var right = StoredZip.tail(byHeaders);
    var tail = bytes(end, (int) Math.min(length - end, right.length()));
    var byDirectory = byDirectory();
    if (!byHeaders.isEmpty() && length - end == right.length() && right.equals(tail)) {
      place(byHeaders);
    } else if (byDirectory.isPresent()) {
      place(byDirectory.get());
    } else {
      place(byHeaders);
      nameDifference(byHeaders, right.toArray(), tail.toArray());
    }
    spots.values().forEach(this::compareHeader);
  }

  private void place(List<Member> members) {
    long at = 0;
    for (var member : members) {
      var spot = new Spot(member, at + member.length() - member.size());
      if (spots.putIfAbsent(member.name(), spot) != null) {
        findings.add(Finding.Kind.FILE_UNEXPECTED, member.name(), "it is there twice");
      }
      at += member.length();
    }
  }

  private void compareHeader(Spot spot) {
    var header = StoredZip.header(spot.member());
    if (!bytes(spot.at() - header.length(), header.length()).equals(header)) {
      findings.add(
          Finding.Kind.FILE_MALFORMED,
          spot.member().name(),
          "its header in the zip is not the one it must have");
    }
  }

  /// Members one behind the other, as far as their headers go.
  private List<Member> byHeaders() {
    var members = new ArrayList<Member>();
    long at = 0;
    while (at + HEADER_LENGTH <= length) {
      var head = little(at, HEADER_LENGTH);
      int nameLength = Short.toUnsignedInt(head.getShort(26));
      if (head.getInt(0) != LOCAL || at + HEADER_LENGTH + nameLength > length) {
        break;
      }
      var member = member(at + HEADER_LENGTH, nameLength, head.getInt(18), head.getInt(14));
      if (member.isEmpty() || at + member.get().length() > length) {
        break;
      }
      members.add(member.get());
      at += member.get().length();
    }
    return members;
  }

  /// Members as the directory has them, if it is one that could have been written.
  private Optional<List<Member>> byDirectory() {
    int ends = (int) Math.min(length, StoredZip.ENDS);
    var size = StoredZip.directoryLength(bytes(length - ends, ends));
    long start = length - END_LENGTH - size.orElse(length);
    if (size.isEmpty() || start < 0 || start > length - END_LENGTH) {
      return Optional.empty();
    }
    var members = new ArrayList<Member>();
    for (long at = start; at + ENTRY_LENGTH <= length - END_LENGTH; ) {
      var head = little(at, ENTRY_LENGTH);
      int nameLength = Short.toUnsignedInt(head.getShort(28));
      if (head.getInt(0) != CENTRAL) {
        break; // the end, or none: what follows is compared as a whole
      }
      var member = member(at + ENTRY_LENGTH, nameLength, head.getInt(20), head.getInt(16));
      if (member.isEmpty()) {
        return Optional.empty();
      }
      members.add(member.get());
      at += ENTRY_LENGTH + nameLength + Short.toUnsignedInt(head.getShort(30));
    }
    boolean fits =
        members.stream().mapToLong(Member::length).sum() == start
            && StoredZip.tail(members).equals(bytes(start, (int) (length - start)));
    return fits ? Optional.of(members) : Optional.empty();
  }

  private Optional<Member> member(long nameAt, int nameLength, int size, int crc) {
    if (nameAt + nameLength > length) {
      return Optional.empty();
    }
    var name = new String(bytes(nameAt, nameLength).toArray(), StandardCharsets.US_ASCII);
    try {
      return Optional.of(new Member(name, size, crc));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Says which member the first byte belongs to that is not as it must be.
  private void nameDifference(List<Member> members, byte[] right, byte[] found) {
    int at = 0;
    while (at < Math.min(right.length, found.length) && right[at] == found[at]) {
      at++;
    }
    long offset = 0;
    int entry = 0;
    for (var member : members) {
      entry += StoredZip.entryLength(member, offset);
      offset += member.length();
      if (at < entry) {
        findings.add(
            Finding.Kind.FILE_MALFORMED,
            member.name(),
            "its entry in the directory of the zip is not the one it must have");
        return;
      }
    }
    var after = members.isEmpty() ? "" : " behind " + members.getLast().name();
    findings.add(
        Finding.Kind.FILE_MALFORMED, ITSELF, "it is damaged or cut off at its end" + after);
  }

  private ByteBuffer little(long at, int size) {
    return ByteBuffer.wrap(bytes(at, size).toArray()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Bytes bytes(long at, int size) {
    var buffer = ByteBuffer.allocate(size);
    try {
      while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
        // read on
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.owning(buffer.array());
  }
}
