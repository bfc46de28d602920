package spec

// ProtocolMajor is the number that both sides must share. A new major is a new
// proto folder beside the old one; a desk may speak several.
const ProtocolMajor = 1

// ProtocolVersion is the version of plugin/proto/receivable/v1, "major.minor".
// A minor only ever adds. A connector of an older or newer minor works: what
// one side does not know, the other leaves out or ignores.
const ProtocolVersion = "1.1"
