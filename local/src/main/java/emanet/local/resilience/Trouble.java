package emanet.local.resilience;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.client.Answer;
import emanet.local.client.Call;
import emanet.local.client.Http;
import emanet.local.client.Regions;
import emanet.local.machine.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Makes things go wrong on a machine, one after the other, by the dice.
final class Trouble {
  private static final Duration GLANCE = Duration.ofMillis(20);

  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private final Machine machine;
  private final Regions regions;
  private final List<String> names;
  private final Http http;
  private final SplittableRandom dice;
  private final Consumer<String> told;
  private final List<Phase> phases = new ArrayList<>();

  /// What went wrong, and how long it was until health checks had the Region out.
  ///
  /// @param out milliseconds from its beginning; nothing where the Region stayed in
  record Phase(Disturbance disturbance, long begun, long ended, OptionalLong out) {}

  Trouble(
      Machine machine, Regions regions, Http http, SplittableRandom dice, Consumer<String> told) {
    this.machine = machine;
    this.regions = regions;
    this.names = List.copyOf(machine.apis().keySet());
    this.http = http;
    this.dice = dice;
    this.told = told;
  }

  /// Goes on until then. Afterwards all is well again.
  void until(long end) throws IOException, InterruptedException {
    while (true) {
      for (var next : Disturbance.all(dice, names)) {
        var whole = next.calm().plus(next.lasting());
        if (System.nanoTime() + whole.toNanos() > end) {
          return;
        }
        Thread.sleep(next.calm());
        phases.add(suffer(next));
      }
    }
  }

  List<Phase> phases() {
    return List.copyOf(phases);
  }

  private Phase suffer(Disturbance disturbance) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    told.accept(disturbance.what() + " in " + disturbance.region());
    begin(disturbance);
    long over = begun + disturbance.lasting().toNanos();
    var out = OptionalLong.empty();
    while (System.nanoTime() < over) {
      if (out.isEmpty() && !regions.isWell(disturbance.region())) {
        out = OptionalLong.of(Duration.ofNanos(System.nanoTime() - begun).toMillis());
      }
      Thread.sleep(GLANCE);
    }
    end(disturbance);
    long latest = System.nanoTime() + RECOVERY.toNanos();
    while (!regions.isWell(disturbance.region())) {
      if (System.nanoTime() > latest) {
        throw new IllegalStateException(disturbance.region() + " does not come back");
      }
      Thread.sleep(GLANCE);
    }
    return new Phase(disturbance, begun, System.nanoTime(), out);
  }

  private void begin(Disturbance disturbance) throws InterruptedException {
    var fault = disturbance.fault();
    if (fault.isPresent()) {
      control("PUT", fault.get());
    } else {
      machine.kill(disturbance.region());
    }
  }

  private void end(Disturbance disturbance) throws IOException {
    if (disturbance.fault().isPresent()) {
      send(Call.of("DELETE", machine.aws().resolve("/_emanet/faults")));
    } else {
      machine.restart(disturbance.region());
    }
  }

  private void control(String method, ObjectNode body) {
    send(
        Call.of(method, machine.aws().resolve("/_emanet/faults"))
            .with(body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void send(Call call) {
    var answer = http.send(call);
    if (!answer.succeeded()) {
      throw new IllegalStateException("the edge does not take a fault: " + answered(answer));
    }
  }

  private static String answered(Answer answer) {
    return answer.status() + " " + answer.text();
  }
}
