package spec

// Checkpoint closes a stretch of a read: everything sent before it may be
// committed together with its cursor. The SDK writes counts and sums; the host
// recounts what arrived and refuses a checkpoint that does not agree.
type Checkpoint struct {
	// Stream is the stream being read, empty at the end.
	Stream Stream `json:"stream,omitempty"`
	// Cursor is opaque to the desk. A read that starts with it goes on after
	// this checkpoint (CanResume); the cursor of a complete checkpoint is where
	// the next incremental read starts (CanReadIncremental).
	Cursor []byte `json:"cursor,omitempty"`
	// Generation repeats ReadRequest.Generation.
	Generation int64 `json:"generation"`
	// Counts are the records sent since this read began, by stream.
	Counts map[Stream]int64 `json:"counts"`
	// Sums are the totals of Item.Open since this read began, by currency.
	Sums map[string]int64 `json:"sums"`
	// Exponents are the decimals the connector used, by currency. The host
	// holds them against ISO 4217, so that a disagreement cannot pass as money.
	Exponents map[string]int `json:"exponents"`
	// Control is the source's own total of what is open, by currency, where
	// the connector can get it independently of the items (a control account).
	// It is empty when there is none.
	Control map[string]int64 `json:"control,omitempty"`
	// Rejected counts records that exist at the source but could not be sent.
	// While it is not zero, absence proves nothing: nobody is taken as settled.
	Rejected int64 `json:"rejected,omitempty"`
	// Complete: the read reached its end. Only after it, in a full read, do
	// absent items count as settled at the source.
	Complete bool `json:"complete,omitempty"`
}

// Progress tells a waiting person how far a read or check has come.
type Progress struct {
	// Phase is a short stable word ("customers", "items").
	Phase string `json:"phase"`
	// Done of Total; Total is 0 where it is not known.
	Done  int64 `json:"done"`
	Total int64 `json:"total,omitempty"`
	// Text is a line for people in the request's language.
	Text string `json:"text,omitempty"`
}
