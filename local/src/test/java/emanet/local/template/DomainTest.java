package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The door that infrastructure/domain.yaml makes: what a linter lets pass, and must not be. Each
/// rule is shown to find what is broken.
class DomainTest {
  private static final Path FILE = Stack.ROOT.resolve("infrastructure/domain.yaml");
  private static final Map<String, String> GIVEN =
      Map.of("Domain", "api.ornek.example", "HostedZoneId", "Z1", "ApiId", "abcdefghij");
  private static final String HOME_NAME = Stack.HOME + ".api.ornek.example";

  @TempDir private Path folder;

  @Test
  void isShutToWhatItShouldBeAndOpenToTheRest() {
    assertThat(findings(Template.read(FILE, Stack.HOME, GIVEN))).isEmpty();
    assertThat(findings(Template.read(FILE, "eu-west-1", GIVEN)))
        .as("the other Region's is checked by its own name")
        .containsExactly("check");
  }

  @ParameterizedTest
  @CsvSource({
    "tls, SecurityPolicy_TLS13_1_3_2025_09, TLS_1_2",
    "tls, EndpointAccessMode: STRICT, EndpointAccessMode: BASIC",
    "tls, SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09, SecurityPolicy_TLS13_1_3_2025_09",
    "tls, SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09, TLS_1_0",
    "checks, SearchString: /health/deep, SearchString: /deep",
    "checks, SearchString: !Sub ${AWS::Region}.${Domain}, SearchString: !Sub ${Domain}",
    "checks, Name: host, Name: origin",
    "certificate, KeyAlgorithm: RSA_2048, KeyAlgorithm: EC_prime256v1",
    "firewall, /stages/live, /stages/other",
    "firewall, AWS::WAFv2::WebACLAssociation, AWS::CloudFormation::WaitConditionHandle",
    "rules, AWSManagedRulesKnownBadInputsRuleSet, AWSManagedRulesPHPRuleSet",
    "rules, RateBasedStatement, NoStatement",
    "long, SizeRestrictions_BODY, SizeRestrictions_QUERYSTRING",
    "long, KB_64, KB_16",
    "long, SearchString: /public/, SearchString: /v1/",
    "samples, SampledRequestsEnabled: false, SampledRequestsEnabled: true",
    "log, Name: authorization, Name: accept",
    "log, - UriPath: {}, - Method: {}",
    "log, RetentionInDays, Tags",
    "log, !ImportValue emanet-storage-key-arn, ''",
    "record, HealthCheckId: !Ref HealthCheck, Weight: 1",
    "record, SetIdentifier: !Ref AWS::Region, SetIdentifier: all",
    "check, ResourcePath: /health/deep, ResourcePath: /health",
    "check, EnableSNI: true, EnableSNI: false",
    "check, FullyQualifiedDomainName: !Sub ${AWS::Region}., FullyQualifiedDomainName: !Sub all."
  })
  void whatIsBrokenIsFound(String finding, String whole, String broken) throws IOException {
    var text = Files.readString(FILE);
    assertThat(text).contains(whole);
    var copy = Files.writeString(folder.resolve("domain.yaml"), text.replace(whole, broken));
    assertThat(findings(Template.read(copy, Stack.HOME, GIVEN))).contains(finding);
  }

  /// The API's own address is shut as soon as it has a name: it would lead around the firewall's
  /// addresses and the check of health.
  @Test
  void leavesNoOtherWayIn() {
    var template = Stack.ROOT.resolve("template.yaml");
    for (var domain : List.of("", "api.ornek.example")) {
      var read = Template.read(template, Stack.HOME, Map.of("Domain", domain));
      assertThat(read.only("AWS::Serverless::Api").properties().flag("DisableExecuteApiEndpoint"))
          .isEqualTo(!domain.isEmpty());
    }
  }

  private static List<String> findings(Template template) {
    var findings = new ArrayList<String>();
    find(findings, "tls", isNewestTlsOnlyButForChecks(template));
    find(findings, "checks", answersChecksAloneByOlderTls(template));
    find(findings, "certificate", isRsaForBothNames(template));
    find(findings, "firewall", isBeforeTheStage(template));
    find(findings, "rules", isStrict(template));
    find(findings, "long", letsLongBodiesIn(template));
    find(findings, "samples", keepsNoSamples(template));
    find(findings, "log", logsNoPathAndNoToken(template));
    find(findings, "record", leadsToWhatIsWell(template));
    find(findings, "check", isCheckedByItsOwnName(template));
    return findings;
  }

  private static void find(List<String> findings, String name, boolean holds) {
    if (!holds) {
      findings.add(name);
    }
  }

  /// Route 53 cannot ask by TLS 1.3 (API reference, HealthCheckConfig): what it asks speaks 1.2,
  /// too, and with forward secrecy alone.
  private static boolean isNewestTlsOnlyButForChecks(Template template) {
    var names =
        template.resources("AWS::ApiGateway::DomainName").values().stream()
            .map(Template.Resource::properties)
            .toList();
    return names.size() == 2
        && names.stream()
            .allMatch(name ->
                name.required("SecurityPolicy").equals(policy(template, name))
                    && name.required("EndpointAccessMode").equals("STRICT")
                    && name.at("EndpointConfiguration").texts("Types").equals(List.of("REGIONAL")));
  }

  private static String policy(Template template, Structure name) {
    var check = template.only("AWS::Route53::HealthCheck").properties().at("HealthCheckConfig");
    return check.required("FullyQualifiedDomainName").equals(name.required("DomainName"))
        ? "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"
        : "SecurityPolicy_TLS13_1_3_2025_09";
  }

  /// By the name that is checked nothing is answered but what is asked for then.
  private static boolean answersChecksAloneByOlderTls(Template template) {
    return rules(template).stream()
        .filter(rule -> rule.at("Action").has("Block"))
        .map(rule -> rule.at("Statement").at("AndStatement").list("Statements"))
        .filter(both -> both.size() == 2)
        .anyMatch(both -> {
          var host = both.getFirst().at("ByteMatchStatement");
          var path = both.getLast().at("NotStatement").at("Statement").at("ByteMatchStatement");
          return host.at("FieldToMatch").at("SingleHeader").text("Name").equals(Optional.of("host"))
              && host.required("PositionalConstraint").equals("STARTS_WITH")
              && host.required("SearchString").endsWith(".api.ornek.example")
              && path.text("SearchString").equals(Optional.of("/health/deep"))
              && path.required("PositionalConstraint").equals("ENDS_WITH");
        });
  }

  private static boolean isRsaForBothNames(Template template) {
    var certificate = template.only("AWS::CertificateManager::Certificate").properties();
    return certificate.required("KeyAlgorithm").startsWith("RSA_")
        && certificate.required("DomainName").equals("api.ornek.example")
        && certificate.list("DomainValidationOptions").size() == 2;
  }

  private static boolean isBeforeTheStage(Template template) {
    var stage = "arn:aws:apigateway:%s::/restapis/abcdefghij/stages/live";
    return template.resources("AWS::WAFv2::WebACLAssociation").values().stream()
        .map(one -> one.properties().required("ResourceArn"))
        .anyMatch(arn -> arn.startsWith("arn:aws:apigateway:") && same(arn, stage));
  }

  private static boolean same(String arn, String stage) {
    return Set.of(stage.formatted(Stack.HOME), stage.formatted("eu-west-1")).contains(arn);
  }

  private static List<Structure> rules(Template template) {
    return template.only("AWS::WAFv2::WebACL").properties().list("Rules");
  }

  private static Structure group(Structure rule) {
    return rule.at("Statement").at("ManagedRuleGroupStatement");
  }

  private static boolean isStrict(Template template) {
    var groups = rules(template).stream().flatMap(rule -> group(rule).text("Name").stream());
    return groups
            .toList()
            .containsAll(
                List.of(
                    "AWSManagedRulesAmazonIpReputationList",
                    "AWSManagedRulesKnownBadInputsRuleSet",
                    "AWSManagedRulesCommonRuleSet"))
        && rules(template).stream()
            .anyMatch(rule ->
                rule.at("Action").has("Block")
                    && rule.at("Statement").at("RateBasedStatement").has("Limit"));
  }

  /// Only /public is held to 16 KiB; the rest is the functions' to judge, by the same bound for
  /// all.
  private static boolean letsLongBodiesIn(Template template) {
    var counted =
        rules(template).stream()
            .flatMap(rule -> group(rule).list("RuleActionOverrides").stream())
            .filter(override -> override.at("ActionToUse").has("Count"))
            .map(override -> override.required("Name"))
            .toList();
    var shortOnly =
        rules(template).stream()
            .map(rule -> rule.at("Statement").at("AndStatement").list("Statements"))
            .filter(both -> both.size() == 2 && both.getLast().has("SizeConstraintStatement"))
            .allMatch(both ->
                both.getFirst().at("ByteMatchStatement").required("SearchString").equals("/public/")
                    && both.getLast().at("SizeConstraintStatement").number("Size", 0) == 16_384);
    var looked =
        template
            .only("AWS::WAFv2::WebACL")
            .properties()
            .at("AssociationConfig")
            .at("RequestBody")
            .at("API_GATEWAY");
    return counted.contains("SizeRestrictions_BODY")
        && shortOnly
        && looked.required("DefaultSizeInspectionLimit").equals("KB_64");
  }

  private static boolean keepsNoSamples(Template template) {
    return rules(template).stream()
        .noneMatch(rule -> rule.at("VisibilityConfig").flag("SampledRequestsEnabled"));
  }

  private static boolean logsNoPathAndNoToken(Template template) {
    var log = template.only("AWS::Logs::LogGroup").properties();
    var redacted =
        template.only("AWS::WAFv2::LoggingConfiguration").properties().list("RedactedFields");
    return log.number("RetentionInDays", 0) > 0
        && log.text("KmsKeyId").filter(key -> !key.isEmpty()).isPresent()
        && redacted.stream().anyMatch(field -> field.has("UriPath"))
        && redacted.stream().anyMatch(field -> field.has("QueryString"))
        && redacted.stream()
            .anyMatch(field ->
                field.at("SingleHeader").text("Name").filter("authorization"::equals).isPresent());
  }

  private static boolean leadsToWhatIsWell(Template template) {
    return template.resources("AWS::Route53::RecordSet").values().stream()
        .map(Template.Resource::properties)
        .filter(record -> record.required("Name").equals("api.ornek.example"))
        .allMatch(record ->
            record.has("HealthCheckId")
                && record.text("Region").equals(record.text("SetIdentifier"))
                && record.at("AliasTarget").flag("EvaluateTargetHealth"));
  }

  private static boolean isCheckedByItsOwnName(Template template) {
    var check = template.only("AWS::Route53::HealthCheck").properties().at("HealthCheckConfig");
    return check.required("FullyQualifiedDomainName").equals(HOME_NAME)
        && check.required("ResourcePath").equals("/health/deep")
        && check.required("Type").equals("HTTPS")
        && check.flag("EnableSNI");
  }
}
