package emanet.subjects;

import emanet.local.Stack;
import emanet.local.TestOrder;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random interleavings by several actors in two Regions, against a model. A walk that fails names
/// its seed; `-Demanet.model.seed=N` walks that one again, and `-Demanet.model.steps=N` further.
@Order(TestOrder.LONG)
class ModelTest {
  private static final int QUICK = 45;
  private static final int LONG = 200;

  @AutoClose
  private static final Stack stack = Stack.only(Set.of("Worker", "Sends"), Stack.HOME, "eu-west-1");

  @Test
  void aWalkEndsWhereTheModelDoes() {
    new Walk(stack, Long.getLong("emanet.model.seed", 20_261_125))
        .walk(Integer.getInteger("emanet.model.steps", QUICK));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 15);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("seeds")
  void manyWalks(long seed) {
    new Walk(stack, seed).walk(LONG);
  }
}
