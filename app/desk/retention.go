package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// retention is how long the law of the company's own country asks for accounts to be kept: the duty to keep them is the
// bookkeeper's, wherever the customer lives. No row: zero years.
func (d *Desk) retention(r store.Reader, kind receivable.Kind, on date.Date) (privacy.Retention, error) {
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return privacy.Retention{}, err
	}
	packs, err := d.laws(r)
	if err != nil {
		return privacy.Retention{}, err
	}
	pack := law.For(packs, company.Country)
	row := pack.On(law.Retention, kind, on, on)
	if row == nil {
		return privacy.Retention{}, nil
	}
	return privacy.Retention{Years: int(row.Value.IntPart()), Row: row.ID, Ref: row.Ref, Verified: !row.Verified.IsZero()}, nil
}
