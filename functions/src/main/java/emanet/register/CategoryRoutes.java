package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Method;
import emanet.http.Routes;
import emanet.values.CategoryCode;

/// `/v1/categories`.
final class CategoryRoutes extends BaseRoutes {
  private static final String ALL = "/v1/categories";
  private static final String ONE = "/v1/categories/{code}";

  private final Categories categories;

  CategoryRoutes(Register register, Idempotency idempotency, Cursors cursors) {
    super(register.access(), idempotency, cursors);
    this.categories = register.categories();
  }

  void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, Access.CATEGORY_READERS, list(categories::list, CategoryRoutes::json))
        .on(Method.GET, ONE, Access.CATEGORY_READERS, get())
        .on(Method.PUT, ONE, Access.EDITORS, put());
  }

  private Handler get() {
    return request -> {
      var caller = request.caller();
      var code = request.path("code", CategoryCode::parse);
      return () -> {
        var read = categories.read(caller, code);
        return shown(json(read.value()), read.value().version(), read.receipt());
      };
    };
  }

  private Handler put() {
    return request -> {
      var caller = request.caller();
      var code = request.path("code", CategoryCode::parse);
      var draft = CategoryDocument.read(code.value(), document(request));
      var _ = request.ifMatch();
      var _ = request.createOnly();
      return once(
          request,
          caller,
          Access.EDITORS,
          claim -> {
            var put = categories.put(caller, code, draft, revision(request, claim));
            var location = ALL + "/" + code;
            return saved(location, json(put.value().filed()), put.value(), put.receipt());
          });
    };
  }

  private static ObjectNode json(Filed<Category> filed) {
    return json("code", filed, CategoryDocument::write)
        .put("builtIn", BuiltInCategories.find(filed.code()).isPresent());
  }
}
