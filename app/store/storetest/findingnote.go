package storetest

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func findingNotes(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	o.Source.Items[0].Open.Minor = 150_00
	o.Sync(o.Connection, o.Source)
	f := o.findings()[0]
	o.Refuse(fault.Refused, func(w store.Writer) error { return w.NoteFinding(f.ID, "") })
	o.Refuse(fault.NotFound, func(w store.Writer) error { return w.NoteFinding(f.ID+100, "") })
	same(t, "counts", read(o.Book, func(r store.Reader) (map[admission.Reason]int64, error) { return r.FindingCounts(o.Connection) }),
		map[admission.Reason]int64{admission.OpenExceedsAmount: 1})
}

// quarantineOnTheWay is about what happens before a read has ended.
func quarantineOnTheWay(t *testing.T, engine New) {
	t.Run("what others do during a read makes it forget nothing", func(t *testing.T) {
		for name, meanwhile := range map[string]func(*One){
			"something is refused": func(o *One) {
				o.Refuse(fault.NotFound, func(w store.Writer) error {
					_, err := w.Item(99)
					return err
				})
			},
			"somebody is anonymised": func(o *One) {
				o.Write(func(w store.Writer) error {
					_, err := w.Anonymise(o.debtor(o.Source.Debtors[1].ExternalID).ID, "asked for")
					return err
				})
			},
		} {
			t.Run(name, func(t *testing.T) {
				o := NewOne(NewBook(t, engine))
				o.Source.Debtors = append(o.Source.Debtors, Debtor())
				o.Sync(o.Connection, o.Source)
				o.Source.Items[0].Due = o.Source.Items[0].Issued.AddDays(-2 * admission.FarDays)
				o.Sync(o.Connection, o.Source)
				run := write(o.Book, func(w store.Writer) (store.SyncRun, error) {
					run, err := w.BeginSync(o.Connection, true)
					if err != nil {
						return run, err
					}
					if err := w.PutDebtors(&run, o.Source.Debtors); err != nil {
						return run, err
					}
					return run, w.PutItems(&run, o.Source.Items)
				})
				meanwhile(o)
				o.Write(func(w store.Writer) error {
					return o.deliver(w, &run, Delivery{}, func(r *store.SyncRun) { r.Claimed["NOK"] += 100_00 })
				})
				want(t, "agrees", run.Agrees, true)
				want(t, "stands", len(o.findings()), 1)
				want(t, "asked for", o.asks(o.Debtor.ID)[o.Item.Number], false)
			})
		}
	})
	t.Run("a read that breaks off keeps the customer quiet whose credit it set aside", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Source.Items = append(o.Source.Items, Item(o.Source.Debtors[0], func(it *store.SourceItem) {
			it.Kind, it.Amount.Minor, it.Open.Minor = receivable.Credit, -50_00, -60_00
		}))
		o.Sync(o.Connection, o.Source, func(r *store.SyncRun) { r.Complete = false })
		want(t, "asked for", o.asks(o.Debtor.ID)[o.Item.Number], false)
	})
}
