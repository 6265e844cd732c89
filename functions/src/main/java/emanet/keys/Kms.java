package emanet.keys;

import emanet.values.Bytes;
import emanet.values.SecretBytes;
import java.util.Map;
import java.util.Optional;

/// The service whose keys never leave it.
///
/// Guarantees: what `decrypt` gives is what `generate` gave under the very same context, or a
/// `Fault.Tampered` is thrown. Where the service cannot be reached in time: `Fault.Unavailable`.
///
/// Not guaranteed: that a key which worked a moment ago still does. A key that is disabled, absent,
/// forbidden or of another kind gives an empty answer.
public interface Kms {
  /// A new 256-bit key, with its ciphertext under the KMS key.
  ///
  /// @param keyArn the KMS key that wrapped it, as KMS names it in this Region
  record Generated(SecretBytes key, Bytes wrapped, String keyArn) implements AutoCloseable {
    @Override
    public void close() {
      key.close();
    }
  }

  /// Asks for a new key.
  ///
  /// @param kmsKey a key's id or ARN; empty: the deployment's own key
  /// @param context readable in KMS's log: no personal data
  Optional<Generated> generate(Optional<String> kmsKey, Map<String, String> context);

  /// Opens what `generate` wrapped.
  ///
  /// @param keyArn the KMS key that wrapped it; a multi-Region key's ARN of any Region
  /// @param load the id of the load that was noted (see `KeyLoads`): it stands in KMS's log
  Optional<SecretBytes> decrypt(
      String keyArn, Bytes wrapped, Map<String, String> context, String load);

  /// Whether the name is one of a multi-Region key, by its shape.
  boolean multiRegion(String keyArn);

  /// Whether two ARNs name the same key, in whichever Region.
  boolean same(String keyArn, String otherArn);
}
