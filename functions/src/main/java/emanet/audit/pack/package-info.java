/// The format of audit packages, version 1 (docs/spec/audit-package-v1.md): a zip whose every byte
/// is given, a manifest, and its signature. Written by the function, checked by the command line.
@NullMarked
package emanet.audit.pack;

import org.jspecify.annotations.NullMarked;
