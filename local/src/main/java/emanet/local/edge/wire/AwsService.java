package emanet.local.edge.wire;

/// An AWS service as the edge sees it. Safe for many threads at once.
public interface AwsService extends AutoCloseable {
  /// The operation that is called, by AWS's name of it; empty if it cannot be told.
  String operation(Call call);

  /// Does what is asked. Throws `AwsFailure` for what the service refuses.
  Answer answer(Call call);

  /// A refusal in the service's own wire form.
  Answer failure(Call call, AwsFailure failure);

  @Override
  default void close() {}
}
