package emanet.consents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.envelope.Envelope;
import emanet.envelope.Opened;
import emanet.envelope.Place;
import emanet.envelope.SealedJson;
import emanet.keys.CaseKeys;
import emanet.keys.Keyring;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Arrays;
import java.util.Optional;

/// How a decision reached the tenant, and what proves it (the controller must: Art. 3, 5/1). Sealed
/// under the key of a case, one a person, and not under the person's own: the proof that processing
/// was lawful outlives the erasure of what was processed. Destroying the case destroys the proof.
final class Evidence {
  private static final String KIND = "consent";
  private static final String CHANNEL = "channel";
  private static final String EVIDENCE = "evidence";

  private final Store store;
  private final Keyring keyring;
  private final Envelope envelope;

  Evidence(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.keyring = keyring;
    this.envelope = envelope;
  }

  /// What is sealed.
  ///
  /// @param channel how the decision came
  /// @param proof a text, or an object as it was sent
  record Proof(String channel, Optional<JsonNode> proof) {
    @Override
    public String toString() {
      return "Proof";
    }
  }

  /// The case that a person's consents are.
  static String caseOf(SubjectId subject) {
    return "consents-" + subject;
  }

  Bytes seal(TenantId tenant, SubjectId subject, ActivityCode activity, long version, Proof proof) {
    var document = JsonNodeFactory.instance.objectNode().put(CHANNEL, proof.channel());
    proof.proof().ifPresent(node -> document.set(EVIDENCE, node));
    var content = SealedJson.bytes(document);
    var keys = keyring.caseKeys(tenant, caseOf(subject));
    try (var key = keyring.current(keys)) {
      return envelope.seal(key, place(tenant, subject, activity, version), content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /// The keys of the person's case, as they are now; empty if nothing was ever sealed under one.
  Optional<CaseKeys> keys(TenantId tenant, SubjectId subject) {
    return store
        .read(Keyring.caseItem(tenant, caseOf(subject)))
        .map(item -> Keyring.parseCase(tenant, caseOf(subject), item));
  }

  /// Empty once the case's key is destroyed.
  ///
  /// @throws emanet.fault.FaultException `Tampered`
  Optional<Proof> open(CaseKeys keys, SubjectId subject, Consent consent) {
    var place = place(keys.tenant(), subject, consent.activity(), consent.version());
    return switch (envelope.open(consent.sealed(), keyring.lookup(keys), place)) {
      case Opened.Destroyed _ -> Optional.empty();
      case Opened.Plain(var plain) -> {
        try (plain) {
          var document = SealedJson.read(plain);
          yield Optional.of(
              new Proof(
                  document.path(CHANNEL).asText(), Optional.ofNullable(document.get(EVIDENCE))));
        }
      }
    };
  }

  private static Place place(
      TenantId tenant, SubjectId subject, ActivityCode activity, long version) {
    return Place.ofCase(tenant, caseOf(subject), KIND, activity.value(), version);
  }
}
