package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// BundlePlan is an agreement about claims of a bundle, with how the customer acknowledged it.
type BundlePlan struct {
	store.PlanRow
	Papers []store.PlanPaper
}

// copies gathers the invoices that the book has a copy of, by item, and names those that it has none of.
func (a *archive) copies(r store.Reader) error {
	for i := range a.job.Claims {
		it := &a.job.Claims[i].Item
		found, ok, err := invoiceCopy(r, it.ID)
		if err != nil {
			return err
		}
		if !ok {
			a.job.Missing = append(a.job.Missing, it.Number)
			continue
		}
		if found, err = r.Enclosure(found.ID); err != nil {
			return err
		}
		a.add("invoices/"+fileSafe(it.Number)+".pdf", "invoice", found.Bytes, "number", it.Number)
	}
	return nil
}

// plans gathers the agreements about the claims, with their papers.
func (j *BundleJob) plans(r store.Reader, listed map[receivable.ItemID]bool) error {
	all, err := r.Plans(store.PlanQuery{Debtor: j.Debtor.ID})
	if err != nil {
		return err
	}
	for i := range all {
		if !slices.ContainsFunc(all[i].Items(), func(id receivable.ItemID) bool { return listed[id] }) {
			continue
		}
		p := BundlePlan{PlanRow: all[i]}
		papers, err := r.PlanPapers(all[i].ID)
		if err != nil {
			return err
		}
		for _, paper := range papers {
			if paper, err = r.PlanPaper(paper.ID); err != nil {
				return err
			}
			p.Papers = append(p.Papers, paper)
		}
		j.Plans = append(j.Plans, p)
	}
	return nil
}

// agreements prints what was agreed, and adds what the customer signed or wrote.
func (a *archive) agreements(ctx context.Context, d *Desk) error {
	for i := range a.job.Plans {
		p := &a.job.Plans[i]
		doc, err := d.TermsPDF(ctx, p.ID, "")
		if err != nil {
			return err
		}
		id := itoa(p.ID)
		a.add("agreements/agreement-"+id+".pdf", "agreement", doc.Bytes, "id", id, "date", p.AgreedOn.String())
		for _, paper := range p.Papers {
			if len(paper.Bytes) > 0 {
				a.add("agreements/acknowledged-"+id+suffixOf(paper.Name), "acknowledged", paper.Bytes, "id", id, "date", paper.On.String())
			}
		}
	}
	return nil
}

// suffixOf is the ending of a file's name, when it is an ordinary one.
func suffixOf(name string) string {
	ending := strings.ToLower(path.Ext(name))
	for _, known := range []string{".pdf", ".eml", ".png", ".jpg", ".jpeg", ".txt", ".msg"} {
		if ending == known {
			return ending
		}
	}
	return ".bin"
}

// correspondence are the kinds of entries in which the house and the customer spoke to each other.
var correspondence = []activity.Kind{
	activity.NoticeIssued, activity.NoticeSent, activity.NoticeFailed, activity.NoticeUncertain, activity.NoticeSettled, activity.NoticeCancelled, activity.CallNoted,
	activity.VisitPlanned, activity.VisitNoted, activity.NoteAdded, activity.AnswerNoted, activity.AnswerReceived, activity.NoticeBounced, activity.NoticeDelayed, activity.MailSettled, activity.ChannelDead, activity.ChannelRevived, activity.LetterTracked, activity.DebtAcknowledged, activity.PlanAcknowledged,
}

func spoken(entries []activity.Entry) []activity.Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e activity.Entry) bool { return !slices.Contains(correspondence, e.Kind) })
}

// lists adds promises, disputes and the proofs of sending as tables, each when there is anything in it.
func (a *archive) lists() {
	var rows [][]string
	for i := range a.job.Promises {
		p := &a.job.Promises[i]
		rows = append(rows, []string{p.Made.String(), p.By.String(), p.Amount.String(), string(p.Amount.Currency), string(p.State), p.TakenBy})
	}
	a.table("promises", []string{"made", "by", "amount", "currency", "state", "taken_by"}, rows)
	rows = nil
	for i := range a.job.Disputes {
		v := &a.job.Disputes[i]
		rows = append(rows, []string{v.Number, v.Since.String(), string(v.Code), v.Reason, amountText(v), v.Outcome, dayText(v.On), v.Note})
	}
	a.table("disputes", []string{"item", "since", "code", "reason", "amount", "outcome", "on", "note"}, rows)
	rows = nil
	for i := range a.job.Notices {
		n := &a.job.Notices[i]
		rows = append(rows, []string{n.Number, n.Claim.Date.String(), string(n.Claim.Channel), n.To, n.SentAt.UTC().Format(time.RFC3339), dayText(n.Claim.Deadline), n.Claim.Total.String(), n.Proof})
	}
	a.table("proofs", []string{"notice", "date", "channel", "to", "sent_at", "deadline", "total", "proof"}, rows)
}

// amountText is the part of an item that is disputed, empty for all of it.
func amountText(v *store.DisputeRow) string {
	if v.Amount.IsZero() {
		return ""
	}
	return v.Amount.String()
}

func (a *archive) table(what string, head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, row := range append([][]string{head}, rows...) {
		for i := range row {
			row[i] = plainCell(row[i])
		}
		_ = w.Write(row) // into memory
	}
	w.Flush()
	a.add(what+".csv", what, out.Bytes())
}
