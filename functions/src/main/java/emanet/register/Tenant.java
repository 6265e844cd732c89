package emanet.register;

import emanet.values.Role;
import emanet.values.TenantId;
import java.net.URI;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A tenant: one customer.
///
/// @param title its name by law
/// @param issuers whose tokens it trusts; none means the deployment's issuer
/// @param kmsKeyArn its own multi-Region key
/// @param hosting what allows keeping its data abroad (Art. 9)
/// @param disposalInterval between periodic disposals (regulation 30224): six months at most
/// @param sample whether its people are invented
public record Tenant(
    TenantId id,
    String name,
    String title,
    String address,
    List<Contact> contacts,
    List<TrustedIssuer> issuers,
    Optional<String> kmsKeyArn,
    Optional<Hosting> hosting,
    Period disposalInterval,
    boolean sample,
    Settings settings) {
  public Tenant {
    contacts = List.copyOf(contacts);
    issuers = List.copyOf(issuers);
  }

  /// Who is told.
  public record Contact(Duty role, Optional<String> email, Optional<String> phone) {
    /// What a contact is for.
    public enum Duty {
      DPO,
      SECURITY,
      MANAGEMENT
    }
  }

  /// An issuer of tokens.
  ///
  /// @param iss compared as it stands
  /// @param roles that its tokens may grant
  public record TrustedIssuer(String iss, URI jwksUri, Set<Role> roles) {
    public TrustedIssuer {
      roles = Set.copyOf(roles);
    }
  }

  /// What allows hosting abroad.
  public record Hosting(
      TransferMechanism mechanism,
      String document,
      LocalDate signedAt,
      Optional<LocalDate> notifiedAt,
      Optional<LocalDate> expiresAt) {
    /// Whether it has been signed by that day, and has not run out. No country has an adequacy
    /// decision (Art. 9/1) that data could be kept on.
    boolean isInForce(LocalDate day) {
      return mechanism != TransferMechanism.ADEQUACY
          && !day.isBefore(signedAt)
          && expiresAt.filter(day::isAfter).isEmpty();
    }

    /// The same, whenever the Authority was told.
    Hosting terms() {
      return new Hosting(mechanism, document, signedAt, Optional.empty(), expiresAt);
    }
  }

  /// Limits, each with its default.
  ///
  /// @param erasures an actor's erasures a day; more need a second person
  /// @param searches a human's searches an hour
  /// @param serviceSearches a platform's searches an hour
  /// @param k the smallest group that anonymous data may leave a person in
  /// @param l the fewest values that such a group must have
  /// @param accessLogLife law 5651: one to two years
  /// @param cookieLife how long a choice of cookies is kept (guideline of June 2022)
  /// @param smsParts parts of SMS that may be sent on a day
  /// @param emails that may be sent on a day
  /// @param occasional transfers to one recipient for one activity in twelve months that still are
  ///   occasional (Art. 9/6)
  /// @param recoveryMinutes in which a restore is to be through (RTO)
  /// @param lossMinutes of which what was written may be lost with all tables (RPO)
  /// @param drillDays between drills that show so
  public record Settings(
      int erasures,
      int searches,
      int serviceSearches,
      int k,
      int l,
      Period accessLogLife,
      Period cookieLife,
      int smsParts,
      int emails,
      int occasional,
      int recoveryMinutes,
      int lossMinutes,
      int drillDays) {
    public static final Settings DEFAULT =
        new Settings(
            100,
            600,
            100_000,
            5,
            2,
            Period.ofMonths(12),
            Period.ofMonths(6),
            20_000,
            100_000,
            2,
            240,
            1560,
            35);
  }
}
