package emanet.breaches;

/// What one actor did on one day.
///
/// @param plain reads that were not masked
/// @param refused calls that were refused
/// @param searches how often they searched
/// @param hits how many of those found somebody
record Day(long plain, long refused, long searches, long hits) {
  static final Day NONE = new Day(0, 0, 0, 0);

  Day plus(Day more) {
    return new Day(
        plain + more.plain, refused + more.refused, searches + more.searches, hits + more.hits);
  }
}
