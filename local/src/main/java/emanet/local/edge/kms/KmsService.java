package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.security.GeneralSecurityException;
import java.time.InstantSource;

/// KMS over AWS JSON 1.1. Policies and grants are kept but not enforced.
public final class KmsService implements AwsService {
  private static final String JSON = "application/x-amz-json-1.1";

  private final KeyAdministration administration;
  private final Aliases aliases;
  private final Encryption encryption;
  private final Signing signing;

  public KmsService(InstantSource clock, Making making) {
    var ring = new KeyRing(clock);
    administration = new KeyAdministration(ring, making);
    aliases = new Aliases(ring);
    encryption = new Encryption(ring);
    signing = new Signing(ring);
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
