package emanet.register.formats;

import emanet.fault.FieldCode;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address, kept as it was written: the part before the @ may tell capitals apart. For
/// look-up only ASCII letters fold, never by a locale: in a Turkish one `I` is no `i`, and in
/// addresses it is. Domains are compared in their IDNA form.
final class Email implements Format.OfText {
  private static final Pattern LOCAL =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{Nd}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{Nd}!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST = 254;

  /// What parts a domain's labels (RFC 3490 §3.1): keyboards of the East write the other three.
  private static final String DOTS = ".\u3002\uff0e\uff61";

  private final String suffix;

  /// @param suffix what the domain must end with
  Email(String suffix) {
    this.suffix = suffix;
  }

  @Override
  public Checked checkText(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1) {
      return Format.unfit(FieldCode.FORMAT);
    }
    if (at > LONGEST_LOCAL || text.length() > LONGEST) {
      return Format.unfit(FieldCode.LENGTH);
    }
    boolean fits =
        LOCAL.matcher(text.substring(0, at)).matches()
            && domain(text.substring(at + 1))
                .filter(domain -> DOMAIN.matcher(domain).matches() && domain.endsWith(suffix))
                .isPresent();
    return fits ? Format.fit(text) : Format.unfit(FieldCode.FORMAT);
  }

  private static Optional<String> domain(String written) {
    try {
      return Optional.of(IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // IDN reports what is no domain by these two
    }
  }

  @Override
  public String maskText(String text) {
    int at = text.lastIndexOf('@');
    var domain = text.substring(at + 1);
    return first(text) + "***@" + first(domain) + "***" + last(domain);
  }

  /// The last label, and the dot before it as it was written.
  private static String last(String domain) {
    int at = domain.length() - 1;
    while (DOTS.indexOf(domain.charAt(at)) < 0) {
      at--;
    }
    return domain.substring(at);
  }

  private static String first(String text) {
    return text.substring(0, text.offsetByCodePoints(0, 1));
  }

  @Override
  public String foldText(String text) {
    int at = text.lastIndexOf('@');
    return asciiLower(text.substring(0, at)) + "@" + domain(text.substring(at + 1)).orElse("");
  }

  private static String asciiLower(String text) {
    var lower = new StringBuilder(text.length());
    text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return lower.toString();
  }
}
