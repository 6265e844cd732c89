package emanet.breaches;

import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.PageRoutes;

/// What a breach is documented by: `/v1/breaches/{id}/authority-form`, as JSON or as a page to be
/// printed, and `…/file`.
final class FormRoutes extends SharedRoutes {
  private static final String FORM = ONE + "/authority-form";
  private static final String FILE = ONE + "/file";

  FormRoutes(Needs needs) {
    super(needs);
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, FORM, BreachPapers.PREPARERS, this::form)
        .on(Method.GET, FILE, Breaches.READERS, this::file);
  }

  private Handler.Call form(Request request) {
    var caller = request.caller();
    boolean page = request.accepts("text/html");
    return () -> {
      var form = room.papers().form(caller, id(request));
      var response = page ? PageRoutes.page(BoardPage.of(form.value())) : Response.ok(form.value());
      return response.withHeader("Content-Language", "tr").withLedger(form.receipt());
    };
  }

  private Handler.Call file(Request request) {
    var caller = request.caller();
    return () -> {
      var file = room.papers().file(caller, id(request));
      return Response.ok(file.value()).withLedger(file.receipt());
    };
  }
}
