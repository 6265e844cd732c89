package emanet.http;

/// The title and the detail of a problem, in both languages. They are fixed texts: nothing that was
/// sent can come into them.
record Wording(
    String englishTitle, String englishDetail, String turkishTitle, String turkishDetail) {
  String title(Language language) {
    return switch (language) {
      case ENGLISH -> englishTitle;
      case TURKISH -> turkishTitle;
    };
  }

  String detail(Language language) {
    return switch (language) {
      case ENGLISH -> englishDetail;
      case TURKISH -> turkishDetail;
    };
  }
}
