package emanet.local.platform;

/// The access key by which the edge knows a function's calls.
public final class FunctionKey {
  /// What it starts with; the function's name follows. DynamoDB's engine takes letters and digits
  /// only.
  public static final String PREFIX = "FUNCTION";

  private FunctionKey() {}

  public static String of(String function) {
    return PREFIX + function;
  }
}
