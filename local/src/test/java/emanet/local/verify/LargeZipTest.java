package emanet.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.audit.pack.StoredZip.Member;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A package of more members, or of more bytes, than a zip has had numbers for from the beginning
/// opens by any program, and is checked to the byte.
class LargeZipTest {
  private static final int MANY = 65_600;
  private static final int LARGE = 1_500_000_000;
  private static final Bytes LAST = Bytes.of("the last".getBytes(StandardCharsets.US_ASCII));

  @TempDir Path folder;

  @Test
  void moreMembersThanTwoBytesCount() throws IOException {
    var files = new ArrayList<PackedFile>();
    for (int i = 0; i < MANY; i++) {
      files.add(PackedFile.text("rows/%06d.json".formatted(i), "[]"));
    }
    var members = files.stream().map(file -> Member.of(file.name(), file.content())).toList();
    var file = folder.resolve("many.zip");
    var run = StoredZip.encode(files);
    var tail = StoredZip.tail(members);
    Files.write(file, run.toArray());
    Files.write(file, tail.toArray(), StandardOpenOption.APPEND);
    try (var zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isEqualTo(MANY);
      var last = zip.getEntry("rows/065599.json");
      assertThat(zip.getInputStream(last).readAllBytes()).asString().isEqualTo("[]");
    }
    assertThat(findings(file, MANY)).isEmpty();
    long length = run.length() + (long) tail.length();
    flip(file, length - 22 - 20 - 56 + 24); // in the end of zip64: the count
    assertThat(findings(file, MANY)).isNotEmpty();
  }

  /// Its large members are holes: only where they lie counts.
  @Test
  void moreBytesThanFourBytesCount() throws IOException {
    var members = new ArrayList<Member>();
    for (var name : List.of("a", "b", "c")) {
      members.add(new Member(name, LARGE, 0));
    }
    members.add(Member.of("d", LAST));
    members.add(Member.of("e", LAST));
    var file = folder.resolve("large.zip");
    try (var out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      long at = 0;
      for (var member : members) {
        write(out, at, StoredZip.header(member));
        at += member.length();
        if (member.size() < LARGE) {
          write(out, at - member.size(), LAST);
        }
      }
      assertThat(at).isGreaterThan(1L << 32);
      write(out, at, StoredZip.tail(members));
    }
    try (var zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isEqualTo(5);
      assertThat(zip.getEntry("b").getSize()).isEqualTo(LARGE);
      var last = zip.getInputStream(zip.getEntry("e")).readAllBytes();
      assertThat(Bytes.of(last)).isEqualTo(LAST);
    }
    assertThat(findings(file, 5)).isEmpty();
    // the offset of the last one: the end of its entry, before the two ends
    long offset = Files.size(file) - 22 - 20 - 56 - 8;
    flip(file, offset);
    assertThat(findings(file, 5)).isNotEmpty();
  }

  private static List<Finding> findings(Path file, int members) throws IOException {
    var findings = new Findings();
    try (var zip = new PackageFile(file, findings)) {
      assertThat(zip.names()).hasSize(members);
      if (members < MANY) {
        assertThat(zip.read("e")).isEqualTo(Optional.of(LAST));
      }
    }
    return findings.all();
  }

  private static void write(FileChannel out, long at, Bytes content) throws IOException {
    var buffer = ByteBuffer.wrap(content.toArray());
    while (buffer.hasRemaining()) {
      int written = out.write(buffer, at + buffer.position());
      assertThat(written).isPositive();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      assertThat(channel.read(one, at)).isEqualTo(1);
      write(channel, at, Bytes.of(new byte[] {(byte) (one.get(0) ^ 1)}));
    }
  }
}
