package emanet.register;

import emanet.fault.Fault;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// No seal at all, but for the place: for tests of what documents say. It counts what it opens.
final class OpenSeal implements DocumentSeal {
  private int opened;

  @Override
  public Bytes seal(TenantId tenant, String kind, String code, long version, byte[] document) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(place(tenant, kind, code, version));
    out.writeBytes(document);
    return Bytes.of(out.toByteArray());
  }

  @Override
  public Bytes sealLasting(
      TenantId tenant, String kind, String code, long version, byte[] document) {
    return seal(tenant, kind, code, version, document);
  }

  @Override
  public SecretBytes open(TenantId tenant, String kind, String code, long version, Bytes sealed) {
    opened++;
    var place = place(tenant, kind, code, version);
    var content = sealed.toArray();
    if (!Arrays.equals(Arrays.copyOf(content, place.length), place)) {
      throw new Fault.Tampered().exception();
    }
    return SecretBytes.owning(Arrays.copyOfRange(content, place.length, content.length));
  }

  int opened() {
    return opened;
  }

  private static byte[] place(TenantId tenant, String kind, String code, long version) {
    return String.join("|", tenant.value(), kind, code, Long.toString(version), "")
        .getBytes(StandardCharsets.UTF_8);
  }
}
