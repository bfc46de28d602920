package stage

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
)

// OpenDocument reads a paper and hands it to the program that the machine uses for such files. It is put into a folder of this
// person alone.
func (st *Stage) OpenDocument(read func(context.Context) (desk.Document, error)) {
	runner.Go(st.Run, func(ctx context.Context) (string, error) {
		doc, err := read(ctx)
		if err != nil {
			return "", err
		}
		dir, err := os.MkdirTemp("", "dunningdesk-")
		if err != nil {
			return "", fault.Wrap(err, fault.Unavailable, "the paper cannot be put into a temporary folder")
		}
		path := filepath.Join(dir, filepath.Base(doc.Name))
		if err := os.WriteFile(path, doc.Bytes, 0o600); err != nil {
			return "", fault.Wrap(err, fault.Unavailable, "%s cannot be written", path)
		}
		return path, nil
	}, func(path string, err error) {
		if err == nil {
			err = st.OpenFile(path)
		}
		if err != nil {
			st.Fail(err)
		}
	})
}

// Spots of the customer's page that can be opened straight away, each with its number in the book.
const (
	SpotItem     = "item"      // an invoice, with the sheet of what it bears
	SpotEntry    = "entry"     // an entry of the timeline, by its number in the log
	SpotWriteOff = "write-off" // what became of it
)

// OpenSpot opens the customer's page at one of its spots.
func (st *Stage) OpenSpot(debtor receivable.DebtorID, spot string, id int64) {
	st.OpenScreen(Customer + "/" + strconv.FormatInt(int64(debtor), 10) + "/" + spot + "/" + strconv.FormatInt(id, 10))
}
