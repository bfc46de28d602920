// Package casefile reads case files - a small world, some days, and what must happen - and runs them through the real
// rules, without a book, a network or a clock of its own.
package casefile

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Case is a case file that is valid in itself.
type Case struct {
	Name      string
	Source    string
	Law       law.Pack
	Calendar  date.Calendar
	Procedure dunning.Procedure
	Debtor    receivable.Debtor // Number is the id that the file gives it
	Items     []Item
	Steps     []Step

	world World
}

// Item is an item of the case; it is on the account from its day of issue on.
type Item struct {
	dunning.Item
	AppliesTo string // id of the invoice that a credit was made for
}

// World is what a case may refer to by name.
type World struct {
	Laws      map[string]law.Pack      // by country code
	Calendars map[string]date.Calendar // by country code
}

// Parse reads a case file. An error is BadCase, begins with file and line, and names the field and what was expected.
func (w World) Parse(file string, data []byte) (*Case, error) {
	top, err := readYAML(data)
	if err != nil {
		return nil, located(file, err)
	}
	c, err := w.decode(top)
	if err != nil {
		return nil, located(file, err)
	}
	return c, nil
}

// located puts the file's name in front: "line 3, field: ..." becomes "file:3, field: ...".
func located(file string, err error) error {
	e := *asFault(err)
	if rest, ok := strings.CutPrefix(e.Message, "line "); ok {
		e.Message = file + ":" + rest
	} else {
		e.Message = file + ": " + e.Message
	}
	return &e
}

func (w World) decode(top *value) (*Case, error) {
	f := open(top)
	c := &Case{Name: f.mustText("case"), Source: f.text("source", ""), world: w}
	w.decodeLaw(f, c)
	decodeLawRows(f, c)
	if v := f.must("procedure"); v != nil && f.err == nil {
		if err := w.decodeProcedure(v, c); err != nil {
			return nil, err
		}
	}
	decodeRates(f, c)
	if f.err == nil {
		if err := c.Procedure.Check(); err != nil {
			return nil, inProcedure(f.get("procedure"), err, beside(f, "rates")...)
		}
	}
	if v := f.must("debtor"); v != nil && f.err == nil {
		if err := decodeDebtor(v, c); err != nil {
			return nil, err
		}
	}
	f.must("items")
	f.each("items", func(v *value) error { return decodeItem(v, c) })
	f.must("steps")
	f.each("steps", func(v *value) error { return decodeStep(v, c) })
	if f.err == nil {
		if err := c.checkLinks(f.get("items")); err != nil {
			return nil, err
		}
	}
	return c, f.done()
}

// beside gives an entry that the rules count to the procedure though it stands beside it in the file.
func beside(f *fields, key string) []*value {
	if v := f.get(key); v != nil {
		return []*value{v}
	}
	return nil
}

// inProcedure finds the line of the field that the rules refuse, as near as the file has it.
func inProcedure(procedure *value, err error, above ...*value) error {
	e := asFault(err)
	at := procedure
	var walk func(v *value)
	walk = func(v *value) {
		if (strings.HasPrefix("procedure."+e.Field, v.field) || strings.HasPrefix(e.Field, v.field)) && len(v.field) > len(at.field) {
			at = v
		}
		for _, child := range v.entries {
			walk(child.value)
		}
		for _, child := range v.list {
			walk(child)
		}
	}
	for _, v := range above {
		walk(v)
	}
	walk(procedure)
	wrong := at.wrong("%s", e.Message)
	if e.Hint != "" {
		return wrong.WithHint("%s", e.Hint)
	}
	return wrong
}

func (w World) decodeLaw(f *fields, c *Case) {
	code := f.text("law", "none")
	if code == "none" {
		return
	}
	pack := law.For(w.Laws, code)
	if pack.Code == "" {
		f.fail(f.get("law").wrong("expected none or one of %s, found %q", strings.Join(law.Codes(w.Laws), ", "), code))
	}
	c.Law = pack
	if cal, ok := w.Calendars[code]; ok {
		c.Law.Days = &cal
	}
}

// decodeRates reads rates of the case's own: the table of levels that follow one, and in place of a pack's rates.
func decodeRates(f *fields, c *Case) {
	f.each("rates", func(v *value) error {
		r := open(v)
		rate := dunning.Rate{From: r.mustDate("from"), Percent: r.figure("rate"), Source: r.text("source", c.Source)}
		r.must("rate")
		c.Procedure.Rates = append(c.Procedure.Rates, rate)
		return r.done()
	})
	if len(c.Procedure.Rates) == 0 {
		return
	}
	rows := make([]law.Row, 0, len(c.Law.Rows)+len(c.Procedure.Rates))
	for _, r := range c.Law.Rows {
		if r.Fact != law.InterestRate {
			rows = append(rows, r)
		}
	}
	for i, r := range c.Procedure.Rates {
		row := law.Row{
			ID: "rate from " + r.From.String(), Fact: law.InterestRate, Value: r.Percent, Unit: "percent-a-year", From: r.From,
			Applies: law.Both, By: law.Both, Ref: "case file", Source: r.Source,
		}
		if i+1 < len(c.Procedure.Rates) {
			row.To = c.Procedure.Rates[i+1].From.AddDays(-1)
		}
		rows = append(rows, row)
	}
	c.Law.Rows = rows
}

func decodeDebtor(v *value, c *Case) error {
	f := open(v)
	d := &c.Debtor
	d.ID, d.Number = 1, f.mustText("id")
	d.Name = f.text("name", d.Number)
	d.Kind = receivable.Kind(f.oneOf("kind", "business", "business", "consumer"))
	if d.Country = f.text("country", ""); d.Country != "" && receivable.CheckCountry(d.Country) != nil {
		f.fail(f.get("country").wrong("%q is not the code of a country", d.Country))
	}
	d.Language = f.text("language", "")
	d.Timezone = f.text("timezone", "")
	d.Email = f.text("email", "")
	d.Phone = f.text("phone", "")
	if f.flag("address") {
		d.Address = receivable.Address{Lines: []string{"1 Main Street"}, City: "Town", Country: d.Country}
	}
	return f.done()
}

func decodeItem(v *value, c *Case) error {
	f := open(v)
	it := Item{AppliesTo: f.text("applies_to", "")}
	it.ID = receivable.ItemID(len(c.Items) + 1)
	it.Debtor = c.Debtor.ID
	it.Number = f.mustText("id")
	it.Kind = receivable.ItemKind(f.oneOf("kind", "invoice", "invoice", "credit", "payment", "other"))
	it.Issued, it.Due = f.date("issued"), f.date("due")
	it.OldDebt = f.flag("old_debt")
	it.Stale = f.flag("stale")
	it.Quarantined = f.flag("quarantined")
	it.InPlan = f.flag("in_plan")
	currency, err := money.ParseCurrency(f.mustText("currency"))
	if err != nil && f.err == nil {
		return f.get("currency").wrong("%s", err)
	}
	if a := f.amount("amount", currency); a != nil {
		it.Amount = *a
	}
	f.must("amount")
	if it.Issued.IsZero() {
		it.Issued = it.Due
	}
	switch {
	case f.err != nil:
	case it.Issued.IsZero():
		return v.wrong("expected a date under issued or due")
	case it.Amount.Minor <= 0:
		return f.get("amount").wrong("expected an amount above zero; a credit is given by its kind, not by a sign")
	case c.item(it.Number) != nil:
		return f.get("id").wrong("%q stands twice", it.Number)
	}
	if it.Kind == receivable.Credit || it.Kind == receivable.OnAccount {
		it.Amount = it.Amount.Neg()
	}
	it.Open = it.Amount
	c.Items = append(c.Items, it)
	return f.done()
}

// item finds an item by the id that the file gives it.
func (c *Case) item(id string) *Item {
	for i := range c.Items {
		if c.Items[i].Number == id {
			return &c.Items[i]
		}
	}
	return nil
}

func (c *Case) checkLinks(items *value) error {
	for i := range c.Items {
		it := &c.Items[i]
		if it.AppliesTo == "" {
			continue
		}
		target := c.item(it.AppliesTo)
		switch {
		case it.Amount.Minor > 0:
			return items.list[i].wrong("only a credit or a payment on account applies to an invoice")
		case target == nil || target.Amount.Minor <= 0:
			return items.list[i].wrong("applies_to: there is no invoice %q", it.AppliesTo)
		case target.Amount.Currency != it.Amount.Currency:
			return items.list[i].wrong("applies_to: %q is in another currency", it.AppliesTo)
		}
	}
	return nil
}

// currency is the one currency of the case's items, or an error where the file must name one.
func (c *Case) currency(v *value) (money.Currency, *fault.Error) {
	var only money.Currency
	for i := range c.Items {
		if only != "" && c.Items[i].Amount.Currency != only {
			return "", v.wrong("the case has several currencies: say which with currency")
		}
		only = c.Items[i].Amount.Currency
	}
	if only == "" {
		return "", v.wrong("the case has no item")
	}
	return only, nil
}
