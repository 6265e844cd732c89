package emanet.register;

import emanet.http.Response;

/// How pages for people are answered.
public final class PageRoutes {
  private PageRoutes() {}

  /// A page that `Html` made, in Turkish.
  public static Response page(String html) {
    return Response.text("text/html; charset=utf-8", html)
        .withHeader("Content-Security-Policy", Html.POLICY)
        .withHeader("Referrer-Policy", "no-referrer");
  }
}
