// Package inbox reads what comes back: it fetches mails and says of each what it is. Whatever a mail holds, reading it ends,
// in bounded time and memory, with what could be understood.
package inbox

// Limits bound what of one mail is looked at. The zero value of a field takes the default.
type Limits struct {
	Bytes  int // of the mail; 1 MB
	Header int // of each header block; 64 kB
	Parts  int // 100
	Depth  int // of parts within parts; 8
	Text   int // of the text that is kept, in bytes; 16 kB
}

func (l Limits) orDefault() Limits {
	def := func(n *int, otherwise int) {
		if *n <= 0 {
			*n = otherwise
		}
	}
	def(&l.Bytes, 1<<20)
	def(&l.Header, 64<<10)
	def(&l.Parts, 100)
	def(&l.Depth, 8)
	def(&l.Text, 16<<10)
	return l
}

// Most entries of what a mail may name many of.
const (
	mostReports = 50
	mostRefs    = 50
	mostTo      = 50
	longLine    = 500 // bytes of a subject, a name or a system's words
)
