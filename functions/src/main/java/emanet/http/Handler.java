package emanet.http;

/// Answers one route, in two steps, because what a caller may not do is answered only after what
/// cannot be read (400 before 403).
public interface Handler {
  /// Reads everything that the request says: path, query, headers, body. Decides and changes
  /// nothing. Whatever of the query or the body is left unread is refused.
  ///
  /// @return what to do once the caller's role is known to be allowed
  Call read(Request request);

  /// What a request asks for, read and well formed.
  interface Call {
    Response run();
  }
}
