package spec

// Limits of a record. They are wide for real books and narrow enough that no
// source, however broken, can fill memory or the book with one record. Lengths
// are in bytes of UTF-8.
const (
	// MaxID bounds external ids.
	MaxID = 256
	// MaxLine bounds texts of one line: names, numbers, references.
	MaxLine = 1024
	// MaxText bounds texts of several lines: notes and descriptions.
	MaxText = 16 << 10
	// MaxAddressLines, MaxContacts, MaxExtra and MaxAllocations bound lists.
	MaxAddressLines = 12
	MaxContacts     = 200
	MaxExtra        = 64
	MaxAllocations  = 2000
	// MaxRecord bounds the texts of one record together.
	MaxRecord = 256 << 10
	// MaxCursor bounds a checkpoint's cursor.
	MaxCursor = 64 << 10
	// MaxSetting bounds the value of one setting.
	MaxSetting = 64 << 10
)
