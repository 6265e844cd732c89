package emanet.cookies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.TenantId;
import java.util.regex.Pattern;

/// `/public/{tenant}/cookie-choices`, without a token.
public final class CookieRoutes {
  private static final String ALL = "/public/{tenant}/cookie-choices";
  private static final Pattern RECEIPT = Pattern.compile("[0-9]{8}[0-9a-hjkmnp-tv-z]{26}");

  /// Reserved: it has no visitors. What is no tenant's id is looked for there.
  private static final TenantId NOWHERE = new TenantId("platform");

  private static final String NOBODYS = "0".repeat(34);

  private final Cookies cookies;

  public CookieRoutes(Cookies cookies) {
    this.cookies = cookies;
  }

  /// Adds the routes.
  public void addTo(Routes routes) {
    routes.open(Method.POST, ALL, this::choose).open(Method.GET, ALL + "/{receipt}", this::read);
  }

  private static TenantId tenant(Request request) {
    return TenantId.parse(request.path("tenant")).orElse(NOWHERE);
  }

  /// Each choice is made: what is left out is refused, and not taken for a yes or a no.
  private Handler.Call choose(Request request) {
    var tenant = tenant(request);
    var body = request.json();
    long version = body.whole("policyVersion");
    var choices = body.object("choices");
    var ticked =
        new Cookies.Ticked(
            choices.flag("functional"), choices.flag("analytics"), choices.flag("marketing"));
    body.done();
    return () -> {
      var choice = cookies.choose(tenant, version, ticked);
      return Response.created(
          "/public/" + tenant + "/cookie-choices/" + choice.receipt(), json(choice));
    };
  }

  private Handler.Call read(Request request) {
    var tenant = tenant(request);
    var sent = request.path("receipt");
    var receipt = RECEIPT.matcher(sent).matches() ? sent : NOBODYS;
    return () -> {
      var found = cookies.find(tenant, receipt).orElseThrow(() -> new Fault.Absent().exception());
      return Response.ok(json(found.choice()).put("askAgain", found.askAgain()));
    };
  }

  private static ObjectNode json(Choice choice) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("receipt", choice.receipt())
            .put("policyVersion", choice.policyVersion());
    json.putObject("choices")
        .put("necessary", true)
        .put("functional", choice.functional())
        .put("analytics", choice.analytics())
        .put("marketing", choice.marketing());
    return json.put("chosenAt", choice.chosenAt().toString())
        .put("expiresAt", choice.expiresAt().toString());
  }
}
