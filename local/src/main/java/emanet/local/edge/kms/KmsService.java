package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.iam.NamedKey;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// KMS over AWS JSON 1.1. Policies of keys and grants are kept but not enforced.
public final class KmsService implements AwsService {
  private static final String JSON = "application/x-amz-json-1.1";

  private final KeyRing ring;
  private final KeyAdministration administration;
  private final Aliases aliases;
  private final Encryption encryption;
  private final Signing signing;

  public KmsService(InstantSource clock, Making making) {
    ring = new KeyRing(clock);
    administration = new KeyAdministration(ring, making);
    aliases = new Aliases(ring);
    encryption = new Encryption(ring);
    signing = new Signing(ring);
  }

  /// A key as policies speak of it. One that is not there has the name that it was asked by, and no
  /// other.
  public NamedKey named(String region, String reference) {
    synchronized (ring) {
      try {
        var id = ring.find(region, reference).id();
        var aliases = new ArrayList<String>();
        ring.aliases(region)
            .forEach((alias, key) -> {
              if (key.equals(id)) {
                aliases.add(alias);
              }
            });
        return new NamedKey(Names.keyArn(region, id), aliases);
      } catch (AwsFailure e) {
        // whoever may use any key is told by the service itself that it is not there
        return new NamedKey(Names.keyArn(region, reference), List.of());
      }
    }
  }

  @Override
  public String operation(Call call) {
    return call.target();
  }

  @Override
  public Answer answer(Call call) {
    var input = new Input(call.region(), JsonProtocol.parsed(call.body()));
    try {
      return Answer.json(200, JSON, output(call.target(), input));
    } catch (GeneralSecurityException e) {
      throw new AwsFailure(500, "KMSInternalException", "The cryptography failed: " + e);
    }
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return JsonProtocol.failure("1.1", "", failure);
  }

  private ObjectNode output(String operation, Input input) throws GeneralSecurityException {
    return switch (operation) {
      case "Encrypt" -> encryption.encrypt(input);
      case "Decrypt" -> encryption.decrypt(input);
      case "ReEncrypt" -> encryption.reEncrypt(input);
      case "GenerateDataKey" -> encryption.generateDataKey(input, true);
      case "GenerateDataKeyWithoutPlaintext" -> encryption.generateDataKey(input, false);
      case "GenerateRandom" -> encryption.generateRandom(input);
      case "Sign" -> signing.sign(input);
      case "Verify" -> signing.verify(input);
      case "GetPublicKey" -> signing.publicKey(input);
      case "GenerateMac" -> signing.generateMac(input);
      case "VerifyMac" -> signing.verifyMac(input);
      case "CreateAlias" -> aliases.create(input);
      case "UpdateAlias" -> aliases.update(input);
      case "DeleteAlias" -> aliases.delete(input);
      case "ListAliases" -> aliases.list(input);
      default -> administration.output(operation, input);
    };
  }
}
