package emanet.local.provision;

import emanet.local.template.Template;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/// What template.yaml has beside the API and its functions, in each Region: the roles that
/// functions take on, and the state machines.
public final class Deployed {
  private Deployed() {}

  /// Makes them, of the template as the gateways read it.
  public static void make(Path template, URI edge, List<String> regions) {
    try (var http = HttpClient.newHttpClient()) {
      for (var region : regions) {
        var declared = Template.read(template, region, Map.of());
        new DataRoles(http, edge).make(declared);
        machines(declared, edge, region);
      }
    }
  }

  private static void machines(Template declared, URI edge, String region) {
    var roles = declared.resources("AWS::IAM::Role");
    try (var states = Provisioning.configured(SfnClient.builder(), edge, region).build()) {
      for (var machine : declared.resources("AWS::StepFunctions::StateMachine").values()) {
        var properties = machine.properties();
        var role =
            Optional.ofNullable(roles.get(properties.required("RoleArn").split("\\.", 2)[0]))
                .orElseThrow();
        states.createStateMachine(request ->
            request
                .name(properties.required("StateMachineName"))
                .type(StateMachineType.fromValue(properties.required("StateMachineType")))
                .definition(properties.required("DefinitionString"))
                .roleArn(
                    "arn:aws:iam::%s:role/%s"
                        .formatted(Template.ACCOUNT, role.properties().required("RoleName"))));
      }
    }
  }
}
