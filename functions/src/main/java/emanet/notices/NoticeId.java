package emanet.notices;

import java.util.Optional;
import java.util.regex.Pattern;

/// A notice's id: chosen by the tenant, and public.
record NoticeId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,63}");

  static Optional<NoticeId> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new NoticeId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
