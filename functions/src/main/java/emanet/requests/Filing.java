package emanet.requests;

import java.util.function.UnaryOperator;

/// A request, opened.
record Filing(Head head, CaseFile file) {
  Filing with(UnaryOperator<Head> change) {
    return new Filing(change.apply(head), file);
  }

  Filing with(CaseFile next) {
    return new Filing(head, next);
  }

  State state() {
    return head.state();
  }

  @Override
  public String toString() {
    return "Filing[" + head.id() + "]";
  }
}
