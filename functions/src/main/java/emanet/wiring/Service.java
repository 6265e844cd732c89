package emanet.wiring;

import emanet.http.Endpoint;

/// A function that answers requests.
///
/// @param forget drops every key from memory: called before a snapshot is taken
public record Service(Endpoint endpoint, Runnable forget) {}
