package emanet.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.ledger.tlog.Tile;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Role;
import java.util.Optional;
import java.util.Set;

/// The sealed log: proofs of entries, the newest checkpoint, the newest that a witness cosigned,
/// tiles and bundles (C2SP tlog-tiles, below `/v1/ledger`).
///
/// What shows entries is entered before it is answered; hashes and sizes say nothing about anybody,
/// and are not.
public final class LogRoutes {
  private static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Ledger ledger;
  private final SealedLogs logs;

  public LogRoutes(Ledger ledger, SealedLogs logs) {
    this.ledger = ledger;
    this.logs = logs;
  }

  /// Adds the routes of this room.
  public void addTo(Routes routes) {
    routes
        .on(Method.GET, "/v1/ledger/entries/{id}/proof", READERS, this::prove)
        .on(Method.GET, "/v1/ledger/checkpoint", READERS, this::checkpoint)
        .on(Method.GET, "/v1/ledger/cosigned", READERS, this::cosigned)
        .on(Method.GET, "/v1/ledger/tile/{path+}", READERS, this::tile);
  }

  private Handler.Call prove(Request request) {
    var caller = request.caller();
    var id = request.path("id", LogRoutes::entryId);
    return () -> {
      var receipt = ledger.intent(caller.tenant(), intent(caller, "entry/" + id));
      var proof = logs.prove(caller.tenant(), id);
      if (proof.isEmpty()) {
        throw new Fault.Absent().recorded(receipt.header());
      }
      return Response.ok(json(caller, id, proof.get())).withLedger(receipt.header());
    };
  }

  private ObjectNode json(Caller caller, String id, SealedLogs.Proof proof) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", id);
    json.put("entry", proof.entry());
    json.put("index", proof.index());
    json.put("size", proof.size());
    json.put("late", proof.late());
    var hashes = json.putArray("proof");
    proof.hashes().forEach(hash -> hashes.add(hash.toBase64()));
    json.put("checkpoint", proof.checkpoint());
    json.put("key", logs.key(caller.tenant()));
    return json;
  }

  private Handler.Call checkpoint(Request request) {
    var tenant = request.caller().tenant();
    return () -> note(logs.checkpoint(tenant));
  }

  private Handler.Call cosigned(Request request) {
    var tenant = request.caller().tenant();
    return () -> note(logs.cosigned(tenant));
  }

  private static Response note(Optional<String> note) {
    return note.map(text -> Response.text(TEXT, text))
        .orElseThrow(() -> new Fault.Absent().exception());
  }

  private Handler.Call tile(Request request) {
    var caller = request.caller();
    var tile = request.path("path", path -> Tile.parse("tile/" + path));
    return () -> {
      var receipt =
          tile.level() == Tile.ENTRIES
              ? Optional.of(ledger.intent(caller.tenant(), intent(caller, tile.path())))
              : Optional.<Receipt>empty();
      var content = logs.tile(caller.tenant(), tile);
      if (content.isEmpty()) {
        throw receipt
            .map(entered -> new Fault.Absent().recorded(entered.header()))
            .orElseGet(() -> new Fault.Absent().exception());
      }
      var answer = Response.bytes(content.get());
      return receipt.map(entered -> answer.withLedger(entered.header())).orElse(answer);
    };
  }

  private static Intent intent(Caller caller, String target) {
    return Intent.of(caller, Action.LEDGER_READ).towards(target);
  }

  private static Optional<String> entryId(String text) {
    try {
      var _ = Ids.timeOf(text);
      return Optional.of(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
