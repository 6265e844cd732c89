package emanet.audit.pack;

import emanet.values.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// A zip (APPNOTE 6.3.10) in the one way that a package may be written: members stored as they are,
/// one behind the other, without gaps, comments, times, or extra fields but those of zip64, which
/// stand where a number does not fit, and nowhere else. So every byte of it follows from names and
/// contents, and any other one is wrong.
public final class StoredZip {
  public static final int HEADER_LENGTH = 30;
  public static final int ENTRY_LENGTH = 46;
  public static final int END_LENGTH = 22;

  /// An entry's extra field where its member lies too far: id, length, offset.
  private static final int FAR_LENGTH = 12;

  /// The end of zip64, and what says where it is.
  private static final int END64_LENGTH = 56;

  private static final int LOCATOR_LENGTH = 20;

  /// The most that stands behind a directory's entries.
  public static final int ENDS = END64_LENGTH + LOCATOR_LENGTH + END_LENGTH;

  /// Within a member's header.
  static final int SIZE_AT = 18;

  static final int NAME_LENGTH_AT = 26;

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR = 0x07064b50;
  private static final short VERSION = 10;
  private static final short VERSION64 = 45;
  private static final short FAR = 1;

  /// 1 January 1980, the first day that a zip knows.
  private static final short FIRST_DAY = 0x0021;

  /// Beyond these a number is all ones, and stands in what zip64 adds.
  private static final long MOST_SHORT = 0xFFFE;

  private static final long MOST_INT = 0xFFFF_FFFEL;

  /// What a directory and a manifest may name that are made, and checked, in memory.
  public static final int MOST_MEMBERS = 500_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");

  private StoredZip() {}

  /// A member.
  ///
  /// @param name relative, of printable ASCII
  /// @param crc CRC-32 of its content
  public record Member(String name, int size, int crc) {
    public Member {
      if (!isName(name) || size < 0) {
        throw new IllegalArgumentException("no member of a package");
      }
    }

    public static Member of(String name, Bytes content) {
      var crc = new CRC32();
      crc.update(content.toArray());
      return new Member(name, content.length(), (int) crc.getValue());
    }

    /// Bytes from its header to its end.
    public long length() {
      return HEADER_LENGTH + (long) name.length() + size;
    }
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.contains("..") && !name.contains("//");
  }

  /// What stands before a member's content.
  public static Bytes header(Member member) {
    var name = ascii(member.name());
    var out = ByteBuffer.allocate(HEADER_LENGTH + name.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(LOCAL);
    attributes(out, member, name.length, 0);
    return Bytes.owning(out.put(name).array());
  }

  /// Members one behind the other, as they stand in a package.
  public static Bytes encode(List<PackedFile> files) {
    var out = new ByteArrayOutputStream();
    for (var file : files) {
      out.writeBytes(header(Member.of(file.name(), file.content())).toArray());
      out.writeBytes(file.content().toArray());
    }
    return Bytes.owning(out.toByteArray());
  }

  /// Reads what `encode` gave.
  ///
  /// @throws IllegalArgumentException if it is nothing else but that
  public static List<PackedFile> decode(Bytes run) {
    var files = new ArrayList<PackedFile>();
    var in = ByteBuffer.wrap(run.toArray()).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int at = in.position();
      if (in.remaining() < HEADER_LENGTH) {
        throw new IllegalArgumentException("a member is cut off");
      }
      int size = in.getInt(at + SIZE_AT);
      int length = Short.toUnsignedInt(in.getShort(at + NAME_LENGTH_AT));
      if (size < 0 || in.remaining() - HEADER_LENGTH - length < size) {
        throw new IllegalArgumentException("a member is cut off");
      }
      var name = new byte[length];
      in.position(at + HEADER_LENGTH).get(name);
      var content = new byte[size];
      in.get(content);
      files.add(new PackedFile(new String(name, StandardCharsets.US_ASCII), Bytes.owning(content)));
    }
    if (!encode(files).equals(run)) {
      throw new IllegalArgumentException("no run of members");
    }
    return files;
  }

  /// What stands behind the last member: the directory, and the end.
  ///
  /// @throws IllegalArgumentException if there is more than a package may hold
  public static Bytes tail(List<Member> members) {
    if (members.size() > MOST_MEMBERS) {
      throw new IllegalArgumentException("more than a package may hold");
    }
    var lengths = lengths(members);
    boolean more =
        members.size() > MOST_SHORT || lengths.members > MOST_INT || lengths.directory > MOST_INT;
    int end = more ? END64_LENGTH + LOCATOR_LENGTH + END_LENGTH : END_LENGTH;
    var out =
        ByteBuffer.allocate(Math.toIntExact(lengths.directory + end))
            .order(ByteOrder.LITTLE_ENDIAN);
    long offset = 0;
    for (var member : members) {
      entry(out, member, offset);
      offset += member.length();
    }
    if (more) {
      end64(out, members.size(), lengths);
    }
    out.putInt(END).putShort((short) 0).putShort((short) 0);
    short count = (short) (members.size() > MOST_SHORT ? -1 : members.size());
    out.putShort(count).putShort(count);
    out.putInt(fit(lengths.directory)).putInt(fit(lengths.members)).putShort((short) 0);
    return Bytes.owning(out.array());
  }

  /// Of all members, and of the directory that names them.
  private record Lengths(long members, long directory) {}

  private static Lengths lengths(List<Member> members) {
    long offset = 0;
    long directory = 0;
    for (var member : members) {
      directory += entryLength(member, offset);
      offset += member.length();
    }
    return new Lengths(offset, directory);
  }

  /// How long a member's entry in the directory is, where the member begins there.
  public static int entryLength(Member member, long offset) {
    return ENTRY_LENGTH + member.name().length() + (offset > MOST_INT ? FAR_LENGTH : 0);
  }

  private static void entry(ByteBuffer out, Member member, long offset) {
    boolean far = offset > MOST_INT;
    var name = ascii(member.name());
    out.putInt(CENTRAL).putShort(VERSION);
    attributes(out, member, name.length, far ? FAR_LENGTH : 0);
    // comment, disk, attributes within and without
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    out.putInt(fit(offset)).put(name);
    if (far) {
      out.putShort(FAR).putShort((short) Long.BYTES).putLong(offset);
    }
  }

  private static void end64(ByteBuffer out, int count, Lengths lengths) {
    // its length behind this number, and by which version it was made and is to be read
    out.putInt(END64).putLong(END64_LENGTH - 12L).putShort(VERSION64).putShort(VERSION64);
    out.putInt(0).putInt(0).putLong(count).putLong(count);
    out.putLong(lengths.directory).putLong(lengths.members);
    out.putInt(LOCATOR).putInt(0).putLong(lengths.members + lengths.directory).putInt(1);
  }

  private static int fit(long number) {
    return number > MOST_INT ? -1 : (int) number;
  }

  /// How much stands between the last member and the end, as that says; empty if it says nothing.
  ///
  /// @param end the last bytes of a zip, as many as `ENDS` or all that there are
  public static OptionalLong directoryLength(Bytes end) {
    var in = ByteBuffer.wrap(end.toArray()).order(ByteOrder.LITTLE_ENDIAN);
    int at = end.length() - END_LENGTH;
    if (at < 0 || in.getInt(at) != END) {
      return OptionalLong.empty();
    }
    int locator = at - LOCATOR_LENGTH;
    if (locator < END64_LENGTH || in.getInt(locator) != LOCATOR) {
      return OptionalLong.of(Integer.toUnsignedLong(in.getInt(at + 12)));
    }
    int end64 = locator - END64_LENGTH;
    return in.getInt(end64) == END64
        ? OptionalLong.of(in.getLong(end64 + 40) + END64_LENGTH + LOCATOR_LENGTH)
        : OptionalLong.empty();
  }

  private static void attributes(ByteBuffer out, Member member, int nameLength, int extraLength) {
    // version needed, flags, method
    out.putShort(extraLength > 0 ? VERSION64 : VERSION).putShort((short) 0).putShort((short) 0);
    out.putShort((short) 0).putShort(FIRST_DAY);
    out.putInt(member.crc()).putInt(member.size()).putInt(member.size());
    out.putShort((short) nameLength).putShort((short) extraLength);
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
