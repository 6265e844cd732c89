package emanet.requests;

import java.util.List;

/// The numbers of the law that requests go by, each with its article, for counsel to check and
/// change.
final class Law {
  /// KVKK Art. 13/2: an application is answered within thirty days; there is no extension.
  static final int ANSWER_DAYS = 30;

  /// KVKK Art. 14/1: a complaint to the Board within thirty days from learning the answer …
  static final int COMPLAINT_DAYS = 30;

  /// … and within sixty days from the application at most; a late answer does not extend them.
  static final int COMPLAINT_LIMIT_DAYS = 60;

  /// Communiqué 30356 Art. 7: what is answered in writing is free up to ten pages …
  static final int FREE_PAGES = 10;

  /// … and costs one lira for each page beyond.
  static final int LIRA_A_PAGE = 1;

  /// The days after receipt on which the tenant's own people are reminded. The house's choice.
  static final List<Integer> REMINDER_DAYS = List.of(15, 25, 28, 30);

  private Law() {}
}
