package desk

import (
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// houseDay is the day of a moment by the house's own clock.
func houseDay(r store.Reader, at time.Time) (date.Date, error) {
	var company Company
	_, err := r.Setting(keyCompany, &company)
	return date.In(at, company.Location()), err
}

// asidesAt gives what was set aside for a customer on a day of the house, as of the customer's own day, which may be another.
// What is set aside today holds today and on no other day.
func (d *Desk) asidesAt(r store.Reader, id receivable.DebtorID, house, on date.Date) ([]dunning.Aside, error) {
	asides, err := r.Asides(id, house)
	for i := range asides {
		asides[i].On = on
	}
	return asides, err
}

// neededAsides are those about a channel, when a contact would be refused without them.
func neededAsides(g dunning.Guard, c receivable.Channel, on date.Date, at date.TimeOfDay) []dunning.Aside {
	all := g.SetAside
	g.SetAside = nil
	if g.Moment(c, on, at) == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(all), func(a dunning.Aside) bool {
		return !slices.ContainsFunc(g.Pack.Rows, func(r law.Row) bool { return r.ID == a.Rule && r.About(c) })
	})
}
