package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.store.Item;
import emanet.store.Value;
import emanet.subjects.StoredErasure.Stage;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// A certified erasure outside the table, before its certificate is given out: all that its item
/// has, so that who was erased, or asked for it, still finds it after a restore. The properties are
/// those of `StoredErasure`; `reason` is base64 of what is sealed. The record of an erasure has
/// one, too, as it was before the keys went.
final class ErasureCopy {
  /// Where the record of an erasure has it.
  static final String ITEM = "item";

  /// What is behind the id of one that is final.
  static final String FINAL = "-final";

  private ErasureCopy() {}

  static ObjectNode of(Item item) {
    var copy = JsonNodeFactory.instance.objectNode();
    item.attributes().forEach((name, value) -> put(copy, name, value));
    return copy;
  }

  private static void put(ObjectNode copy, String name, Value value) {
    switch (value) {
      case Value.Text(var text) -> copy.put(name, text);
      case Value.Whole(var number) -> copy.put(name, number);
      case Value.Flag(var flag) -> copy.put(name, flag);
      case Value.Binary(var bytes) -> copy.put(name, bytes.toBase64());
      case Value.Texts(var texts) -> texts.stream().sorted().forEach(copy.putArray(name)::add);
      case Value.Tree(var entries) -> {
        var tree = copy.putObject(name);
        entries.forEach((key, one) -> put(tree, key, one));
      }
      case Value.Sequence _ -> throw new IllegalStateException("an erasure has no list");
    }
  }

  /// The item that was copied.
  static Item item(TenantId tenant, String id, ObjectNode copy) {
    Map<String, Value> attributes = new HashMap<>();
    copy.properties()
        .forEach(one -> {
          var value = one.getValue();
          if (one.getKey().equals(StoredErasure.REASON)) {
            attributes.put(one.getKey(), Value.of(Bytes.ofBase64(value.asText())));
          } else if (value.isIntegralNumber()) {
            attributes.put(one.getKey(), Value.of(value.asLong()));
          } else if (value.isBoolean()) {
            attributes.put(one.getKey(), Value.of(value.asBoolean()));
          } else if (value.isArray()) {
            var texts = new HashSet<String>();
            value.forEach(text -> texts.add(text.asText()));
            attributes.put(one.getKey(), Value.of(texts));
          } else if (value.isObject()) {
            Map<String, Value> tree = new HashMap<>();
            value
                .properties()
                .forEach(in -> tree.put(in.getKey(), Value.of(in.getValue().asLong())));
            attributes.put(one.getKey(), Value.of(tree));
          } else {
            attributes.put(one.getKey(), Value.of(value.asText()));
          }
        });
    return new Item(StoredErasure.key(tenant, id), attributes);
  }

  static boolean isFurther(Item one, Item other) {
    return stage(one).compareTo(stage(other)) > 0;
  }

  private static Stage stage(Item item) {
    return Stage.valueOf(item.text(StoredErasure.STAGE));
  }
}
