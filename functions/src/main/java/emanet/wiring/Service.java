package emanet.wiring;

import emanet.http.Endpoint;

/// A function that answers requests.
///
/// @param rehearse runs what requests run, without any tenant's data: called before a snapshot is
///   taken
/// @param forget drops every key from memory: called after that, before the snapshot
public record Service(Endpoint endpoint, Runnable rehearse, Runnable forget) {}
