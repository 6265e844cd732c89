package emanet.register;

/// What was done, with the receipt of its entry in the ledger.
public record Recorded<T>(T value, String receipt) {}
