package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// ForgetPart is a part of what the book holds about a customer, with how much there is of it. Names are shown by screens: add, never
// change.
type ForgetPart struct {
	Name  string
	Count int // rows; of documents: files
}

// Parts that go when a customer is anonymised, and parts that stay.
const (
	GoesContact    = "contact"    // name, addresses, contacts, what the source said beside
	GoesConsents   = "consents"   // who said what about which channel; state and day stay
	GoesReferences = "references" // references, order numbers and texts of invoices and payments
	GoesDocuments  = "documents"  // the bytes of letters, mails and papers; length and SHA-256 stay
	GoesWords      = "words"      // what people wrote: reasons, notes, answers, results
	GoesLog        = "log"        // the words of entries of the log; the chain stays
	StaysSums      = "sums"       // amounts and days of invoices, payments and charges
	StaysNotices   = "notices"    // what was claimed, when, by which rule
	StaysProof     = "proof"      // length and SHA-256 of every document, by which a copy elsewhere is still proven
	StaysChain     = "chain"      // time, kind and hash of every entry of the log
)

// forgetGroups say which tables make which part. A table is in each part of which it has something.
var forgetGroups = []struct {
	part   string
	stays  bool
	tables []string
}{
	{GoesContact, false, []string{"debtor"}},
	{GoesConsents, false, []string{"consent"}},
	{GoesReferences, false, []string{"item", "payment", "allocation", "bank_line", "fee_invoice", "finding"}},
	{GoesDocuments, false, []string{"document", "plan_paper", "enclosure"}},
	{GoesWords, false, []string{
		"task", "hold", "legal_hold", "dead_channel", "dispute", "answer", "acknowledgement", "set_aside", "request", "charge_waiver", "wave_line", "left_out", "notice", "outbox",
		"payment_plan", "credit_line", "finance_offer", "finance_answer", "write_off", "escalation", "escalation_event", "write_back", "incoming",
	}},
	{GoesLog, false, []string{"log"}},
	{StaysSums, true, []string{
		"item", "payment", "charge", "fee_invoice", "allocation", "item_move", "item_change", "debtor_total", "standing", "write_off", "write_off_item", "write_off_seen", "plan_item", "plan_row",
		"escalation_item", "promise", "bank_line", "bank_part", "bank_same", "finding",
	}},
	{StaysNotices, true, []string{"notice", "notice_item", "tracking", "contact"}},
	{StaysProof, true, []string{"document", "plan_paper", "enclosure", "paper_proof"}},
	{StaysChain, true, []string{"log"}},
}

// ForgetParts lists the parts, those that go first.
func ForgetParts() []string {
	parts := make([]string, 0, len(forgetGroups))
	for _, g := range forgetGroups {
		parts = append(parts, g.part)
	}
	return parts
}

// ForgetPreview is what anonymising a customer would remove and what it would leave.
type ForgetPreview struct {
	privacy.Verdict
	Retention   privacy.Retention
	Goes, Stays []ForgetPart // parts of which there is nothing are left out
}

// Why gives in words what stands against it now; empty when nothing does.
func (p *ForgetPreview) Why() string {
	why := make([]string, 0, len(p.Obstacles))
	for _, o := range p.Obstacles {
		why = append(why, obstacleWords[o])
	}
	return strings.Join(why, "; ")
}

// OnlyInSource reports whether nothing but the accounting system stands against it: that may be overruled.
func (p *ForgetPreview) OnlyInSource() bool {
	return slices.Equal(p.Obstacles, []privacy.Obstacle{privacy.StillInSource})
}

// PreviewAnonymise says what anonymising a customer would do, without doing anything.
func (d *Desk) PreviewAnonymise(ctx context.Context, id receivable.DebtorID) (p ForgetPreview, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		on, err := d.todayOf(r)
		if err != nil {
			return err
		}
		if p.Verdict, err = d.verdict(r, id, on); err != nil {
			return err
		}
		debtor, err := r.Debtor(p.Debtor)
		if err != nil {
			return err
		}
		if p.Retention, err = d.retention(r, debtor.Kind, on); err != nil {
			return err
		}
		tables, err := r.Person(p.Debtor)
		if err != nil {
			return err
		}
		p.Goes, p.Stays = forgetParts(tables)
		return nil
	})
	return p, err
}

func forgetParts(tables []store.PersonTable) (goes, stays []ForgetPart) {
	rows := map[string]int{}
	for _, t := range tables {
		rows[t.Name] = len(t.Rows)
	}
	for _, g := range forgetGroups {
		n := 0
		for _, table := range g.tables {
			n += rows[table]
		}
		switch {
		case n == 0:
		case g.stays:
			stays = append(stays, ForgetPart{g.part, n})
		default:
			goes = append(goes, ForgetPart{g.part, n})
		}
	}
	return goes, stays
}

// forgetWords say the parts, for commands.
var forgetWords = map[string]string{
	GoesContact: "name, addresses and contacts", GoesConsents: "who said what about consent, and where it is written down",
	GoesReferences: "references, order numbers and texts of invoices and payments", GoesDocuments: "the content of letters, mails and papers",
	GoesWords: "what people wrote: reasons, notes, answers", GoesLog: "the words of entries of the log",
	StaysSums: "amounts and days of invoices, payments, fees and agreements: bookkeeping", StaysNotices: "what was claimed when, by which rule",
	StaysProof: "length and SHA-256 of every document, which prove a copy kept elsewhere", StaysChain: "time, kind and hash of every entry of the log",
}

// ForgetText says a part in a phrase with its number.
func ForgetText(p ForgetPart) string { return fmt.Sprintf("%s (%d)", forgetWords[p.Name], p.Count) }
