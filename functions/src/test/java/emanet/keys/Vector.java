package emanet.keys;

import emanet.store.Item;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One file of test vectors: see docs/spec/envelope-v1.md.
public record Vector(String name, Map<String, String> fields) {
  public static final Path FOLDER = Path.of("src/test/resources/vectors/envelope-v1");

  public static List<Vector> all() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(Vector::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector read(Path file) {
    try {
      return new Vector(
          file.getFileName().toString().replace(".txt", ""),
          Files.readAllLines(file).stream()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(":", 2))
              .collect(
                  Collectors.toMap(
                      parts -> parts[0],
                      parts -> parts[1].strip(),
                      (_, last) -> last,
                      LinkedHashMap::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text(String field) {
    return fields.get(field);
  }

  public int number(String field) {
    return Integer.parseInt(text(field));
  }

  public byte[] bytes(String field) {
    return HexFormat.of().parseHex(text(field));
  }

  public TenantId tenant() {
    return new TenantId(text("tenant"));
  }

  public boolean good() {
    return text("expect").equals("open");
  }

  private Owner owner() {
    return text("kind").equals("case")
        ? Owner.ofCase(tenant(), text("owner"))
        : new Owner(tenant(), Owner.Kind.PERSON, text("owner"));
  }

  private String slot() {
    return text("kind").equals("case") ? Owner.CASE_SLOT : text("category");
  }

  /// The context that the DEK is wrapped in.
  public byte[] wrapContext() {
    return Wrapping.context(owner(), slot(), number("dekVersion"))
        .with(number("kekVersion"))
        .toArray();
  }

  /// What is derived of the seed.
  public byte[] material() {
    return Wrapping.material(bytes("seed"));
  }

  /// The wrapped key, made anew from the vector's own nonce.
  public byte[] wrapped() {
    return new KeyWrap(_ -> bytes("wrapNonce"))
        .wrap(
            new AesKey(bytes("kek"), 0),
            number("kekVersion"),
            Wrapping.context(owner(), slot(), number("dekVersion")),
            material())
        .toArray();
  }

  /// A key for one seal, of the vector's own material.
  public DataKey sealingKey() {
    return DataKey.forSealing(owner(), slot(), number("dekVersion"), material(), bytes("nonce"));
  }

  /// The keys as they lie in a store: tenant's and owner's items as the vector says.
  public KeyLookup lookup(House house) {
    house.store.place(tenantItem(house));
    var deks =
        Map.<String, Value>of(
            slot(), Value.of(Map.of(text("dekVersion"), Value.of(Bytes.of(bytes("wrapped"))))));
    Map<String, Value> destroyed =
        number("destroyedUpTo") == 0
            ? Map.of()
            : Map.of(slot(), Value.of((long) number("destroyedUpTo")));
    var item =
        Item.at(owner().item())
            .with(OwnerKeys.STATE, OwnerKeys.ACTIVE)
            .with(OwnerKeys.DEKS, deks)
            .with(OwnerKeys.DESTROYED, destroyed);
    house.store.place(item);
    return text("kind").equals("case")
        ? house.keyring.lookup(Keyring.parseCase(tenant(), text("owner"), item))
        : house.keyring.lookup(
            Keyring.parse(tenant(), new emanet.values.SubjectId(text("owner")), item),
            new emanet.values.CategoryCode(text("category")));
  }

  private Item tenantItem(House house) {
    int version = number("kekVersion");
    var wrap = new KeyWrap(house.randomness);
    var kek = new AesKey(bytes("kek"), 0);
    var context =
        Map.of(
            "app",
            "emanet",
            "purpose",
            "tenant-kek",
            "tenant",
            tenant().value(),
            "kekVersion",
            Integer.toString(version));
    return new TenantItem(
            tenant(),
            version,
            MemoryKms.DEPLOYMENT_KEY,
            false,
            house.kms.remember(MemoryKms.DEPLOYMENT_KEY, context, bytes("kek")),
            Map.of(),
            Map.of(),
            wrap.wrap(kek, version, root("index"), new byte[32]),
            wrap.wrap(kek, version, root("mac"), new byte[32]))
        .toItem();
  }

  private AssociatedData root(String name) {
    return AssociatedData.of("tenant-root").with(tenant().value()).with(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
