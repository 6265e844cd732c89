package emanet.alerts;

import emanet.store.Item;
import emanet.store.Stage;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Gatherers;

/// The worker: goes through all tenants' queues and delivers what is due.
///
/// Any number of workers may run at once, in any Region, and stop anywhere: each send is claimed by
/// one conditional write, so that two never hold it, and a claim that is left unrecorded is taken
/// up as doubtful once its lease is over. Tenants take turns, so that none waits for another's
/// 10,000 messages.
public final class Delivery {
  private static final int TURN = 16;
  private static final int TURNS_AT_ONCE = 4;
  private static final int QUERIES_AT_ONCE = 32;

  private final SendStore store;
  private final Dispatch dispatch;
  private final Randomness randomness;
  private final InstantSource clock;

  Delivery(
      SendStore store,
      LetterSeal seal,
      Allowance allowance,
      Carrier carrier,
      Randomness randomness,
      InstantSource clock) {
    this.store = store;
    this.dispatch = new Dispatch(store, seal, allowance, carrier, clock);
    this.randomness = randomness;
    this.clock = clock;
  }

  /// What one run came to.
  ///
  /// @param sent taken by the other side
  /// @param failed tries that failed, those given up included
  /// @param dead given up
  /// @param broken ended in a failure of our own: in doubt, and taken up again
  /// @param unread times that a queue could not be read: what it holds is for the next run
  /// @param failure the first of those failures
  public record Run(
      int sent, int failed, int dead, int broken, int unread, Optional<RuntimeException> failure) {}

  /// Delivers until nothing is due, or `budget` is spent; what is left is for the next run.
  public Run run(List<TenantId> tenants, Duration budget) {
    long end = System.nanoTime() + budget.toNanos();
    var tally = new Tally();
    var blocked = Collections.synchronizedSet(new HashSet<Dispatch.Lane>());
    var queues = new ArrayDeque<>(filled(tenants, tally));
    while (!queues.isEmpty() && System.nanoTime() - end < 0) {
      var round = new ArrayList<Queue>();
      for (int i = 0; i < TURNS_AT_ONCE && !queues.isEmpty(); i++) {
        round.add(queues.poll());
      }
      var work = new ArrayList<Callable<Boolean>>();
      round.forEach(queue -> work.add(() -> read(() -> turn(queue, blocked, tally), tally)));
      var more = Stage.all(work);
      for (int i = 0; i < round.size(); i++) {
        if (more.get(i)) {
          queues.add(round.get(i));
        }
      }
    }
    return tally.run();
  }

  /// Sends at once what is not queued: claimed, sent and recorded in one go, for callers that keep
  /// the list of receivers themselves and come again for whom they have no answer. A try that
  /// failed is queued, and followed up by the scheduled worker; an earlier try that is still under
  /// way is answered as `CLAIMED`: come again once its lease is over.
  public Send dispatch(Order order) {
    return dispatch.now(order);
  }

  /// As `dispatch`, for many: where the account's minute is used up, or the tenant's day, nothing
  /// is begun and nothing kept, and the answer says when to come again.
  public Attempt attempt(Order order) {
    return dispatch.attempt(order);
  }

  /// One of a tenant's queues, and how far it was gone through in this run.
  private static final class Queue {
    final TenantId tenant;
    final int shard;
    Optional<String> after = Optional.empty();

    Queue(TenantId tenant, int shard) {
      this.tenant = tenant;
      this.shard = shard;
    }
  }

  private static final class Tally {
    final AtomicInteger sent = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger dead = new AtomicInteger();
    final AtomicInteger broken = new AtomicInteger();
    final AtomicInteger unread = new AtomicInteger();
    final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    Run run() {
      return new Run(
          sent.get(),
          failed.get(),
          dead.get(),
          broken.get(),
          unread.get(),
          Optional.ofNullable(failure.get()));
    }

    void count(Dispatch.End end) {
      switch (end) {
        case SENT -> sent.incrementAndGet();
        case AGAIN -> failed.incrementAndGet();
        case DEAD -> {
          failed.incrementAndGet();
          dead.incrementAndGet();
        }
        case BROKEN -> broken.incrementAndGet();
        case NOTHING, BLOCKED -> {}
      }
    }
  }

  /// The queues with something due, from another one on in each run, so that two workers seldom
  /// meet.
  private List<Queue> filled(List<TenantId> tenants, Tally tally) {
    var all = new ArrayList<Queue>();
    for (var tenant : tenants) {
      for (int shard = 0; shard < SendItem.SHARDS; shard++) {
        all.add(new Queue(tenant, shard));
      }
    }
    Collections.rotate(all, ByteBuffer.wrap(randomness.bytes(Integer.BYTES)).getInt());
    var filled = new ArrayList<Queue>();
    for (var window : all.stream().gather(Gatherers.windowFixed(QUERIES_AT_ONCE)).toList()) {
      var asked = new ArrayList<Callable<Boolean>>();
      window.forEach(queue -> asked.add(() -> read(() -> !page(queue, 1).isEmpty(), tally)));
      var answers = Stage.all(asked);
      for (int i = 0; i < window.size(); i++) {
        if (answers.get(i)) {
          filled.add(window.get(i));
        }
      }
    }
    return filled;
  }

  /// A queue that cannot be read holds up no other.
  private static boolean read(BooleanSupplier step, Tally tally) {
    try {
      return step.getAsBoolean();
    } catch (RuntimeException e) {
      tally.unread.incrementAndGet();
      tally.failure.compareAndSet(null, e);
      return false; // counted, and the function that ran it fails
    }
  }

  private List<Item> page(Queue queue, int limit) {
    return store.due(queue.tenant, queue.shard, clock.instant(), queue.after, limit);
  }

  /// @return whether there may be more
  private boolean turn(Queue queue, Set<Dispatch.Lane> blocked, Tally tally) {
    var page = page(queue, TURN);
    if (page.isEmpty()) {
      return false;
    }
    queue.after = Optional.of(page.getLast().key().sort());
    var batch = dispatch.prepare(queue.tenant, page, blocked);
    var work = new ArrayList<Callable<Dispatch.End>>();
    batch.forEach(one -> work.add(() -> delivered(one, blocked, tally)));
    Stage.all(work).forEach(tally::count);
    return page.size() == TURN;
  }

  /// What goes wrong with one send holds up no other.
  private Dispatch.End delivered(Dispatch.Due due, Set<Dispatch.Lane> blocked, Tally tally) {
    try {
      return dispatch.deliver(due, blocked);
    } catch (RuntimeException e) {
      tally.failure.compareAndSet(null, e);
      return Dispatch.End.BROKEN; // counted, and the function that ran it fails
    }
  }
}
