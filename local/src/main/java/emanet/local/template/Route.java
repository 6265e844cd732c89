package emanet.local.template;

import java.util.Locale;

/// One method of one path of the API.
///
/// @param path with its parameters in braces
/// @param authorized whether the API's authorizer is asked first
public record Route(String method, String path, String function, boolean authorized) {
  public Route {
    method = method.toUpperCase(Locale.ROOT);
  }
}
