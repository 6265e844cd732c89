package emanet.local.edge.control;

import java.net.URI;
import java.util.List;

/// A gateway that registered itself.
///
/// @param url where it takes `POST /clock` and `POST /invoke/{function}`
record Gateway(String region, URI url, List<Schedule> schedules) {}
