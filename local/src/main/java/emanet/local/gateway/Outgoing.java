package emanet.local.gateway;

import emanet.values.Bytes;
import java.util.List;
import java.util.Map;

/// An answer on its way to the caller.
record Outgoing(int status, Map<String, List<String>> headers, Bytes body) {}
