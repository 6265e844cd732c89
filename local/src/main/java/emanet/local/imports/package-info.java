/// The import of people from CSV files.
@NullMarked
package emanet.local.imports;

import org.jspecify.annotations.NullMarked;
