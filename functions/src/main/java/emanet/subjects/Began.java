package emanet.subjects;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// What a record's times of retention count from.
///
/// @param created the date, in Istanbul, on which the record was first written; empty where nobody
///   noted it
/// @param by activity → what is counted from, as the index of starts has it: `C`, `E` or `R`
record Began(Optional<LocalDate> created, Map<String, String> by) {
  static final Began NOTHING = new Began(Optional.empty(), Map.of());

  Began {
    by = Map.copyOf(by);
  }
}
