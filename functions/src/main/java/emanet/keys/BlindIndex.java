package emanet.keys;

import emanet.values.Base32;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// Tags under which a value is found again without being told: HMAC-SHA-256 under a key of the
/// tenant, the category, the field and one of four shards, cut to 128 bits, in hexadecimal.
///
/// Never a plain hash: of TCKNs there are about 9 × 10⁸, and whoever can compute tags lists them
/// all in minutes. What tags tell all the same is which records of one shard hold equal values.
public final class BlindIndex {
  /// Tags of one value. A person belongs to one shard, so equal values fall apart into four.
  public static final int SHARDS = 4;

  private static final int TAG_BYTES = 16;

  private final TenantKeys tenants;

  public BlindIndex(TenantKeys tenants) {
    this.tenants = tenants;
  }

  /// Where to search: the tags of all shards.
  ///
  /// @param normalised the one form of the value that writing and searching share
  public List<String> tags(
      TenantId tenant, CategoryCode category, String field, String normalised) {
    try (var secrets = tenants.acquire(tenant)) {
      return IntStream.range(0, SHARDS)
          .mapToObj(shard -> tag(secrets, tenant, category, field, shard, normalised))
          .toList();
    }
  }

  /// Where to note the person's value: the tag of the person's shard.
  public String tag(
      TenantId tenant, CategoryCode category, String field, String normalised, SubjectId subject) {
    try (var secrets = tenants.acquire(tenant)) {
      return tag(secrets, tenant, category, field, shard(subject), normalised);
    }
  }

  /// One tag whoever the person is, for what must be unique: the first of `tags`.
  public String tag(TenantId tenant, CategoryCode category, String field, String normalised) {
    try (var secrets = tenants.acquire(tenant)) {
      return tag(secrets, tenant, category, field, 0, normalised);
    }
  }

  /// The first character of an id is 5 random bits.
  static int shard(SubjectId subject) {
    return Base32.decode(subject.value().substring(0, 2))[0] >>> 3 & (SHARDS - 1);
  }

  private static String tag(
      TenantSecrets secrets,
      TenantId tenant,
      CategoryCode category,
      String field,
      int shard,
      String normalised) {
    var value = normalised.getBytes(StandardCharsets.UTF_8);
    try {
      var tag = secrets.tag(new TenantSecrets.Field(tenant, category, field, shard), value);
      return HexFormat.of().formatHex(tag, 0, TAG_BYTES);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }
}
