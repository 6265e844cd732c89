package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendTest {
  private static Send send(Send.State state, int doubts) {
    return new Send(
        new TenantId("acme"),
        new SendId("s-1"),
        Channel.SMS,
        "TEST",
        "ref-1",
        state,
        1,
        doubts,
        doubts,
        1,
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  /// Doubts that were forgiven are doubts all the same.
  @Test
  void isInVainWhereItCannotHaveArrived() {
    assertThat(send(Send.State.DEAD, 0).inVain()).isTrue();
    assertThat(send(Send.State.DEAD, 1).inVain()).isFalse();
    assertThat(send(Send.State.QUEUED, 0).inVain()).isFalse();
    assertThat(send(Send.State.SENT, 0).inVain()).isFalse();
  }
}
