/// Makes on one machine what infrastructure/ makes in the cloud, and template.yaml's state
/// machines, through the edge's AWS APIs: a table or a key that is missing there is missing here.
@NullMarked
package emanet.local.provision;

import org.jspecify.annotations.NullMarked;
