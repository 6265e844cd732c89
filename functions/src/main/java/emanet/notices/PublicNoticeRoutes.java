package emanet.notices;

import emanet.fault.Fault;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Routes;
import emanet.values.TenantId;
import java.util.Optional;

/// Notices for everyone, without a token. Whether a tenant exists is not said: an unknown tenant,
/// an unknown notice, and one whose time has not come are the same call of the table and the same
/// answer.
public final class PublicNoticeRoutes {
  private static final String NOTICE = "/public/{tenant}/notices/{id}";

  /// Reserved: it has no notices. What is no id at all is looked for there.
  private static final TenantId NOWHERE = new TenantId("platform");

  private static final NoticeId NOTHING = new NoticeId("none");

  private final Notices notices;

  public PublicNoticeRoutes(NoticeRoom room) {
    this.notices = room.notices();
  }

  /// Adds the routes.
  public void addTo(Routes routes) {
    routes
        .open(Method.GET, NOTICE, this::current)
        .open(Method.GET, NOTICE + "/versions/{n}", this::version);
  }

  private Handler.Call current(Request request) {
    var asked = Asked.of(request);
    var language = NoticeRoutes.language(request);
    return () ->
        NoticeRoutes.shown(
            request, found(notices.inForce(asked.tenant(), asked.notice(), language)));
  }

  private Handler.Call version(Request request) {
    var asked = Asked.of(request);
    long n = NoticeRoutes.number(request);
    return () ->
        NoticeRoutes.shown(request, found(notices.effective(asked.tenant(), asked.notice(), n)));
  }

  private static NoticeVersion found(Optional<NoticeVersion> version) {
    return version.orElseThrow(() -> new Fault.Absent().exception());
  }

  private record Asked(TenantId tenant, NoticeId notice) {
    static Asked of(Request request) {
      var tenant = TenantId.parse(request.path("tenant"));
      var notice = NoticeId.parse(request.path("id"));
      return tenant.isPresent() && notice.isPresent()
          ? new Asked(tenant.get(), notice.get())
          : new Asked(NOWHERE, NOTHING);
    }
  }
}
