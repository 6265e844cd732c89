package emanet.fault;

/// One thing that is wrong inside a body.
///
/// @param pointer an RFC 6901 JSON pointer to it, such as `/fields/nationalId`
public record FieldError(String pointer, FieldCode code) {}
