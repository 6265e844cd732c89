package emanet.alerts;

import emanet.fault.FaultException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether messages would go out, were there a breach this hour: what the deployment promises
/// against what the account may do. It is asked while nothing has happened, since a sandbox is left
/// and a limit is raised by AWS's people, in days, and the law gives 72 hours.
public final class Readiness {
  private final Accounts accounts;
  private final Needs needs;

  /// What has to be possible in this Region.
  ///
  /// @param smsSender whether there is a registered sender id, without which Türkiye's operators
  ///   deliver nothing
  /// @param smsDollarsAMonth what telling everybody by text message would cost, in US dollars
  /// @param emailSender the address to send from, if there is one
  /// @param emailsADay how many are to go out in a day
  /// @param emailsASecond how fast the deployment sends
  public record Needs(
      boolean smsSender,
      BigDecimal smsDollarsAMonth,
      Optional<String> emailSender,
      long emailsADay,
      long emailsASecond) {}

  /// What is wanting.
  public enum Lack {
    /// The service did not say how the account stands.
    NO_ANSWER,
    NO_SENDER,
    /// SES does not take the sender for ours: nothing that comes from it goes out.
    UNVERIFIED,
    SANDBOX,
    /// Less may be spent in a month than telling everybody costs.
    SPEND_LIMIT,
    /// Sending was switched off, by us or by SES.
    PAUSED,
    /// Fewer are left of these 24 hours than are to go out in a day.
    QUOTA,
    /// The deployment would send faster than the account may.
    RATE
  }

  /// Both empty: ready.
  public record Standing(List<Lack> sms, List<Lack> email) {
    public Standing {
      sms = List.copyOf(sms);
      email = List.copyOf(email);
    }
  }

  public Readiness(Accounts accounts, Needs needs) {
    this.accounts = accounts;
    this.needs = needs;
  }

  /// Asks both services; one that does not answer is no reason not to ask the other.
  public Standing standing() {
    return new Standing(sms(), email());
  }

  private List<Lack> sms() {
    var lacks = new ArrayList<Lack>();
    add(lacks, !needs.smsSender(), Lack.NO_SENDER);
    try {
      var account = accounts.sms();
      add(lacks, account.sandboxed(), Lack.SANDBOX);
      add(lacks, account.dollarsAMonth().compareTo(needs.smsDollarsAMonth()) < 0, Lack.SPEND_LIMIT);
    } catch (FaultException e) {
      lacks.add(Lack.NO_ANSWER); // that is the answer
    }
    return lacks;
  }

  private List<Lack> email() {
    var lacks = new ArrayList<Lack>();
    add(lacks, needs.emailSender().isEmpty(), Lack.NO_SENDER);
    try {
      add(
          lacks,
          needs.emailSender().filter(sender -> !accounts.isVerified(sender)).isPresent(),
          Lack.UNVERIFIED);
      var account = accounts.email();
      add(lacks, account.sandboxed(), Lack.SANDBOX);
      add(lacks, account.paused(), Lack.PAUSED);
      add(lacks, account.left() < needs.emailsADay(), Lack.QUOTA);
      add(lacks, account.aSecond() < needs.emailsASecond(), Lack.RATE);
    } catch (FaultException e) {
      lacks.add(Lack.NO_ANSWER); // that is the answer
    }
    return lacks;
  }

  private static void add(List<Lack> lacks, boolean lacking, Lack lack) {
    if (lacking) {
      lacks.add(lack);
    }
  }
}
