package emanet.store;

/// A global secondary index: it lags behind its table, so no decision rests on one.
///
/// @param partition the attribute that is its partition key
/// @param sort the attribute that is its sort key
public record Index(String name, String partition, String sort) {}
