package emanet.local.edge.control;

/// What the control API says no with. Becomes a problem document.
final class ControlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;

  ControlFailure(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
  }

  static ControlFailure badRequest(String detail) {
    return new ControlFailure(400, detail);
  }

  int status() {
    return status;
  }

  String detail() {
    return detail;
  }
}
