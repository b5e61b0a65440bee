package dev.jobstream.web;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells the addresses of the public internet from those of this machine, this network, and other
 * special ones (RFC 6890 and the registries of IANA).
 */
final class PublicAddresses {
  private PublicAddresses() {}

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address v4 -> isPublic4(bytes);
      case Inet6Address v6 -> isPublic6(bytes);
      default -> false;
    };
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    return first != 0
        && first < 224 // Multicast, reserved, broadcast.
        && !(first == 100 && second >= 64 && second < 128) // Shared by carriers.
        && !(first == 192 && second == 0 && (third == 0 || third == 2))
        && !(first == 192 && second == 88 && third == 99) // Relays of 6to4.
        && !(first == 198 && (second == 18 || second == 19))
        && !(first == 198 && second == 51 && third == 100)
        && !(first == 203 && second == 0 && third == 113);
  }

  private static boolean isPublic6(byte[] bytes) {
    // Only 2000::/3 is given out; in it some hold an IPv4 address, which is what is reached.
    if ((bytes[0] & 0xe0) != 0x20) {
      // NAT64, 64:ff9b::/96.
      boolean nat64 =
          bytes[0] == 0
              && bytes[1] == 0x64
              && (bytes[2] & 0xff) == 0xff
              && (bytes[3] & 0xff) == 0x9b
              && Arrays.equals(bytes, 4, 12, new byte[8], 0, 8);
      return nat64 && isPublic(v4(bytes, 12));
    }
    int group0 = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int group1 = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (group0 == 0x2002) {
      return isPublic(v4(bytes, 2)); // 6to4.
    }
    return !(group0 == 0x2001 && (group1 < 0x200 || group1 == 0xdb8)) && group0 != 0x3fff;
  }

  private static InetAddress v4(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address.", e);
    }
  }
}
