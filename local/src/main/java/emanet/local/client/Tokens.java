package emanet.local.client;

/// Where bearer tokens come from.
public interface Tokens {
  /// A token that is good now.
  ///
  /// @throws Unreachable if whoever makes tokens does not answer
  String current();

  /// A new token, after the current one was refused.
  ///
  /// @return the same one, where there is no other to be had
  String renewed();

  /// One token for good.
  static Tokens fixed(String token) {
    return new Tokens() {
      @Override
      public String current() {
        return token;
      }

      @Override
      public String renewed() {
        return token;
      }
    };
  }
}
