package intake

import (
	"context"
	"errors"

	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Ledger opens the accounting system of a connection for writing.
func (in *Intake) Ledger(ctx context.Context, order desk.ReadOrder) (desk.Ledger, error) {
	session, settings, err := in.start(ctx, order)
	if err != nil {
		return nil, err
	}
	return &ledger{session: session, settings: settings}, nil
}

// ledger is a running connector that is asked to write.
type ledger struct {
	session  *session
	settings spec.Settings
}

// Close ends the connector.
func (l *ledger) Close() { l.session.Close() }

// Write writes an entry and says what became of it. Only the connector's plain word says that nothing was written.
func (l *ledger) Write(ctx context.Context, e writeback.Entry, undoes []string, doc desk.Document) writeback.Outcome {
	posted, err := l.session.Write(ctx, l.settings, postingFrom(e, undoes, doc))
	if err == nil {
		return writeback.Outcome{State: writeback.Written, Posted: postedFrom(posted)}
	}
	o := writeback.Outcome{State: writeback.Uncertain, Code: string(host.OutcomeUnknown), Detail: err.Error()}
	var failed *host.Error
	if errors.As(err, &failed) {
		o.Code = string(failed.Code)
		if failed.Diagnostic != nil {
			o.Code = failed.Diagnostic.Code
		}
		if failed.Code == host.WriteRefused {
			o.State = writeback.Refused
		}
		if failed.Code == host.WriteLater {
			o.State, o.After = writeback.Waiting, failed.RetryAfter()
		}
	}
	return o
}

// Find looks for an entry in the source.
func (l *ledger) Find(ctx context.Context, e writeback.Entry, undoes []string) (writeback.Posted, bool, error) {
	posted, found, err := l.session.Find(ctx, l.settings, postingFrom(e, undoes, desk.Document{}))
	return postedFrom(posted), found, coded(err)
}

// mediaTypes are those of the documents that leave the house.
var mediaTypes = map[string]string{"pdf": "application/pdf", "eml": "message/rfc822", "csv": "text/csv"}

func postingFrom(e writeback.Entry, undoes []string, doc desk.Document) spec.Posting {
	p := spec.Posting{
		Key: e.Key, Kind: spec.PostingKind(e.Kind), DebtorID: e.Customer, Date: spec.Date(e.On.String()), Title: spec.CleanLine(e.Title),
		Text: spec.CleanText(e.Text), Reason: e.Reason, Undoes: undoes,
		Document: spec.Document{Name: doc.Name, MediaType: mediaTypes[doc.Kind], Content: doc.Bytes},
	}
	if !e.Until.IsZero() {
		p.Until = spec.Date(e.Until.String())
	}
	if e.Kind == writeback.WriteOff || e.Kind == writeback.Fee {
		p.Currency, p.Amount = string(e.Amount.Currency), e.Amount.Minor
	}
	for _, part := range e.Parts {
		p.Parts = append(p.Parts, spec.PostingPart{ItemID: part.Source, Number: part.Number, Amount: part.Minor})
	}
	return p
}

func postedFrom(p spec.Posted) writeback.Posted {
	return writeback.Posted{Sources: p.ExternalIDs, Number: p.Number, Link: p.Link}
}
