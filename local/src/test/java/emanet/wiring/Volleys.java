package emanet.wiring;

import emanet.store.Volley;

/// Volleys as the product makes them.
public final class Volleys {
  private Volleys() {}

  public static Volley own() {
    return Clients.volley();
  }
}
