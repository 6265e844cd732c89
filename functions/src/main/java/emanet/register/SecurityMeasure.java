package emanet.register;

import java.util.List;

/// The measures (Art. 12) that this system itself takes for every row of the inventory.
final class SecurityMeasure {
  static final List<String> ALL =
      List.of(
          "AUTHORISATION_MATRIX",
          "ACCESS_LOG",
          "ENCRYPTION_AT_REST",
          "ENCRYPTION_IN_TRANSIT",
          "KEY_MANAGEMENT",
          "MASKING");

  private SecurityMeasure() {}
}
