package emanet.subjects;

import emanet.local.Stack;
import java.util.EnumSet;
import java.util.Set;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;

/// On LocalStack, in a container; skipped where there is no Docker.
@Testcontainers(disabledWithoutDocker = true)
class OnLocalStackTest extends BackupContract {
  /// The last image that asks for no account.
  private static final String IMAGE = "localstack/localstack:4.14.0";

  @Container
  private static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(IMAGE).withServices("dynamodb", "kms", "s3");

  @Override
  Stack system() {
    return Stack.on(LOCALSTACK.getEndpoint(), unknownSpecs());
  }

  @Override
  void stop(Stack system) {
    system.close();
  }

  @Override
  Set<Ability> lacking() {
    return EnumSet.of(
        // it takes them, and judges by none
        Ability.BUCKET_POLICIES,
        // github.com/localstack/localstack/issues/13886
        Ability.ED25519,
        // its provider of DynamoDB has no such calls
        Ability.EXPORTS,
        Ability.EXPORTS_LISTED);
  }
}
