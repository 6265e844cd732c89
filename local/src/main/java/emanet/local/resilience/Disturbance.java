package emanet.local.resilience;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/// Something that goes wrong for a while.
///
/// @param calm before it
/// @param lasting how long
record Disturbance(What what, String region, Duration calm, Duration lasting) {
  /// What goes wrong in a Region.
  enum What {
    REGION_CUT_OFF,
    PROCESS_KILLED,
    KMS_GONE,
    S3_GONE,
    DATABASE_SLOW,
    DATABASE_THROTTLES,
    ANSWERS_LOST
  }

  /// Each of them once in each Region, in an order by the dice.
  static List<Disturbance> all(SplittableRandom dice, List<String> regions) {
    var all = new ArrayList<Disturbance>();
    for (var region : regions) {
      for (var what : What.values()) {
        var calm = Duration.ofMillis(4000 + dice.nextInt(4000));
        all.add(new Disturbance(what, region, calm, Duration.ofMillis(6000 + dice.nextInt(9000))));
      }
    }
    Collections.shuffle(all, Random.from(dice));
    return all;
  }

  /// What the edge is told; a killed process is none of its.
  Optional<ObjectNode> fault() {
    var fault = JsonNodeFactory.instance.objectNode().put("region", region);
    return switch (what) {
      case PROCESS_KILLED -> Optional.empty();
      case REGION_CUT_OFF -> Optional.of(fault.put("error", "RegionDown"));
      case KMS_GONE -> Optional.of(fault.put("service", "kms").put("error", "RegionDown"));
      case S3_GONE -> Optional.of(fault.put("service", "s3").put("error", "RegionDown"));
      case DATABASE_SLOW -> Optional.of(fault.put("service", "dynamodb").put("latency", "PT0.3S"));
      case DATABASE_THROTTLES ->
          Optional.of(
              fault
                  .put("service", "dynamodb")
                  .put("error", "ThrottlingException")
                  .put("rate", 0.1));
      case ANSWERS_LOST ->
          Optional.of(
              fault.put("service", "dynamodb").put("error", "LostAnswer").put("rate", 0.03));
    };
  }
}
