package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Shown is a text in every shape that it can leave in. Where one cannot be made its error says why, and the others stand.
type Shown struct {
	Mail, Letter       Made
	MailErr, LetterErr error
	SMS                string // empty: the text has no such form
	Size               TextSize
}

// PreviewText shows a text, kept or not, on a customer: with the notice that is planned, else with one about what is open. It does not
// touch the book. A customer who owes nothing is fault.Conflict; for a role that is not shown how customers are reached the address is
// hidden.
func (d *Desk) PreviewText(ctx context.Context, t TextDraft, debtor receivable.DebtorID) (Shown, error) {
	j, err := d.newIssuing(ctx)
	if err != nil {
		return Shown{}, err
	}
	job := Job{Company: j.company, Number: previewNumber, Date: j.on, At: d.Clock.Now(), Mail: j.mail, SMS: j.texts, Texts: j.house, MessageID: "preview@" + mailDomain(j.mail.From)}
	if err := d.view(ctx, func(r store.Reader) error {
		seen, err := d.sightOf(r)
		if err != nil {
			return err
		}
		who, err := r.Debtor(debtor)
		if err != nil {
			return err
		}
		p, err := d.newPlanner(r, j.on)
		if err != nil {
			return err
		}
		n, err := p.example(r, who)
		job.Debtor, job.Notice = seen.addressee(who), asText(n, t.Name, d.groupOf(t.Name), j.on)
		return err
	}); err != nil {
		return Shown{}, err
	}
	if visit := job.Notice.Visit; visit != nil {
		visit.Who = d.Actor.Name
	}
	return d.Wording.Show(ctx, job, t), nil
}

// example is a notice such as a customer could get today.
func (p *planner) example(r store.Reader, who receivable.Debtor) (dunning.Notice, error) {
	account := dunning.Account{Debtor: who}
	if err := r.Accounts(p.query(store.AccountQuery{Debtors: []receivable.DebtorID{who.ID}}, p.on), p.on, func(a *dunning.Account) error {
		account = *a
		return nil
	}); err != nil {
		return dunning.Notice{}, err
	}
	n, ok := p.rulesOf(&account.Debtor).Example(&account, p.on)
	if !ok {
		return n, fault.New(fault.Conflict, "%s owes nothing: there is nothing to show the text with", who.Name).OnField("customer").WithHint("choose a customer who owes something")
	}
	return n, nil
}

// asText makes of an example what a text of a name and group is written for.
func asText(n dunning.Notice, name string, group TextGroup, on date.Date) dunning.Notice {
	n.Event, n.Text = dunning.NoEvent, ""
	switch group {
	case TextOfLevel:
		n.Tone = dunning.Tone(name)
	case TextOfHouse:
		n.Text = name
	case TextOfEvent:
		n.Event, n.Tone = dunning.Event(name), dunning.Friendly
		if n.Event == dunning.EventPromised || n.Event == dunning.EventBroken {
			by := on.AddDays(promisedInDays)
			if n.Event == dunning.EventBroken {
				by = on.AddDays(-1)
			}
			n.Promise = &dunning.PromiseSaid{Amount: n.Open, By: by}
		}
		if n.Event == dunning.EventVisit {
			n.Visit = &dunning.Visit{On: on.AddDays(promisedInDays), At: visitMinute}
		}
		n = bare(n)
	}
	return n
}

// What an example of a promise or a visit speaks of.
const (
	promisedInDays = 7
	visitMinute    = 10 * 60 // of the day
)

// bare takes off a notice what no event asks for.
func bare(n dunning.Notice) dunning.Notice {
	n.Fee.Minor, n.Interest.Minor, n.Lump.Minor, n.Charges.Minor, n.New, n.Asks, n.Effects = 0, 0, 0, 0, nil, nil, nil
	n.Total.Minor = n.Open.Minor - n.Credit.Minor
	return n
}
