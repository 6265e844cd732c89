package emanet.disclosures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.disclosures.Disclosure.Paper;
import emanet.envelope.Envelope;
import emanet.envelope.Opened;
import emanet.envelope.Place;
import emanet.fault.Fault;
import emanet.keys.CaseKeys;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.store.Store;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Seals what is typed into a disclosure.
///
/// What it rests on, and what recipients are told, is sealed under the disclosure's own key, and
/// outlives the person. How the recipient calls the person is sealed under the person's key, and
/// goes with it: an erasure takes it over to the disclosure's key before, for the time until the
/// recipient has confirmed.
final class Papers {
  /// The slot of the person's item that references are sealed under: a category's code that the
  /// register gives to nobody.
  static final CategoryCode SLOT = new CategoryCode("emanet-disclosure");

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PAPER = "disclosure";
  private static final long VERSION = 1;

  private final Store store;
  private final Keyring keyring;
  private final Envelope envelope;

  Papers(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.keyring = keyring;
    this.envelope = envelope;
  }

  /// The id of a disclosure's case.
  static String caseId(String disclosure) {
    return "D-" + disclosure;
  }

  Bytes seal(TenantId tenant, String disclosure, Paper paper) {
    var tree = JsonNodeFactory.instance.objectNode();
    paper.document().ifPresent(text -> tree.put("d", text));
    paper.article().ifPresent(text -> tree.put("a", text));
    try {
      return sealText(tenant, disclosure, PAPER, JSON.writeValueAsBytes(tree));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty if the disclosure's key was destroyed.
  Optional<Paper> open(TenantId tenant, String disclosure, Bytes sealed) {
    return openText(tenant, disclosure, PAPER, sealed)
        .map(text -> {
          try {
            var tree = JSON.readTree(text);
            return new Paper(
                Optional.ofNullable(tree.path("d").textValue()),
                Optional.ofNullable(tree.path("a").textValue()));
          } catch (IOException e) {
            throw new Fault.Internal().exception(e);
          }
        });
  }

  /// A text of a disclosure, under its own key.
  ///
  /// @param kind what it is, among the disclosure's texts
  Bytes sealText(TenantId tenant, String disclosure, String kind, byte[] text) {
    var keys = keyring.caseKeys(tenant, caseId(disclosure));
    try (var key = keyring.current(keys)) {
      return envelope.seal(key, place(tenant, disclosure, kind), text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  Bytes sealText(TenantId tenant, String disclosure, String kind, String text) {
    return sealText(tenant, disclosure, kind, text.getBytes(StandardCharsets.UTF_8));
  }

  Optional<String> openText(TenantId tenant, String disclosure, String kind, Bytes sealed) {
    return keys(tenant, disclosure)
        .flatMap(keys ->
            text(envelope.open(sealed, keyring.lookup(keys), place(tenant, disclosure, kind))));
  }

  private Optional<CaseKeys> keys(TenantId tenant, String disclosure) {
    var id = caseId(disclosure);
    return store
        .read(Keyring.caseItem(tenant, id))
        .map(item -> Keyring.parseCase(tenant, id, item));
  }

  private static Place place(TenantId tenant, String disclosure, String kind) {
    return Place.ofCase(tenant, caseId(disclosure), kind, disclosure, VERSION);
  }

  /// The person's keys, with one for references: no call where it is there.
  PersonKeys withReferenceKey(PersonKeys keys) {
    return keyring.withKeys(keys, Set.of(SLOT));
  }

  Bytes sealReference(PersonKeys keys, String disclosure, int index, String reference) {
    var bytes = reference.getBytes(StandardCharsets.UTF_8);
    try (var key = keyring.current(keys, SLOT)) {
      return envelope.seal(key, place(keys, disclosure, index), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Empty after the person's erasure.
  Optional<String> openReference(PersonKeys keys, String disclosure, int index, Bytes sealed) {
    return text(envelope.open(sealed, keyring.lookup(keys, SLOT), place(keys, disclosure, index)));
  }

  private static Place place(PersonKeys keys, String disclosure, int index) {
    return new Place(
        keys.tenant(), keys.subject().value(), SLOT.value(), disclosure + "." + index, VERSION);
  }

  private static Optional<String> text(Opened opened) {
    return switch (opened) {
      case Opened.Destroyed _ -> Optional.empty();
      case Opened.Plain(var content) -> {
        try (content) {
          var bytes = content.toArray();
          try {
            yield Optional.of(new String(bytes, StandardCharsets.UTF_8));
          } finally {
            Arrays.fill(bytes, (byte) 0);
          }
        }
      }
    };
  }
}
