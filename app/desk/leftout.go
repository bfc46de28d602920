package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// recentRuns is among how many reads the last one of everything is looked for: those of changes and of some customers come after it.
const recentRuns = 50

// leftOut is what the connector could not send, in its own words, and how many records there are: in the last read of everything,
// and in the reads of changes since. What such a read does not tell of has not changed, and is still not in the book.
func leftOut(r store.Reader, c store.Connection) (out []admission.Finding, n int64, err error) {
	runs, err := r.SyncRuns(c.ID, recentRuns)
	if err != nil {
		return nil, 0, err
	}
	seen := map[string]bool{}
	for i := range runs {
		run := &runs[i]
		if run.Partial || run.Finished.IsZero() {
			continue
		}
		n += run.Rejected
		for _, note := range run.Notes {
			if run.Rejected == 0 || note.Severity != "error" || note.Record == "" {
				continue
			}
			if seen[note.Record] {
				n-- // told of again
				continue
			}
			seen[note.Record] = true
			out = append(out, admission.Finding{
				Connection: c.ID, ConnectionName: c.Name, About: admission.OfItem, ExternalID: note.Record, Number: note.Record, Reason: admission.LeftByConnector,
				Facts: map[string]string{"text": note.Summary, "hint": note.Hint}, Since: run.Finished,
			})
		}
		if run.Full && run.Complete {
			break
		}
	}
	return out, n, nil
}
