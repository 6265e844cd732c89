package emanet.audit.pack;

import emanet.values.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// A zip (APPNOTE 6.3.10) in the one way that a package may be written: members stored as they are,
/// one behind the other, without gaps, comments, extra fields or times. So every byte of it follows
/// from names and contents, and any other one is wrong.
public final class StoredZip {
  static final int HEADER_LENGTH = 30;
  static final int ENTRY_LENGTH = 46;
  static final int END_LENGTH = 22;

  /// Within a member's header.
  static final int SIZE_AT = 18;

  static final int NAME_LENGTH_AT = 26;

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final short VERSION = 10;

  /// 1 January 1980, the first day that a zip knows.
  private static final short FIRST_DAY = 0x0021;

  private static final int MOST_MEMBERS = 65_534;
  private static final long MOST_BYTES = 0xFFFF_FFFEL;
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
    attributes(out, member, name.length);
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
  /// @throws IllegalArgumentException if there is more than such a zip may hold
  public static Bytes tail(List<Member> members) {
    long length = members.stream().mapToLong(Member::length).sum();
    int directory =
        members.stream().mapToInt(member -> ENTRY_LENGTH + member.name().length()).sum();
    if (members.size() > MOST_MEMBERS || length + directory > MOST_BYTES) {
      throw new IllegalArgumentException("more than a package may hold");
    }
    var out = ByteBuffer.allocate(directory + END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    long offset = 0;
    for (var member : members) {
      var name = ascii(member.name());
      out.putInt(CENTRAL).putShort(VERSION);
      attributes(out, member, name.length);
      // comment, disk, attributes within and without
      out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      out.putInt((int) offset).put(name);
      offset += member.length();
    }
    out.putInt(END).putShort((short) 0).putShort((short) 0);
    out.putShort((short) members.size()).putShort((short) members.size());
    out.putInt(directory).putInt((int) offset).putShort((short) 0);
    return Bytes.owning(out.array());
  }

  private static void attributes(ByteBuffer out, Member member, int nameLength) {
    // version needed, flags, method
    out.putShort(VERSION).putShort((short) 0).putShort((short) 0);
    out.putShort((short) 0).putShort(FIRST_DAY);
    out.putInt(member.crc()).putInt(member.size()).putInt(member.size());
    out.putShort((short) nameLength).putShort((short) 0);
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
