package emanet.backups;

import emanet.store.Archive;
import emanet.store.Exports;
import emanet.store.Objects;
import emanet.store.Table;
import java.util.function.Supplier;

/// Where one Region keeps its backups, and what other Regions' replicate to it.
///
/// @param data the bucket of all but keys
/// @param keys the bucket of keys
/// @param exports is asked when they are first needed
/// @param manifests of `data`, under `manifests/`
public record Depot(
    String region, Archive data, Archive keys, Objects manifests, Supplier<Exports> exports) {
  Archive of(Table table) {
    return table == Table.KEYS ? keys : data;
  }
}
