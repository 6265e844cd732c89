package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The real `aws` command and boto3 take the edge for AWS. Both speak by botocore; the command
/// takes a second of processor time for each call, so that most of what it is asked is of the long
/// tests.
class CommandLineTest {
  private final String mark = UUID.randomUUID().toString();

  @TempDir private Path folder;

  private record Run(int exit, String out) {}

  private Run run(List<String> command) throws IOException, InterruptedException {
    var out = folder.resolve("out-" + UUID.randomUUID());
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    var environment = process.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_ENDPOINT_URL", TestEdge.url().toString());
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_DEFAULT_REGION", "eu-central-1");
    environment.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    environment.put("AWS_PAGER", "");
    environment.put("PYTHONIOENCODING", "UTF-8");
    var running = process.start();
    running.getOutputStream().close();
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(running.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  private static boolean works(String... command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Run aws(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("aws", "--output", "json"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String ok(String... arguments) throws IOException, InterruptedException {
    var run = aws(arguments);
    assertThat(run.exit()).as(run.out()).isZero();
    return run.out();
  }

  /// It takes a second to say its version: it is asked once.
  private static final class Aws {
    private static final boolean WORKS = works("aws", "--version");
  }

  private static void assumeAws() {
    assumeTrue(Aws.WORKS, "the aws command is not installed");
  }

  @Test
  @Tag("long")
  void awsKms() throws IOException, InterruptedException {
    assumeAws();
    var alias = "alias/" + mark;
    var key = ok("kms", "create-key", "--multi-region", "--query", "KeyMetadata.KeyId");
    ok(
        "kms",
        "create-alias",
        "--alias-name",
        alias,
        "--target-key-id",
        key.replaceAll("[\"\\s]", ""));
    var made =
        ok(
            "kms",
            "generate-data-key",
            "--key-id",
            alias,
            "--key-spec",
            "AES_256",
            "--encryption-context",
            "tenant=acme");
    assertThat(made).contains("CiphertextBlob").contains("Plaintext").contains("mrk-");
    var blob = made.replaceAll("(?s).*\"CiphertextBlob\": \"([^\"]+)\".*", "$1");
    var file = folder.resolve("blob");
    Files.write(file, java.util.Base64.getDecoder().decode(blob));
    var wrong =
        aws(
            "kms",
            "decrypt",
            "--ciphertext-blob",
            "fileb://" + file,
            "--encryption-context",
            "tenant=other");
    assertThat(wrong.exit()).isNotZero();
    assertThat(wrong.out()).contains("InvalidCiphertextException");
  }

  @Test
  void awsDynamo() throws IOException, InterruptedException {
    assumeAws();
    try (var client = TestEdge.client(DynamoDbClient.builder(), "eu-west-1")) {
      var table = DynamoTest.table(client);
      client.putItem(r -> r.tableName(table).item(DynamoTest.item("T#acme#1", "merhaba")));
      assertThat(
              ok(
                  "dynamodb",
                  "query",
                  "--table-name",
                  table,
                  "--consistent-read",
                  "--key-condition-expression",
                  "pk = :pk",
                  "--expression-attribute-values",
                  "{\":pk\":{\"S\":\"T#acme#1\"}}"))
          .contains("merhaba")
          .contains("\"Count\": 1");
    }
  }

  @Test
  @Tag("long")
  void awsS3() throws IOException, InterruptedException {
    assumeAws();
    var bucket = "b-" + mark;
    var body = Files.writeString(folder.resolve("body"), "once");
    ok(
        "s3api",
        "create-bucket",
        "--bucket",
        bucket,
        "--object-lock-enabled-for-bucket",
        "--create-bucket-configuration",
        "LocationConstraint=eu-central-1");
    var until = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS).toString();
    String[] put = {
      "s3api",
      "put-object",
      "--bucket",
      bucket,
      "--key",
      "erasure",
      "--body",
      body.toString(),
      "--if-none-match",
      "*",
      "--object-lock-mode",
      "COMPLIANCE",
      "--object-lock-retain-until-date",
      until
    };
    var version = ok(put).replaceAll("(?s).*\"VersionId\": \"([^\"]+)\".*", "$1");
    var again = aws(put);
    assertThat(again.exit()).isNotZero();
    assertThat(again.out()).contains("PreconditionFailed");
    var deleted =
        aws(
            "s3api",
            "delete-object",
            "--bucket",
            bucket,
            "--key",
            "erasure",
            "--version-id",
            version);
    assertThat(deleted.exit()).isNotZero();
    assertThat(deleted.out()).contains("AccessDenied");
  }

  @Test
  @Tag("long")
  void awsSnsAndSts() throws IOException, InterruptedException {
    assumeAws();
    assertThat(ok("sns", "publish", "--phone-number", "+905321234567", "--message", mark))
        .contains("MessageId");
    assertThat(TestEdge.control(TestEdge.shared(), "GET", "outbox", "").body()).contains(mark);
    assertThat(ok("sts", "get-caller-identity")).contains("000000000000");
  }

  @Test
  @Tag("long")
  void awsStepFunctions() throws IOException, InterruptedException {
    assumeAws();
    var arn = "arn:aws:states:eu-central-1:000000000000:stateMachine:" + mark;
    var definition = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
    try (var client = TestEdge.client(SfnClient.builder(), "eu-central-1")) {
      client.createStateMachine(
          r -> r.name(mark).definition(definition).roleArn("arn:aws:iam::000000000000:role/any"));
      client.startExecution(r -> r.stateMachineArn(arn).name("one").input("{\"a\": 1}"));
    }
    assertThat(ok("stepfunctions", "list-executions", "--state-machine-arn", arn))
        .contains("\"name\": \"one\"", "SUCCEEDED", "startDate");
    var one = arn.replace(":stateMachine:", ":execution:") + ":one";
    assertThat(ok("stepfunctions", "describe-execution", "--execution-arn", one))
        .contains("SUCCEEDED", "{\\\"a\\\":1}");
  }

  @Test
  void boto3() throws IOException, InterruptedException {
    assumeTrue(works("python3", "-c", "import boto3"), "boto3 is not installed");
    var script =
        """
        import boto3, datetime
        from botocore.exceptions import ClientError
        def code(call):
            try:
                call()
            except ClientError as e:
                return e.response['Error']['Code']
        mark = '%s'
        print(boto3.client('sts').get_caller_identity()['Account'])
        kms = boto3.client('kms')
        key = kms.create_key(MultiRegion=True)['KeyMetadata']['KeyId']
        made = kms.generate_data_key(KeyId=key, KeySpec='AES_256', EncryptionContext={'t': 'a'})
        blob = made['CiphertextBlob']
        assert kms.decrypt(CiphertextBlob=blob, EncryptionContext={'t': 'a'})['Plaintext'] == made['Plaintext']
        print(code(lambda: kms.decrypt(CiphertextBlob=blob, EncryptionContext={'t': 'b'})))
        s3 = boto3.client('s3')
        bucket = 'p-' + mark
        s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True,
            CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
        until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
        put = lambda: s3.put_object(Bucket=bucket, Key='k', Body=b'once', IfNoneMatch='*',
            ObjectLockMode='COMPLIANCE', ObjectLockRetainUntilDate=until)
        version = put()['VersionId']
        print(code(put))
        print(code(lambda: s3.delete_object(Bucket=bucket, Key='k', VersionId=version)))
        assert s3.get_object(Bucket=bucket, Key='k')['Body'].read() == b'once'
        dynamo = boto3.client('dynamodb')
        print(code(lambda: dynamo.transact_write_items(TransactItems=[
            {'Put': {'TableName': 't', 'Item': {'pk': {'S': 'a'}}}}])))
        print(code(lambda: dynamo.update_time_to_live(TableName='t',
            TimeToLiveSpecification={'Enabled': True, 'AttributeName': 'x'})))
        topic = boto3.client('sns').create_topic(Name='p-' + mark)['TopicArn']
        boto3.client('sns').publish(TopicArn=topic, Message='m')
        boto3.client('sesv2').send_email(FromEmailAddress='a@x.example',
            Destination={'ToAddresses': ['b@x.example']},
            Content={'Simple': {'Subject': {'Data': 's'}, 'Body': {'Text': {'Data': 't'}}}})
        table = 'p-' + mark
        dynamo.create_table(TableName=table, BillingMode='PAY_PER_REQUEST',
            KeySchema=[{'AttributeName': 'pk', 'KeyType': 'HASH'}],
            AttributeDefinitions=[{'AttributeName': 'pk', 'AttributeType': 'S'}])
        dynamo.put_item(TableName=table, Item={'pk': {'S': 'T#other#x'}})
        session = boto3.client('sts').assume_role(
            RoleArn='arn:aws:iam::000000000000:role/p-' + mark, RoleSessionName='acme',
            Tags=[{'Key': 'tenant', 'Value': 'acme'}])['Credentials']
        own = boto3.client('dynamodb', aws_access_key_id=session['AccessKeyId'],
            aws_secret_access_key=session['SecretAccessKey'],
            aws_session_token=session['SessionToken'])
        own.put_item(TableName=table, Item={'pk': {'S': 'T#acme#x'}})
        assert own.get_item(TableName=table, Key={'pk': {'S': 'T#acme#x'}})['Item']
        print(code(lambda: own.get_item(TableName=table, Key={'pk': {'S': 'T#other#x'}})))
        print(code(lambda: own.scan(TableName=table)))
        print(code(lambda: own.execute_statement(Statement='SELECT * FROM "' + table + '"')))
        states = boto3.client('stepfunctions')
        machine = states.create_state_machine(name='p-' + mark,
            roleArn='arn:aws:iam::000000000000:role/any',
            definition='{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}')['stateMachineArn']
        states.start_execution(stateMachineArn=machine, name='one', input='{"a": 1}')
        listed = states.list_executions(stateMachineArn=machine)['executions']
        print([(one['name'], one['status']) for one in listed])
        one = states.describe_execution(executionArn=listed[0]['executionArn'])
        print(one['status'], one['output'])
        """
            .formatted(mark);
    var role =
        """
        {"arn": "arn:aws:iam::000000000000:role/p-%s", "trust": [],
         "policy": [{"Effect": "Allow",
           "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"],
           "Resource": "arn:aws:dynamodb:eu-central-1:000000000000:table/p-*",
           "Condition": {
             "ForAllValues:StringLike":
               {"dynamodb:LeadingKeys": ["T#${aws:PrincipalTag/tenant}#*"]},
             "Null": {"dynamodb:LeadingKeys": "false"}}}]}
        """
            .formatted(mark);
    assertThat(TestEdge.control(TestEdge.shared(), "PUT", "roles", role).statusCode())
        .isEqualTo(204);
    var run = run(List.of("python3", "-c", script));
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "000000000000",
            "InvalidCiphertextException",
            "PreconditionFailed",
            "AccessDenied",
            "ValidationException",
            "ValidationException",
            "AccessDeniedException",
            "AccessDeniedException",
            "AccessDeniedException",
            "[('one', 'SUCCEEDED')]",
            "SUCCEEDED {\"a\":1}");
  }
}
