package emanet.local.provision;

import emanet.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/// The state machines of template.yaml, in each Region.
public final class StateMachines {
  private StateMachines() {}

  /// Makes them, of the template as the gateways read it.
  public static void make(Path template, URI edge, List<String> regions) {
    for (var region : regions) {
      var declared = Template.read(template, region, Map.of());
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
}
