package emanet.disclosures;

import emanet.values.ActivityCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A disclosure as it was sent: well formed, and not yet judged.
record Wish(
    ActivityCode activity,
    String recipient,
    List<Wanted> items,
    Optional<String> mechanism,
    Optional<String> document,
    Optional<String> article) {
  Wish {
    items = List.copyOf(items);
  }

  /// What is to be passed on about a person.
  ///
  /// @param fields by category, where less than all that the activity covers
  /// @param reference how the recipient calls the person
  record Wanted(
      String subject,
      List<String> categories,
      Map<String, List<String>> fields,
      Optional<String> reference) {
    Wanted {
      categories = List.copyOf(categories);
      fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  @Override
  public String toString() {
    return "Wish[" + items.size() + "]";
  }
}
