package emanet.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// Which addresses are in the public internet, by IANA's special-purpose registries (RFC 6890).
final class PublicAddresses {
  private static final List<Block> NOT_PUBLIC_4 =
      List.of(
          new Block("00000000", 8), // this network
          new Block("0a000000", 8), // private
          new Block("64400000", 10), // carrier-grade NAT
          new Block("7f000000", 8), // loopback
          new Block("a9fe0000", 16), // link-local, with the cloud's metadata service
          new Block("ac100000", 12), // private
          new Block("c0000000", 24), // protocol assignments
          new Block("c0000200", 24), // documentation
          new Block("c0586300", 24), // 6to4 relays
          new Block("c0a80000", 16), // private
          new Block("c6120000", 15), // benchmarking
          new Block("c6336400", 24), // documentation
          new Block("cb007100", 24), // documentation
          new Block("e0000000", 4), // multicast
          new Block("f0000000", 4)); // reserved, broadcast

  /// Global unicast: all else (loopback, unique local, link-local, mapped IPv4, NAT64) is not.
  private static final Block UNICAST_6 = new Block("20000000", 3);

  private static final List<Block> NOT_PUBLIC_6 =
      List.of(
          new Block("20010000", 23), // protocol assignments, Teredo
          new Block("20010db8", 32), // documentation
          new Block("20020000", 16), // 6to4, which carries an IPv4 address
          new Block("3fff0000", 20)); // documentation

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> NOT_PUBLIC_4.stream().noneMatch(block -> block.has(v4));
      case Inet6Address v6 ->
          UNICAST_6.has(v6) && NOT_PUBLIC_6.stream().noneMatch(block -> block.has(v6));
      default -> false;
    };
  }

  /// Addresses whose first `length` (at most 32) bits are those of `start`.
  private record Block(int start, int length) {
    Block(String hex, int length) {
      this(Integer.parseUnsignedInt(hex, 16), length);
    }

    boolean has(InetAddress address) {
      var bytes = address.getAddress();
      int first = java.nio.ByteBuffer.wrap(bytes).getInt();
      return (first ^ start) >>> (32 - length) == 0;
    }
  }
}
