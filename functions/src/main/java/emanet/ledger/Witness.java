package emanet.ledger;

import emanet.ledger.tlog.NoteKey;
import emanet.values.PublicUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Who is shown the logs' checkpoints, and signs that each continues the one before (C2SP
/// tlog-witness).
///
/// @param address where checkpoints are sent to: HTTPS on port 443 of a host with a name
/// @param key of the kind that makes cosignatures
public record Witness(URI address, NoteKey key) {
  private static final String CALL = "/add-checkpoint";

  public Witness {
    if (PublicUrl.of(address).isEmpty() || key.kind() != NoteKey.Kind.COSIGNATURE) {
      throw new IllegalArgumentException("no witness: " + address + " " + key.encoded());
    }
  }

  /// Reads `<submission prefix> <key>`, one or more behind commas; none is none.
  ///
  /// @throws IllegalArgumentException if that is anything else
  public static List<Witness> list(String configured) {
    var witnesses = new ArrayList<Witness>();
    if (!configured.isBlank()) {
      for (var one : configured.split(",", -1)) {
        witnesses.add(parse(one.strip()));
      }
    }
    return List.copyOf(witnesses);
  }

  private static Witness parse(String one) {
    var parts = one.split(" +", -1);
    var key = parts.length == 2 ? NoteKey.parse(parts[1]) : Optional.<NoteKey>empty();
    var prefix = parts[0].replaceAll("/+$", "");
    return key.map(known -> new Witness(URI.create(prefix + CALL), known))
        .orElseThrow(() -> new IllegalArgumentException("no witness: " + one));
  }

  /// The key's id in hex: what says which key is meant.
  String id() {
    return HexFormat.of().toHexDigits(key.id());
  }
}
