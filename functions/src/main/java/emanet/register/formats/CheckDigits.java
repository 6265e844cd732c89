package emanet.register.formats;

/// Check digits of Turkish numbers, and of IBANs. All take texts of ASCII digits of the right
/// length.
final class CheckDigits {
  private CheckDigits() {}

  /// d10 = ((d1+d3+d5+d7+d9)·7 − (d2+d4+d6+d8)) mod 10; d11 = (d1+…+d10) mod 10.
  static boolean tckn(String n) {
    int odd = 0;
    int even = 0;
    for (int i = 0; i < 9; i++) {
      if (i % 2 == 0) {
        odd += digit(n, i);
      } else {
        even += digit(n, i);
      }
    }
    return Math.floorMod(odd * 7 - even, 10) == digit(n, 9)
        && (odd + even + digit(n, 9)) % 10 == digit(n, 10);
  }

  /// For i = 1…9: t = (dᵢ + 10 − i) mod 10; v = 9 where t = 9, else t·2^(10−i) mod 9. d10 = (10 −
  /// Σv mod 10) mod 10.
  static boolean vkn(String n) {
    int sum = 0;
    for (int i = 1; i <= 9; i++) {
      int t = (digit(n, i - 1) + 10 - i) % 10;
      sum += t == 9 ? 9 : (t << (10 - i)) % 9;
    }
    return (10 - sum % 10) % 10 == digit(n, 9);
  }

  /// ISO 7064 MOD 97-10 over the account with country and check digits moved to its end.
  static boolean iban(String iban) {
    int remainder = 0;
    var turned = iban.substring(4) + iban.substring(0, 4);
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder == 1;
  }

  /// Whether the first `length` digits are the same.
  static boolean repeated(String n, int length) {
    return n.substring(0, length).chars().distinct().count() == 1;
  }

  private static int digit(String n, int index) {
    return n.charAt(index) - '0';
  }
}
