/// Step Functions, as much of it as template.yaml uses: the wire protocol, and an interpreter of a
/// subset of the Amazon States Language. A definition that has more is refused by the name of it.
@NullMarked
package emanet.local.edge.states;

import org.jspecify.annotations.NullMarked;
