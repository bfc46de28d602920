package sqlstore

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

const debtorColumns = `id, connection, external_id, number, name, kind, country, language, timezone, currency, org_number, owner, debtor_group,
	email, phone, address, postal_code, city, region, address_country, contacts, credit_limit, note, extra, dead, merged, gone`

func scanDebtor(row scanner) (receivable.Debtor, error) {
	var d receivable.Debtor
	var lines, contacts, limit, extra, dead string
	if err := row.Scan(&d.ID, &d.Connection, &d.ExternalID, &d.Number, &d.Name, &d.Kind, &d.Country, &d.Language, &d.Timezone, &d.Currency,
		&d.OrgNumber, &d.Owner, &d.Group, &d.Email, &d.Phone, &lines, &d.Address.PostalCode, &d.Address.City, &d.Address.Region,
		&d.Address.Country, &contacts, &limit, &d.Note, &extra, &dead, &d.Merged, &d.Gone); err != nil {
		return d, err
	}
	if lines != "" {
		d.Address.Lines = strings.Split(lines, "\n")
	}
	d.Dead = splitChannels(dead)
	for _, part := range []struct {
		text string
		into any
	}{{contacts, &d.Contacts}, {limit, &d.Limit}, {extra, &d.Extra}} {
		if part.text == "" {
			continue
		}
		if err := unpack(part.text, part.into, "customer "+d.Number); err != nil {
			return d, err
		}
	}
	return d, nil
}

func (r *reader) debtors(where string, args ...any) ([]receivable.Debtor, error) {
	var out []receivable.Debtor
	err := r.each(func(row scanner) error {
		d, err := scanDebtor(row)
		out = append(out, d)
		return err
	}, "SELECT "+debtorColumns+" FROM debtor WHERE "+where, args...)
	return out, err
}

// Debtor gives one by id.
func (r *reader) Debtor(id receivable.DebtorID) (receivable.Debtor, error) {
	found, err := r.debtors("id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no customer with id %d", id)
	}
	if err != nil {
		return receivable.Debtor{}, err
	}
	d := found[0]
	if len(d.Dead) > 0 {
		if err := r.dead("debtor = ?", func(c receivable.DeadChannel) { d.Marks = append(d.Marks, c) }, id); err != nil {
			return d, err
		}
	}
	return d, r.withdrawn("debtor = ?", func(c receivable.Consent) { d.Withdrawn = append(d.Withdrawn, c) }, id)
}

// FindDebtor finds by book id, customer number, external key or exact name. Who was merged into another customer is found last,
// and gives that other: the source may have handed the old number on.
func (r *reader) FindDebtor(text string) (receivable.Debtor, error) {
	if id, err := strconv.ParseInt(text, 10, 64); err == nil {
		found, err := r.debtors("id = ? OR id = (SELECT merged FROM debtor WHERE id = ?) ORDER BY merged LIMIT 1", id, id)
		if err != nil || len(found) == 1 {
			return first(found), err
		}
	}
	for _, where := range []string{
		"number = ? AND merged = 0", "external_id = ? AND merged = 0", "name = ? AND merged = 0",
		"id IN (SELECT merged FROM debtor WHERE number = ?)", "id IN (SELECT merged FROM debtor WHERE external_id = ?)",
	} {
		found, err := r.debtors(where+" ORDER BY id LIMIT 2", text)
		if err != nil || len(found) == 1 {
			return first(found), err
		}
		if len(found) > 1 {
			return receivable.Debtor{}, fault.New(fault.Conflict, "%q is more than one customer: %s (%d) and %s (%d)", text,
				found[0].Name, found[0].ID, found[1].Name, found[1].ID).WithHint("use the book's own id, which stands in parentheses")
		}
	}
	return receivable.Debtor{}, fault.New(fault.NotFound, "there is no customer %q", text).WithHint("use the customer number, the exact name or the book's id")
}

func first(found []receivable.Debtor) receivable.Debtor {
	if len(found) == 0 {
		return receivable.Debtor{}
	}
	return found[0]
}

// Groups counts the customers of each group that the source has.
func (r *reader) Groups() (map[string]int, error) {
	groups := map[string]int{}
	err := r.each(func(row scanner) error {
		var name string
		var n int
		err := row.Scan(&name, &n)
		groups[name] = n
		return err
	}, "SELECT debtor_group, COUNT(*) FROM debtor WHERE debtor_group <> '' AND gone = 0 AND merged = 0 GROUP BY debtor_group")
	return groups, err
}

// SetOwner gives debtors to an account manager; a source that names another does not take them back. An empty owner leaves
// the choice to the source again.
func (w *writer) SetOwner(ids []receivable.DebtorID, owner string) error {
	return inChunks(ids, func(list string, args []any) error {
		_, err := w.exec("UPDATE debtor SET owner = ?, own_owner = ? WHERE id IN "+list, append([]any{owner, bit(owner != "")}, args...)...)
		return err
	})
}
