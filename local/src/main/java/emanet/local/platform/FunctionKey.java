package emanet.local.platform;

import java.util.Optional;
import java.util.stream.Stream;

/// The access key by which the edge knows a function's calls.
public final class FunctionKey {
  /// What it starts with; the function's name follows. DynamoDB's engine takes letters and digits
  /// only.
  public static final String PREFIX = "FUNCTION";

  /// The same for a state machine's calls.
  public static final String MACHINE = "MACHINE";

  private FunctionKey() {}

  public static String of(String function) {
    return PREFIX + function;
  }

  public static String ofMachine(String name) {
    return MACHINE + name;
  }

  /// Whose calls have this key: a function's or a state machine's name.
  public static Optional<String> owner(String accessKey) {
    return Stream.of(PREFIX, MACHINE)
        .filter(accessKey::startsWith)
        .map(prefix -> accessKey.substring(prefix.length()))
        .findFirst();
  }
}
