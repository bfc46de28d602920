package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// AgreementJob is an agreement to be set as a paper.
type AgreementJob struct {
	Company  Company
	Debtor   receivable.Debtor
	Plan     settlement.PaymentPlan // without an id: a draft, which the paper says
	Items    []store.ItemRow
	Rate     string // percent a year by which the schedule bears interest, empty: none
	Language string // BCP 47; empty: the debtor's
	Printed  date.Date
}

// Charges is what the debt includes beside the items.
func (j *AgreementJob) Charges() money.Amount {
	sum := money.Zero(j.Plan.Debt.Currency)
	for _, c := range j.Plan.Basis.Charges {
		sum.Minor += c.Open.Minor
	}
	return sum
}

// TermsPDF is an agreement as a document for the customer to sign. Language is empty for the customer's own.
func (d *Desk) TermsPDF(ctx context.Context, id int64, language string) (Document, error) {
	on, err := d.Today(ctx)
	if err != nil {
		return Document{}, err
	}
	v, err := d.FindTerms(ctx, id, on)
	if err != nil {
		return Document{}, err
	}
	debtor, err := d.Debtor(ctx, v.Plan.Debtor)
	if err != nil {
		return Document{}, err
	}
	return d.printAgreement(ctx, AgreementJob{Debtor: debtor, Plan: v.Plan.PaymentPlan, Items: v.Items, Rate: rateOf(&v.Plan.Terms), Language: language, Printed: v.Plan.AgreedOn})
}

// agreementJob is an agreement that is kept as a paper in its customer's language; the company is filled in by whoever prints it.
func agreementJob(r store.Reader, row *store.PlanRow, debtor receivable.Debtor) (AgreementJob, error) {
	job := AgreementJob{Debtor: debtor, Plan: row.PaymentPlan, Rate: rateOf(&row.Terms), Printed: row.AgreedOn}
	for _, id := range row.Items() {
		it, err := r.Item(id)
		if err != nil {
			return job, err
		}
		job.Items = append(job.Items, it)
	}
	return job, nil
}

// PreviewTerms is a draft as the document that would be signed.
func (d *Desk) PreviewTerms(ctx context.Context, o TermsOrder, language string) (Document, error) {
	t, err := d.ProposeTerms(ctx, o)
	if err != nil {
		return Document{}, err
	}
	return d.printAgreement(ctx, AgreementJob{Debtor: t.Debtor, Plan: t.Plan, Items: t.Items, Rate: rateOf(&t.Order.Terms), Language: language, Printed: t.On})
}

func rateOf(t *settlement.Terms) string {
	if t.Interest == nil || len(t.Interest.Rates) == 0 {
		return ""
	}
	return t.Interest.Rates[0].Percent.String()
}

func (d *Desk) printAgreement(ctx context.Context, job AgreementJob) (Document, error) {
	if d.Paper == nil {
		return Document{}, fault.New(fault.Unavailable, "this program cannot print agreements")
	}
	var err error
	if job.Company, err = d.Company(ctx); err != nil {
		return Document{}, err
	}
	pdf, err := d.Paper.Agreement(ctx, job)
	if err != nil {
		return Document{}, err
	}
	name := "agreement-draft.pdf"
	if job.Plan.ID != 0 {
		name = "agreement-" + itoa(job.Plan.ID) + ".pdf"
	}
	return Document{Kind: "pdf", Name: name, Bytes: pdf}, nil
}
