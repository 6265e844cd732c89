package emanet.wiring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;

/// One line for CloudWatch, which makes metrics of it (embedded metric format): of the namespace
/// `Emanet`, by Region.
final class MetricLine {
  private final ObjectNode line = JsonNodeFactory.instance.objectNode();
  private final ArrayNode names;

  MetricLine(Instant now, String region) {
    var aws = line.putObject("_aws");
    aws.put("Timestamp", now.toEpochMilli());
    var metrics = aws.putArray("CloudWatchMetrics").addObject();
    metrics.put("Namespace", "Emanet");
    metrics.putArray("Dimensions").addArray().add("Region");
    this.names = metrics.putArray("Metrics");
    line.put("Region", region);
  }

  MetricLine metric(String name, String unit, long value) {
    names.addObject().put("Name", name).put("Unit", unit);
    line.put(name, value);
    return this;
  }

  /// What is no metric, for whoever reads the log.
  MetricLine list(String name, Collection<String> texts) {
    var list = line.putArray(name);
    texts.forEach(list::add);
    return this;
  }

  void print() {
    System.out.println(line);
  }
}
