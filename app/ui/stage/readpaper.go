package stage

import (
	"io"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// ReadPaper reads a file that somebody chose, at most one byte more than a paper may have: the desk refuses what is too large.
func ReadPaper(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path).OnField("file").WithHint("choose another file")
	}
	defer func() { _ = f.Close() }() // nothing was written
	content, err := io.ReadAll(io.LimitReader(f, desk.LargestPaper+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path).OnField("file").WithHint("choose another file")
	}
	return content, nil
}
