package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// No call of the API costs more calls of AWS because more people are kept. At two thousand the
/// story of a restore looks (`RestoreTest`), which has as many.
class ScaleTest {
  @Test
  @Tag("long")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void callsAreTheSameAtAHundredPeopleAndAtFiftyThousand() {
    var scale = new Scale(Stack.shared());
    scale.crowd().growTo(100);
    var few = scale.callsOfAll();
    scale.crowd().growTo(50_000);
    assertThat(scale.callsOfAll()).isEqualTo(few);
  }
}
