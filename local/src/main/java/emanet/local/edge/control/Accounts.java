package emanet.local.edge.control;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How the account stands, in each Region, with the services that carry messages: out of their
/// sandboxes and with the quotas of a middling account, unless one is told otherwise.
public final class Accounts {
  private static final Standing MIDDLING = new Standing(false, false, 50_000, 14);

  private final Map<String, Standing> standings = new ConcurrentHashMap<>();

  /// Of one Region.
  ///
  /// @param smsSandboxed text messages go to confirmed numbers only, were it enforced
  /// @param emailSandboxed the same of e-mail
  /// @param emailsADay in any 24 hours
  public record Standing(
      boolean smsSandboxed, boolean emailSandboxed, long emailsADay, long emailsASecond) {}

  public Standing in(String region) {
    return standings.getOrDefault(region, MIDDLING);
  }

  /// `{region, sandboxes: [SMS, EMAIL], emailsADay, emailsASecond}`.
  void put(Fields fields) {
    var region = fields.text("region");
    var sandboxes = fields.optionalTexts("sandboxes").orElse(List.of());
    var standing =
        new Standing(
            sandboxes.contains("SMS"),
            sandboxes.contains("EMAIL"),
            fields.optionalInteger("emailsADay").orElse(MIDDLING.emailsADay()),
            fields.optionalInteger("emailsASecond").orElse(MIDDLING.emailsASecond()));
    fields.done();
    standings.put(region, standing);
  }
}
