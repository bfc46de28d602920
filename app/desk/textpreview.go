package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Shown is a text in every shape that it can leave in. Where one cannot be made its error says why, and the others stand.
type Shown struct {
	Mail, Letter       Made
	MailErr, LetterErr error
	SMS                string // empty: the text has no such form
	Size               TextSize
}

// PreviewText shows a text, kept or not, on a customer, as it would leave now: with the notice that is planned, else with one about what is
// open and what earlier notices charged, with its pay link and the number that the next notice gets. It does not touch the book. A customer who owes nothing is fault.Conflict; for a role that is not shown how customers are reached the address is
// hidden.
func (d *Desk) PreviewText(ctx context.Context, t TextDraft, debtor receivable.DebtorID) (Shown, error) {
	j, err := d.newIssuing(ctx)
	if err != nil {
		return Shown{}, err
	}
	job := Job{Company: j.company, Date: j.on, At: d.Clock.Now(), Mail: j.mail, SMS: j.texts, Texts: j.house, MessageID: "preview@" + mailDomain(j.mail.From)}
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
		if err := d.exampleInto(r, p, &job, who, t.Name); err != nil {
			return err
		}
		year, _, _ := j.on.Parts()
		if job.Number, err = r.NoticeNumberAhead(year); err != nil {
			return err
		}
		job.Debtor = seen.addressee(who)
		if job.Agreement != nil {
			job.Agreement.Debtor = job.Debtor
		}
		if err := j.pages.fill(r, &job); err != nil {
			return err
		}
		return d.enclose(r, &job)
	}); err != nil {
		return Shown{}, err
	}
	if visit := job.Notice.Visit; visit != nil {
		visit.Who = d.Actor.Name
	}
	return d.Wording.Show(ctx, job, t), nil
}

// exampleInto fills in what a text of a name would be written for: what a person could send beside the levels where that is so, the
// customer's newest agreement, else an example.
func (d *Desk) exampleInto(r store.Reader, p *planner, job *Job, who receivable.Debtor, name string) error {
	group := d.groupOf(name)
	if e := dunning.Event(name); group == TextOfEvent && e.IsWord() {
		n, err := p.word(r, who, e, receivable.Email)
		if job.Notice = n; !fault.Has(err, fault.Conflict) {
			return err
		}
	}
	if group == TextOfEvent && dunning.Event(name) == dunning.EventAgreement {
		if had, err := d.agreementInto(r, p.on, job, who); had || err != nil {
			return err
		}
	}
	n, err := p.example(r, who)
	job.Notice = asText(n, name, group, p.on)
	return err
}

// agreementInto fills in the customer's newest agreement with its paper, else one such as could be made today: false where none can.
func (d *Desk) agreementInto(r store.Reader, on date.Date, job *Job, who receivable.Debtor) (bool, error) {
	rows, err := r.Plans(store.PlanQuery{Debtor: who.ID, States: []settlement.State{settlement.Agreed}})
	if err != nil {
		return false, err
	}
	var row store.PlanRow
	var paper AgreementJob
	if len(rows) > 0 {
		row = rows[len(rows)-1]
		paper, err = agreementJob(r, &row, who)
	} else {
		first := TermsOrder{Debtor: who.ID, Kind: settlement.Instalments, Terms: settlement.Terms{Count: exampleInstalments, First: on.AddDays(afterToday)}}
		draft, derr := d.draftTerms(r, first)
		if derr != nil {
			return false, nil //nolint:nilerr // no terms can be made of what is open: the example shows the mail alone
		}
		row.PaymentPlan = draft.Plan
		row.Debtor = who.ID
		paper = AgreementJob{Debtor: who, Plan: draft.Plan, Items: draft.Items, Rate: rateOf(&draft.Order.Terms), Printed: on}
	}
	if err != nil {
		return false, err
	}
	paper.Company, job.Agreement = job.Company, &paper
	job.Notice, err = d.termsClaim(r, &row, receivable.Email)
	return true, err
}

// An agreement that is shown where none was made: so many instalments, the first of them so many days ahead.
const (
	exampleInstalments = 3
	afterToday         = 14
)

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
