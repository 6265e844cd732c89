package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import emanet.local.Stack;
import emanet.local.TestOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order of deployment, as infrastructure/deploy says and does it: `aws` and `curl` are played
/// by scripts that note what they were asked. What AWS makes of it cannot be tried on one machine.
@Order(TestOrder.LONG)
class DeployTest {
  private static final Pattern STACK =
      Pattern.compile(
          "cloudformation deploy --region (\\S+) --stack-name (\\S+) --template-file (\\S+)");

  /// As far as the script minds: everything exists, but for one stack whose creation failed, until
  /// it is deleted; the alarm goes off once the functions are there.
  private static final String AWS =
      """
      [[ "$*" =~ --template-file.([^ ]+[.]template) ]] && read -r was <"${BASH_REMATCH[1]}" &&
        printf 'back to %s\\n' "$was" >>"$TOLD"
      printf '%s\\n' "$*" >>"$TOLD"
      [[ "$*" == *"$UNSAID"* ]] && { echo '(Throttling) Rate exceeded' >&2; exit 254; }
      [[ "$*" =~ ' deploy --region '([^ ]+)' --stack-name '([^ ]+) ]] &&
        : >"$TOLD.${BASH_REMATCH[1]}.${BASH_REMATCH[2]}" >"$TOLD.made.${BASH_REMATCH[2]}"
      case "$*" in
        *get-caller-identity*) echo 000000000000 ;;
        *delete-stack*"--stack-name $UNMADE") : >"$TOLD.gone" ;;
        *describe-stacks*"--stack-name $UNMADE --query Stacks[0].StackStatus"*)
          if [ -e "$TOLD.made.$UNMADE" ]; then echo CREATE_COMPLETE
          elif [ -e "$TOLD.gone" ]; then
            echo "(ValidationError) Stack with id $UNMADE does not exist" >&2; exit 254
          else echo "$STATUS"; fi ;;
        *describe-stack-resources*) echo Keys emanet-keys-1 protected ;;
        *'Stacks[0].Parameters'*) echo '[{"ParameterKey": "Old", "ParameterValue": "1"}]' ;;
        *describe-stacks*--query*) echo value ;;
        *get-object*) printf 'before: ış\\n' >"${@: -1}" ;;
        *put-object*) echo version-1 ;;
        *start-signing-job*) echo job-1 ;;
        *describe-signing-job*) echo signed/job-1.zip ;;
        *get-template*) echo "$SHOWN" ;;
        *put-item*) echo ConditionalCheckFailedException >&2; exit 254 ;;
        *describe-alarms*)
          [ -e "$TOLD.$MUTED" ] && { echo '(AccessDenied) no' >&2; exit 254; }
          echo emanet-SmsUnreadyAlarm-1
          [ -e "$TOLD.$ALARMED.emanet" ] && case "$*" in
            *"--region $ALARMED "*) echo emanet-RecordsAlarm-1 ;;
          esac ;;
      esac
      exit 0
      """;

  private static final String CURL =
      """
      echo "curl $*" >>"$TOLD"
      [ ! -e "$TOLD.eu-central-1.$BREAKING" ] || exit $REFUSED
      """;

  @TempDir private Path folder;
  private String bash = "";

  @BeforeEach
  void needsBash() throws Exception {
    var found = Tool.run(List.of("bash", "-c", "type -P bash"));
    assumeTrue(found.status() == 0, "skipped: bash is not installed");
    bash = found.output().lines().toList().getLast();
  }

  private record Told(Tool.Run run, List<String> calls) {
    /// Which stacks were made or changed, each as `Region name`.
    List<String> stacks() {
      return calls.stream()
          .flatMap(call -> STACK.matcher(call).results())
          .map(found -> found.group(1) + " " + found.group(2))
          .toList();
    }
  }

  private Told deploy(String alarmed, int refused, String... arguments)
      throws IOException, InterruptedException {
    return deploy(
        Map.of("ALARMED", alarmed, "REFUSED", Integer.toString(refused), "BREAKING", "emanet"),
        arguments);
  }

  /// @param play what the scripts go by
  private Told deploy(Map<String, String> play, String... arguments)
      throws IOException, InterruptedException {
    var told = Files.writeString(Files.createTempDirectory(folder, "run").resolve("told"), "");
    script("aws", AWS);
    script("curl", CURL);
    var code = Files.writeString(folder.resolve("code.zip"), "code");
    var command =
        new ArrayList<>(List.of("infrastructure/deploy", "--soak", "0", "--code", code.toString()));
    command.addAll(List.of(arguments));
    var environment =
        new HashMap<>(
            Map.of(
                "ALARMED",
                "none",
                "REFUSED",
                "0",
                "BREAKING",
                "none",
                "UNMADE",
                "none",
                "STATUS",
                "",
                "UNSAID",
                "nothing of this",
                "MUTED",
                "none"));
    environment.put("SHOWN", "before: ??");
    environment.putAll(play);
    environment.put("PATH", folder + ":" + System.getenv("PATH"));
    environment.put("TOLD", told.toString());
    var run = Tool.run(command, environment);
    return new Told(run, Files.readAllLines(told));
  }

  private void script(String name, String text) throws IOException {
    // by its own path: a thousand of them are started in a run
    var file = Files.writeString(folder.resolve(name), "#!" + bash + "\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static final String[] BOTH = {"--domain", "api.ornek.example", "--zone", "Z1"};
  private static final String[] ONE = {"--regions", "eu-central-1"};

  @Test
  void goesThroughOneRegionAfterTheOther() throws Exception {
    var told = deploy("none", 0, BOTH);
    assertThat(told.run().status()).as(told.run().output()).isZero();
    var stacks = told.stacks();
    assertThat(stacks.subList(0, 4))
        .containsExactly(
            "eu-central-1 emanet-boundaries",
            "eu-west-1 emanet-boundaries",
            "eu-central-1 emanet-keys",
            "eu-west-1 emanet-keys");
    assertThat(stacks.subList(stacks.size() - 7, stacks.size()))
        .containsExactly(
            "eu-central-1 emanet",
            "eu-central-1 emanet-domain",
            "eu-central-1 emanet-alarms",
            "eu-west-1 emanet",
            "eu-west-1 emanet-domain",
            "eu-west-1 emanet-alarms",
            "us-east-1 emanet-slo");
    int well =
        told.calls()
            .indexOf(
                "curl -fsS --max-time 10 -o /dev/null"
                    + " https://eu-central-1.api.ornek.example/health/deep");
    int next = told.calls().indexOf(line(told, "deploy --region eu-west-1 --stack-name emanet "));
    assertThat(well).isBetween(0, next);
    assertThat(line(told, "deploy --region eu-west-1 --stack-name emanet "))
        .contains("OtherRegion=eu-central-1", "CodeSigningConfig=value", "AlarmTopicArn=value");
    assertThat(line(told, "deploy --region eu-west-1 --stack-name emanet-buckets "))
        .contains("OtherRegion=eu-central-1");
  }

  private static String line(Told told, String part) {
    return told.calls().stream().filter(call -> call.contains(part)).findFirst().orElseThrow();
  }

  @Test
  @Tag("long")
  void takesBackWhatSetsOffAnAlarmAndTouchesNoFurtherRegion() throws Exception {
    var told = deploy("eu-central-1", 0, BOTH);
    assertThat(told.run().status()).isEqualTo(1);
    assertThat(told.run().output()).contains("alarm: emanet-RecordsAlarm-1");
    assertThat(told.calls().getLast())
        .contains(
            "deploy --region eu-central-1 --stack-name emanet --template-file",
            "eu-central-1.emanet.template",
            "--parameter-overrides file://");
    assertThat(told.stacks().subList(told.stacks().size() - 3, told.stacks().size()))
        .as("what else was changed for it, the last first")
        .containsExactly(
            "eu-central-1 emanet-alarms", "eu-central-1 emanet-domain", "eu-central-1 emanet");
    assertThat(told.calls().stream().filter(call -> call.contains("--key deployed/emanet.yaml")))
        .as("kept is only what was well")
        .allMatch(call -> call.contains("get-object") || call.contains("eu-west-1"));
    assertThat(told.stacks()).doesNotContain("eu-west-1 emanet", "us-east-1 emanet-slo");
  }

  @Test
  @Tag("long")
  void takesBackWhatDoesNotAnswer() throws Exception {
    var told = deploy("none", 22, BOTH);
    assertThat(told.run().status()).isEqualTo(1);
    assertThat(told.run().output()).contains("was refused three times");
    assertThat(told.calls().getLast()).contains("eu-central-1.emanet.template");
    assertThat(told.stacks()).doesNotContain("eu-west-1 emanet");
  }

  /// CloudFormation shows no letter beyond ASCII, so what was well is kept; but not what somebody
  /// has changed since by another way.
  @Test
  @Tag("long")
  void goesBackToWhatWasThereToTheLetter() throws Exception {
    assertThat(deploy("eu-central-1", 0, ONE).calls()).contains("back to before: ış");
    var other = Map.of("ALARMED", "eu-central-1", "BREAKING", "emanet", "SHOWN", "after: ??");
    assertThat(deploy(other, ONE).calls())
        .contains("back to after: ??")
        .doesNotContain("back to before: ış");
  }

  /// Keys, boundaries and buckets can stop a Region as functions can.
  @Test
  void looksAtARegionThatServesBeforeTheNextIsTouched() throws Exception {
    var told = deploy(Map.of("BREAKING", "emanet-keys", "REFUSED", "22"), BOTH);
    assertThat(told.run().status()).isEqualTo(1);
    assertThat(told.run().output()).contains("stopped at eu-central-1");
    assertThat(told.stacks())
        .containsExactly(
            "eu-central-1 emanet-boundaries",
            "eu-west-1 emanet-boundaries",
            "eu-central-1 emanet-keys",
            "eu-central-1 emanet-keys");
    assertThat(told.calls().getLast())
        .contains("emanet-keys --template-file", "eu-central-1.emanet-keys.template");
  }

  @Test
  @Tag("long")
  void makesAnewWhatWasNeverMadeWhole() throws Exception {
    var told = deploy(Map.of("UNMADE", "emanet-data-1", "STATUS", "ROLLBACK_COMPLETE"), ONE);
    assertThat(told.run().status()).as(told.run().output()).isZero();
    int deleted = told.calls().indexOf(line(told, "delete-stack"));
    assertThat(told.calls().get(deleted)).endsWith("--stack-name emanet-data-1");
    assertThat(told.calls().subList(deleted, told.calls().size()))
        .filteredOn(call -> call.contains("deploy ") && call.contains("emanet-data-1"))
        .as("unprotected only while it is made")
        .satisfiesExactly(
            call -> assertThat(call).contains("Protected=no"),
            call -> assertThat(call).contains("Protected=yes"));
  }

  @Test
  void leavesToAPersonWhatCouldNotBeTakenBack() throws Exception {
    var told = deploy(Map.of("UNMADE", "emanet-data-1", "STATUS", "ROLLBACK_FAILED"), BOTH);
    assertThat(told.run().status()).isEqualTo(1);
    assertThat(told.run().output()).contains("emanet-data-1 is in ROLLBACK_FAILED", "protected");
    assertThat(told.stacks()).doesNotContain("eu-central-1 emanet-data-1");
  }

  /// Who is held back, or may not ask, has not been told that there is nothing: tables that are in
  /// use would lose their protection for a while, and what serves what it goes back to.
  @Test
  @Tag("long")
  void takesNoRefusalForAnAbsentStack() throws Exception {
    var told = deploy(Map.of("UNSAID", "--stack-name emanet-data-1 --query"), BOTH);
    assertThat(told.run().status()).isEqualTo(1);
    assertThat(told.run().output()).contains("whether there is emanet-data-1 is not known", "Rate");
    assertThat(told.stacks()).contains("eu-central-1 emanet-topic");
    assertThat(told.stacks()).doesNotContain("eu-central-1 emanet-data-1");
  }

  /// Alarms that call nobody would be deployed, and found well.
  @Test
  @Tag("long")
  void takesNoRefusalForNoTopicOfAlarms() throws Exception {
    var told = deploy(Map.of("UNSAID", "OutputKey=='AlarmTopicArn'"), ONE);
    assertThat(told.run().status()).isNotZero();
    assertThat(told.stacks()).contains("eu-central-1 emanet-code");
    assertThat(told.stacks()).doesNotContain("eu-central-1 emanet");
  }

  @Test
  void takesNoRefusalForWhatWasNeverKept() throws Exception {
    var told = deploy(Map.of("UNSAID", "get-object"), ONE);
    assertThat(told.run().status()).isEqualTo(1);
    assertThat(told.run().output()).contains("what emanet-boundaries was is not known");
    assertThat(told.stacks()).isEmpty();
  }

  @Test
  @Tag("long")
  void takesNoRefusalForTheAbsenceOfAlarms() throws Exception {
    var functions = "deploy --region eu-central-1 --stack-name emanet ";
    var told = deploy(Map.of("MUTED", "eu-central-1.emanet"), BOTH);
    assertThat(told.run().status()).isEqualTo(1);
    assertThat(told.run().output()).contains("what alarms there are was refused three times");
    assertThat(told.calls().getLast()).contains(functions, "eu-central-1.emanet.template");
    assertThat(told.stacks()).doesNotContain("eu-west-1 emanet");
    assertThat(deploy(Map.of("UNSAID", "describe-alarms"), BOTH).stacks())
        .as("what was on before is to be known")
        .isEmpty();
  }

  @Test
  void refusesKeysThatCanBeRecoveredForLongerThanTheirBackupsLive() throws Exception {
    assertThat(deploy("none", 0, "KeyRecoveryDays=35").run().status()).isEqualTo(2);
    assertThat(deploy("none", 0, "KeyBackupDays=5").run().status()).isEqualTo(2);
    assertThat(deploy("none", 0, "--dry-run", "KeyRecoveryDays=9", "KeyBackupDays=9").run())
        .satisfies(run -> assertThat(run.status()).as(run.output()).isZero());
  }

  @Test
  void saysWhatItWouldDoAndDoesNone() throws Exception {
    var told = deploy("none", 0, "--dry-run", "--regions", "eu-west-1", "KeyBackupDays=9");
    assertThat(told.run().status()).as(told.run().output()).isZero();
    assertThat(told.calls()).isEmpty();
    var plan = told.run().output();
    assertThat(plan)
        .contains("Reach=one-region", "for 0 s: curl https://<emanet/eu-west-1/ApiId>")
        .doesNotContain("eu-central-1", "emanet-slo", "emanet-domain");
    assertThat(plan.lines().filter(line -> line.contains("KeyBackupDays=9")))
        .as("the stacks that declare it")
        .hasSize(2 + 1);
  }

  @Test
  void makesTheTablesOfAFurtherGenerationAlone() throws Exception {
    var told = deploy("none", 0, "--tables", "2");
    assertThat(told.run().status()).as(told.run().output()).isZero();
    assertThat(told.stacks()).containsExactly("eu-central-1 emanet-data-2");
    assertThat(line(told, "--stack-name emanet-data-2 --template-file"))
        .contains("Generation=2 Reach=regions SecondRegion=eu-west-1 WitnessRegion=eu-west-3");
  }

  /// Each stack that there is is deployed by it.
  @Test
  void leavesNoStackOut() throws Exception {
    var told = deploy("none", 0, "--dry-run", "--domain", "api.ornek.example", "--zone", "Z1");
    var deployed = new HashSet<String>();
    STACK.matcher(told.run().output()).results().forEach(found -> deployed.add(found.group(3)));
    assertThat(deployed).containsAll(Stacks.files().subList(1, Stacks.files().size()));
    assertThat(Tool.run(List.of("infrastructure/deploy", "--regions", "a,a")).status())
        .isEqualTo(2);
  }

  @Test
  void isCleanUnderShellcheck() throws Exception {
    assumeTrue(
        Tool.run(List.of("shellcheck", "--version")).status() == 0,
        "skipped: shellcheck is not installed");
    var run = Tool.run(List.of("shellcheck", "infrastructure/deploy"));
    assertThat(run.output()).isEmpty();
    assertThat(Files.isExecutable(Stack.ROOT.resolve("infrastructure/deploy"))).isTrue();
  }
}
