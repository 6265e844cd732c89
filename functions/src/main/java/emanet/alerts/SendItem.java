package emanet.alerts;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Optional;

/// A send and where it is found, in the table `register`.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | send | `T#<tenant>#SEND#<id>` | `S` |
/// | queue entry | `T#<tenant>#SENDQ#<shard>` | `<due, 13 digits>#<id>` |
/// | mark in a list | `T#<tenant>#SENDL#<list>` | id |
///
/// | attribute of a send | type | what |
/// |---|---|---|
/// | `channel` | S | `SMS`, `EMAIL`, `WEBHOOK`, `TOPIC`; queue entries have it too |
/// | `purpose`, `reference` | S | codes and ids that say what it is about |
/// | `caseId` | S | the case under whose key the letter is sealed |
/// | `letter` | B | to whom and what, sealed; gone once it is sent |
/// | `units` | N | parts of an SMS, else 1 |
/// | `state` | S | `QUEUED`, `CLAIMED`, `SENT`, `DEAD` |
/// | `attempts`, `doubts` | N | tries; tries of which nobody knows whether they delivered |
/// | `forgiven` | N | the doubts that there were when it was last taken up by hand |
/// | `claim` | B | 16 random bytes: the try that holds it, or held it last |
/// | `claimedAt` | N | ms |
/// | `due` | N | ms: the time in its queue entry; another entry of the send is a leftover |
/// | `queuedAt`, `sentAt` | N | ms |
/// | `code` | S | why the last try failed |
final class SendItem {
  static final String CHANNEL = "channel";
  static final String PURPOSE = "purpose";
  static final String REFERENCE = "reference";
  static final String CASE = "caseId";
  static final String LETTER = "letter";
  static final String UNITS = "units";
  static final String STATE = "state";
  static final String ATTEMPTS = "attempts";
  static final String DOUBTS = "doubts";
  static final String FORGIVEN = "forgiven";
  static final String CLAIM = "claim";
  static final String CLAIMED_AT = "claimedAt";
  static final String DUE = "due";
  static final String QUEUED_AT = "queuedAt";
  static final String SENT_AT = "sentAt";
  static final String CODE = "code";

  /// Queue partitions of a tenant: each takes 1,000 writes a second.
  static final int SHARDS = 4;

  private static final int DUE_DIGITS = 13;

  private SendItem() {}

  static Key key(TenantId tenant, SendId id) {
    return new Key(Table.REGISTER, "T#" + tenant + "#SEND#" + id, "S");
  }

  static String queue(TenantId tenant, int shard) {
    return "T#" + tenant + "#SENDQ#" + shard;
  }

  static Key entry(TenantId tenant, SendId id, Instant due) {
    int shard = Math.floorMod(id.value().hashCode(), SHARDS);
    return new Key(Table.REGISTER, queue(tenant, shard), upTo(due) + "#" + id);
  }

  /// Sorts before all entries that are due later.
  static String upTo(Instant due) {
    return ("%0" + DUE_DIGITS + "d").formatted(due.toEpochMilli());
  }

  static Instant dueOf(Key entry) {
    return Instant.ofEpochMilli(Long.parseLong(entry.sort().substring(0, DUE_DIGITS)));
  }

  static SendId idOf(Key entry) {
    return new SendId(entry.sort().substring(DUE_DIGITS + 1));
  }

  static String list(TenantId tenant, SendList list) {
    return "T#" + tenant + "#SENDL#" + list.name();
  }

  static Key listed(TenantId tenant, SendList list, SendId id) {
    return new Key(Table.REGISTER, list(tenant, list), id.value());
  }

  static Item fresh(Order order, Instant now, Optional<Bytes> letter) {
    return Item.at(key(order.tenant(), order.id()))
        .with(CHANNEL, order.letter().channel().name())
        .with(PURPOSE, order.purpose())
        .with(REFERENCE, order.reference())
        .with(CASE, order.caseId())
        .with(UNITS, order.letter().units())
        .with(STATE, Send.State.QUEUED.name())
        .with(ATTEMPTS, 0)
        .with(DOUBTS, 0)
        .with(DUE, order.notBefore().toEpochMilli())
        .with(QUEUED_AT, now.toEpochMilli())
        .withOptional(LETTER, letter, Value::of);
  }

  static Send parse(TenantId tenant, SendId id, Item item) {
    var state = Send.State.valueOf(item.text(STATE));
    return new Send(
        tenant,
        id,
        Channel.valueOf(item.text(CHANNEL)),
        item.text(PURPOSE),
        item.text(REFERENCE),
        state,
        Math.toIntExact(item.number(ATTEMPTS)),
        Math.toIntExact(item.number(DOUBTS)),
        Math.toIntExact(item.optionalNumber(FORGIVEN).orElse(0L)),
        Math.toIntExact(item.number(UNITS)),
        item.optionalText(CODE),
        Instant.ofEpochMilli(item.number(QUEUED_AT)),
        state == Send.State.QUEUED
            ? Optional.of(Instant.ofEpochMilli(item.number(DUE)))
            : Optional.empty(),
        item.optionalNumber(SENT_AT).map(Instant::ofEpochMilli));
  }
}
