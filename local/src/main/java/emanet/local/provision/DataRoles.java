package emanet.local.provision;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.template.Structure;
import emanet.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/// The roles of template.yaml that functions take on for one tenant at a time. The edge has no IAM
/// to be asked; it is told of them, and judges what is asked in their sessions.
final class DataRoles {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int DONE = 204;

  private final HttpClient http;
  private final URI edge;

  DataRoles(HttpClient http, URI edge) {
    this.http = http;
    this.edge = edge;
  }

  void make(Template template) {
    var roles = template.resources("AWS::IAM::Role");
    for (var role : roles.values()) {
      var trust = JsonNodeFactory.instance.arrayNode();
      for (var statement : role.properties().at("AssumeRolePolicyDocument").list("Statement")) {
        Optional.ofNullable(roles.get(principal(statement)))
            .ifPresent(trusted -> add(trust, statement, arn(trusted)));
      }
      if (!trust.isEmpty()) {
        put(json(role, trust));
      }
    }
  }

  /// The role that a statement trusts, by its name in the template; empty where it trusts a
  /// service.
  private static String principal(Structure statement) {
    return statement.at("Principal").text("AWS").orElse("").split("\\.", 2)[0];
  }

  private static void add(ArrayNode trust, Structure statement, String trusted) {
    var json = (ObjectNode) JSON.valueToTree(statement.properties());
    json.putObject("Principal").put("AWS", trusted);
    trust.add(json);
  }

  private static ObjectNode json(Template.Resource role, ArrayNode trust) {
    var json = JsonNodeFactory.instance.objectNode().put("arn", arn(role));
    json.set("trust", trust);
    var policy = json.putArray("policy");
    for (var document : role.properties().list("Policies")) {
      for (var statement : document.at("PolicyDocument").list("Statement")) {
        policy.add(JSON.<ObjectNode>valueToTree(statement.properties()));
      }
    }
    return json;
  }

  private static String arn(Template.Resource role) {
    return "arn:aws:iam::%s:role/%s"
        .formatted(Template.ACCOUNT, role.properties().required("RoleName"));
  }

  private void put(ObjectNode role) {
    var request =
        HttpRequest.newBuilder(edge.resolve("/_emanet/roles"))
            .PUT(HttpRequest.BodyPublishers.ofString(role.toString()))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != DONE) {
        throw new IllegalStateException("the edge does not take a role: " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a role was not made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a role was made", e);
    }
  }
}
