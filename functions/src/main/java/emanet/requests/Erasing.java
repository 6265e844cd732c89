package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import java.time.InstantSource;
import java.util.List;

/// Carries an accepted erasure out (Art. 11/1-e), and is done when the keys are gone, whoever
/// destroyed them: by the one item that decides it, read strongly.
final class Erasing implements Execution.Performer {
  private final ErasureOrder order;
  private final Keyring keyring;
  private final InstantSource clock;

  Erasing(ErasureOrder order, Keyring keyring, InstantSource clock) {
    this.order = order;
    this.keyring = keyring;
    this.clock = clock;
  }

  @Override
  public StepResult perform(Execution.Work work) {
    var category = work.step().category();
    var certificate = order.erase(work.caller(), work.subject(), category, work.id());
    if (certificate.isPresent()) {
      return StepResult.done(detail(certificate.get()));
    }
    boolean gone =
        keyring
            .read(work.tenant(), work.subject())
            .filter(keys ->
                keys.erased()
                    || category
                        .filter(code -> !keys.has(code) && keys.highestDestroyed(code) > 0)
                        .isPresent())
            .map(PersonKeys::subject)
            .isPresent();
    var detail = JsonNodeFactory.instance.objectNode();
    return gone
        ? StepResult.done(detail.put("at", clock.instant().toString()))
        : StepResult.waiting(detail);
  }

  private static ObjectNode detail(ObjectNode certificate) {
    var detail = JsonNodeFactory.instance.objectNode();
    detail.put("certificate", certificate.path("id").asText());
    for (var name : List.of("at", "method", "horizon")) {
      if (certificate.path(name).isTextual()) {
        detail.put(name, certificate.path(name).asText());
      }
    }
    return detail;
  }
}
