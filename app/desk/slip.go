package desk

import (
	"bytes"
	"context"
	"encoding/csv"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Slip is a booking that somebody makes in the accounting system: a loss on claims, or one taken back.
type Slip struct {
	Reversal bool
	WriteOff int64
	Company  Company
	Debtor   receivable.Debtor
	On       date.Date
	Reason   settlement.WriteOffReason
	Why      string
	By       string // who asked
	Agreed   string // who approved; empty: nobody had to
	Accounts BookingAccounts
	Lines    []SlipLine
	Total    money.Amount
}

// SlipLine is one item of a slip.
type SlipLine struct {
	Number string
	Amount money.Amount
	Posted money.Amount // of a reversal: what the accounting system has booked, and must book back
	ByUs   bool         // the program books it: nobody does by hand
}

// BookingAccounts are the accounts of the house's ledger to which losses on claims are booked.
type BookingAccounts struct {
	Loss       string `json:"loss"`       // debit, such as 7830
	Receivable string `json:"receivable"` // credit, such as 1500
	VATRemark  string `json:"vat_remark"` // printed on every slip, as what may be reclaimed and when
}

const keyBooking = "booking-accounts"

// WayOutPaper sets what belongs to a write-off or a hand-over as a document to print.
type WayOutPaper interface {
	// Slip renders a booking slip as PDF.
	Slip(ctx context.Context, s Slip) ([]byte, error)
	// Contents renders the list of contents of an evidence bundle as PDF.
	Contents(ctx context.Context, job BundleJob) ([]byte, error)
}

// Booking gives the accounts that slips name.
func (d *Desk) Booking(ctx context.Context) (a BookingAccounts, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		_, err := r.Setting(keyBooking, &a)
		return err
	})
	return a, err
}

// SetBooking changes the accounts that slips name.
func (d *Desk) SetBooking(ctx context.Context, a BookingAccounts) error {
	for field, text := range map[string]string{"loss": a.Loss, "receivable": a.Receivable} {
		if len(text) > 40 {
			return fault.New(fault.Invalid, "%q is no account of a ledger", text).OnField(field)
		}
	}
	if len(a.VATRemark) > 500 {
		return fault.New(fault.Invalid, "the remark on VAT has at most 500 letters").OnField("vat_remark")
	}
	return d.administer(ctx, func(w store.Writer) error {
		var before BookingAccounts
		if _, err := w.Setting(keyBooking, &before); err != nil {
			return err
		}
		if err := w.PutSetting(keyBooking, a); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "booking accounts", map[string]any{"before": before, "after": a})
	})
}

func slipOf(who receivable.Debtor, off *settlement.WriteOff) Slip {
	s := Slip{WriteOff: off.ID, Debtor: who, On: off.On, Reason: off.Reason, Why: off.Why, By: off.By, Agreed: off.Agreed, Total: off.Total()}
	for i := range off.Items {
		s.Lines = append(s.Lines, SlipLine{Number: off.Items[i].Number, Amount: off.Items[i].Amount, Posted: money.Zero(s.Total.Currency)})
	}
	return s
}

// putLossSlip keeps the slip of a write-off, which says who books it.
func (d *Desk) putLossSlip(w store.Writer, who receivable.Debtor, off *settlement.WriteOff) error {
	s := slipOf(who, off)
	items := make([]receivable.ItemID, len(off.Items))
	for i := range off.Items {
		items[i] = off.Items[i].Item
	}
	if err := s.bookedByUs(w, items); err != nil {
		return err
	}
	return d.putSlip(w, s)
}

// bookedByUs marks the lines that the program writes into their accounting systems by itself.
func (s *Slip) bookedByUs(r store.Reader, items []receivable.ItemID) error {
	for i, id := range items {
		row, err := r.Item(id)
		if err != nil {
			return err
		}
		c, err := r.Connection(row.Connection)
		if err != nil {
			return err
		}
		_, s.Lines[i].ByUs = c.Posts[writeback.WriteOff]
	}
	return nil
}

func reversalSlip(who receivable.Debtor, off *settlement.WriteOff, backs []settlement.Back) Slip {
	s := Slip{Reversal: true, WriteOff: off.ID, Debtor: who, Reason: off.Reason, Total: backTotal(backs)}
	for _, b := range backs {
		s.Lines = append(s.Lines, SlipLine{Number: b.Number, Amount: b.Amount, Posted: b.Posted})
	}
	return s
}

// putSlip keeps a slip as CSV and, where this program prints, as PDF.
func (d *Desk) putSlip(w store.Writer, s Slip) error {
	var err error
	if s.Company, err = companyOf(w); err != nil {
		return err
	}
	if _, err := w.Setting(keyBooking, &s.Accounts); err != nil {
		return err
	}
	about, name := store.AboutWriteOff, "write-off-"+itoa(s.WriteOff)
	if s.Reversal {
		about, name = store.AboutReversal, "reversal-"+itoa(s.WriteOff)
	}
	docs := []store.Document{{Kind: "csv", Name: name + ".csv", Bytes: s.csv()}}
	if d.Paper != nil {
		pdf, err := d.Paper.Slip(context.Background(), s)
		if err != nil {
			return err
		}
		docs = append(docs, store.Document{Kind: "pdf", Name: name + ".pdf", Bytes: pdf})
	}
	for _, doc := range docs {
		if _, err := w.PutEnclosure(store.Enclosure{About: about, AboutID: s.WriteOff, Document: doc}); err != nil {
			return err
		}
	}
	return nil
}

// csv writes a line for each booking: debit and credit, changed round for a reversal. Only what the accounting system has
// booked is booked back.
func (s *Slip) csv() []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	debit, credit, kind := s.Accounts.Loss, s.Accounts.Receivable, "write-off"
	if s.Reversal {
		debit, credit, kind = credit, debit, "reversal"
	}
	rows := [][]string{{"kind", "id", "date", "debit", "credit", "customer", "item", "amount", "to_book_back", "currency", "reason", "why", "asked_by", "approved_by", "vat_remark", "booked_by"}}
	for _, l := range s.Lines {
		by := "hand"
		if l.ByUs {
			by = "program"
		}
		rows = append(rows, []string{
			kind, itoa(s.WriteOff), s.On.String(), debit, credit, plainCell(s.Debtor.Number), plainCell(l.Number), l.Amount.String(), l.Posted.String(), string(l.Amount.Currency),
			string(s.Reason), plainCell(s.Why), plainCell(s.By), plainCell(s.Agreed), plainCell(s.Accounts.VATRemark), by,
		})
	}
	_ = w.WriteAll(rows) // into memory
	return out.Bytes()
}

// plainCell keeps a spreadsheet from taking a text for a formula.
func plainCell(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t' || text[0] == '\r') {
		return "'" + text
	}
	return text
}

// Papers gives the papers of a decision, oldest first, without their bytes.
func (d *Desk) Papers(ctx context.Context, about string, id int64) (out []store.Enclosure, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.Enclosures(about, id)
		return err
	})
	return out, err
}

// Paperwork gives one paper with its bytes.
func (d *Desk) Paperwork(ctx context.Context, id int64) (e store.Enclosure, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		e, err = r.Enclosure(id)
		return err
	})
	return e, err
}
