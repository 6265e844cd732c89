package emanet.disclosures;

import emanet.alerts.Send;
import emanet.alerts.SendId;
import emanet.alerts.SendList;
import emanet.alerts.Sends;
import emanet.alerts.WebhookSecrets;
import emanet.fault.Fault;
import emanet.ledger.Action;
import emanet.register.Access;
import emanet.register.Recorded;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.values.Caller;
import emanet.values.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What the data-protection officer has to see to around transfers: contracts to be told of,
/// attestations that lapse, sends that were given up, and the secrets that webhooks are signed
/// with. Each look and each act is entered first.
public final class Duties {
  static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);
  static final Set<Role> ACTORS = Set.of(Role.DPO);

  private final Trail trail;
  private final Access access;
  private final Register register;
  private final ContractTasks contracts;
  private final Attestations attestations;
  private final Sends sends;
  private final WebhookSecrets secrets;

  Duties(
      Trail trail,
      Register register,
      ContractTasks contracts,
      Attestations attestations,
      Sends sends,
      WebhookSecrets secrets) {
    this.trail = trail;
    this.access = register.access();
    this.register = register;
    this.contracts = contracts;
    this.attestations = attestations;
    this.sends = sends;
    this.secrets = secrets;
  }

  /// Where the overview asks too.
  public ContractTasks contracts() {
    return contracts;
  }

  /// Where the overview asks too.
  public Attestations attestations() {
    return attestations;
  }

  Recorded<List<ContractTasks.Task>> contractTasks(Caller caller) {
    return read(caller, "contract-tasks", () -> contracts.open(caller.tenant()));
  }

  Recorded<List<Attestations.Standing>> attestations(Caller caller) {
    return read(caller, "attestations", () -> attestations.all(caller.tenant()));
  }

  Recorded<Sends.Page> sends(Caller caller, SendList list, int limit, Optional<String> after) {
    return read(caller, "sends", () -> sends.list(caller.tenant(), list, after, limit));
  }

  private <T> Recorded<T> read(Caller caller, String target, Supplier<T> work) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target,
        () -> {
          access.require(caller, READERS);
          return work.get();
        });
  }

  Recorded<Send> retry(Caller caller, SendId id) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        "send/" + id,
        () -> {
          access.require(caller, ACTORS);
          return sends.retry(caller.tenant(), id);
        });
  }

  /// The secret that signs a recipient's webhooks, for who gives it to the recipient: a human with
  /// a second factor. The taker closes it.
  Recorded<WebhookSecrets.Secret> secret(Caller caller, String recipient) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "webhook-secret/" + recipient,
        () -> {
          access.requireHuman(caller, ACTORS);
          requireRecipient(caller, recipient);
          return secrets.current(caller.tenant(), recipient);
        });
  }

  /// Makes another one.
  Recorded<WebhookSecrets.Secret> rotate(Caller caller, String recipient, String mark) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        "webhook-secret/" + recipient,
        () -> {
          access.requireHuman(caller, ACTORS);
          requireRecipient(caller, recipient);
          return secrets.rotate(caller.tenant(), recipient, mark);
        });
  }

  private void requireRecipient(Caller caller, String recipient) {
    if (!register.recipients().find(caller.tenant(), Set.of(recipient)).containsKey(recipient)) {
      throw new Fault.Absent().exception();
    }
  }

  /// Checks what must hold for a replay as well.
  boolean mayAct(Caller caller) {
    access.require(caller, ACTORS);
    return true;
  }
}
