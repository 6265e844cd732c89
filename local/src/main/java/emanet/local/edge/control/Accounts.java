package emanet.local.edge.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// How the account stands, in each Region, with the services that carry messages: out of their
/// sandboxes, with all domains verified and the quotas of a middling account, unless one is told
/// otherwise.
public final class Accounts {
  /// Whichever domain is asked about.
  private static final String ANY = "*";

  private static final Standing MIDDLING =
      new Standing(false, false, 50_000, 14, Set.of(ANY), Set.of());

  private final Map<String, Standing> standings = new ConcurrentHashMap<>();

  /// Of one Region.
  ///
  /// @param smsSandboxed text messages go to confirmed numbers only, were it enforced
  /// @param emailSandboxed the same of e-mail
  /// @param emailsADay in any 24 hours
  /// @param verified addresses and domains that e-mail may come from; `*` is any domain
  /// @param pending those whose verification is not over
  public record Standing(
      boolean smsSandboxed,
      boolean emailSandboxed,
      long emailsADay,
      long emailsASecond,
      Set<String> verified,
      Set<String> pending) {
    public Standing {
      verified = Set.copyOf(verified);
      pending = Set.copyOf(pending);
    }

    /// Whether it is verified; empty if nobody asked for that.
    public Optional<Boolean> identity(String name) {
      if (pending.contains(name)) {
        return Optional.of(false);
      }
      boolean known = (verified.contains(ANY) && !name.contains("@")) || verified.contains(name);
      return known ? Optional.of(true) : Optional.empty();
    }

    /// Whether e-mail may come from this address: by itself, or by a domain that it is of.
    public boolean sends(String address) {
      var domain = address.substring(address.lastIndexOf('@') + 1);
      return identity(address).orElse(false)
          || IntStream.range(0, domain.length())
              .filter(at -> at == 0 || domain.charAt(at - 1) == '.')
              .anyMatch(at -> identity(domain.substring(at)).orElse(false));
    }
  }

  public Standing in(String region) {
    return standings.getOrDefault(region, MIDDLING);
  }

  /// `{region, sandboxes: [SMS, EMAIL], emailsADay, emailsASecond, verified: [], pending: []}`.
  void put(Fields fields) {
    var region = fields.text("region");
    var sandboxes = fields.optionalTexts("sandboxes").orElse(List.of());
    var standing =
        new Standing(
            sandboxes.contains("SMS"),
            sandboxes.contains("EMAIL"),
            fields.optionalInteger("emailsADay").orElse(MIDDLING.emailsADay()),
            fields.optionalInteger("emailsASecond").orElse(MIDDLING.emailsASecond()),
            fields.optionalTexts("verified").map(Set::copyOf).orElse(MIDDLING.verified()),
            fields.optionalTexts("pending").map(Set::copyOf).orElse(MIDDLING.pending()));
    fields.done();
    standings.put(region, standing);
  }
}
