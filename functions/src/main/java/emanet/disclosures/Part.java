package emanet.disclosures;

import emanet.register.View;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A person's part of a disclosure.
///
/// @param index its place in the call, from 0
/// @param reference how the recipient calls the person, sealed under the person's own key
/// @param notices ids of what the recipient was told about it since
record Part(
    String disclosure,
    int index,
    SubjectId subject,
    List<Covered> covered,
    Optional<Bytes> reference,
    Set<String> notices) {
  Part {
    covered = List.copyOf(covered);
    notices = Set.copyOf(notices);
  }

  /// What of a category was passed on.
  ///
  /// @param fields by name, in order
  record Covered(CategoryCode category, Set<String> fields, View view) {
    Covered {
      fields = java.util.Collections.unmodifiableSet(new TreeSet<>(fields));
    }
  }

  /// The categories of the part that are among `categories`; all where that is empty.
  Set<CategoryCode> among(Set<CategoryCode> categories) {
    var found = new TreeSet<CategoryCode>(java.util.Comparator.comparing(CategoryCode::value));
    covered.stream()
        .map(Covered::category)
        .filter(code -> categories.isEmpty() || categories.contains(code))
        .forEach(found::add);
    return found;
  }
}
