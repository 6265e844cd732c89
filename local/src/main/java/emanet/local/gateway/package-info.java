/// The API gateway of one machine: it reads routes, authorizer, its own answers, functions and
/// handlers from template.yaml, and treats requests and functions as API Gateway and Lambda do.
@NullMarked
package emanet.local.gateway;

import org.jspecify.annotations.NullMarked;
