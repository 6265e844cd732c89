package emanet.requests;

/// Has recipients told of what was put right and erased (Art. 11/1-f).
final class Notifying implements Execution.Performer {
  private final Disclosed disclosed;

  Notifying(Disclosed disclosed) {
    this.disclosed = disclosed;
  }

  @Override
  public StepResult perform(Execution.Work work) {
    disclosed.tell(work);
    return StepResult.done();
  }
}
