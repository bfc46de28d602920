package spec

// ReadRequest says what the desk wants to read.
type ReadRequest struct {
	Mode Mode `json:"mode"`
	// Cursor is where to start: that of a checkpoint of a broken read, or of
	// the last complete one for an incremental read, or for a full one to be
	// compared with (CanCompare). Empty starts at the beginning.
	Cursor []byte `json:"cursor,omitempty"`
	// Generation numbers this read. The SDK repeats it in each checkpoint.
	Generation int64 `json:"generation"`
	// Streams narrows the read; empty means all that the connector has.
	Streams []Stream `json:"streams,omitempty"`
	// Debtors narrows the read to the customers with these external ids
	// (CanReadDebtors). A complete read is then complete for these customers.
	Debtors []string `json:"debtors,omitempty"`
	// AsOf is the day whose open amounts are wanted (CanReadAsOf); empty or
	// unsupported means now.
	AsOf Date `json:"as_of,omitempty"`
	// HistoryFrom asks for settled items and payments from this day on
	// (CanReadHistory); empty leaves it to the connector.
	HistoryFrom Date `json:"history_from,omitempty"`
	// BatchSize is the number of records a message should hold; the SDK obeys.
	BatchSize int `json:"batch_size,omitempty"`
	// Locale is the BCP 47 tag of the person who waits, for Progress.Text and
	// diagnostics.
	Locale string `json:"locale,omitempty"`
}

// Wants reports whether the request asks for the stream.
func (r ReadRequest) Wants(s Stream) bool {
	for _, one := range r.Streams {
		if one == s {
			return true
		}
	}
	return len(r.Streams) == 0
}

// Mode says how much of the source is read.
type Mode string

// The modes of reading.
const (
	// ModeFull reads everything that is open. After its complete checkpoint
	// what was not sent is not open at the source.
	ModeFull Mode = "full"
	// ModeIncremental reads what changed since the cursor.
	ModeIncremental Mode = "incremental"
)
