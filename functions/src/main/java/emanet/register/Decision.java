package emanet.register;

/// What a second person says.
enum Decision {
  APPROVE,
  REJECT
}
