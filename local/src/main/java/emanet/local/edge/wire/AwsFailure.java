package emanet.local.edge.wire;

/// What an AWS service says no with: a code, its HTTP status, a message for people.
public final class AwsFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public AwsFailure(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public AwsFailure(String code, String message) {
    this(400, code, message);
  }

  public static AwsFailure validation(String message) {
    return new AwsFailure("ValidationException", message);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String message() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
