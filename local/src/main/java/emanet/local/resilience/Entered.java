package emanet.local.resilience;

import java.util.List;

/// An entry of the ledger, as the officer is shown it.
///
/// @param receipt its id and its leaf's hash, as `Emanet-Ledger` has them
/// @param action what its actor set out to do
/// @param subject the person it is about; empty where it is about nobody
/// @param request the call that made it
/// @param done whether it stands for something shown or done
/// @param outcomes what else came of it, by name
public record Entered(
    String receipt,
    String action,
    String actor,
    String subject,
    String request,
    boolean done,
    List<String> outcomes) {
  public Entered {
    outcomes = List.copyOf(outcomes);
  }
}
