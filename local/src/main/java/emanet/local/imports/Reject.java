package emanet.local.imports;

/// Why a row is not stored. Never the value.
///
/// @param record its number in the file, the header being 1
/// @param field the column's name in the header, or `columns` for the row as a whole
/// @param code a code of the problem documents, such as `checksum`
public record Reject(long record, String field, String code) {
  static final String WHOLE_ROW = "columns";
}
