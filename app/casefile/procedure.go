package casefile

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func (w World) decodeProcedure(v *value, c *Case) error {
	f := open(v)
	p := dunning.Procedure{
		Name:           c.Name,
		FirstContact:   dunning.FirstContact(f.oneOf("first_contact", "level-1", "level-1", "by-age")),
		GraceDays:      f.integer("grace_days", 0),
		MinBalance:     map[money.Currency]money.Amount{},
		MinDaysBetween: f.integer("min_days_between", 0),
		Calendar:       f.text("calendar", "none"),
		Allocation:     dunning.AllocationOrder(f.oneOf("allocation", "principal-first", "principal-first", "costs-interest-principal")),
	}
	f.entries("min_balance", func(code string, v *value) error {
		currency, err := money.ParseCurrency(code)
		if err != nil {
			return v.wrong("%s", err)
		}
		p.MinBalance[currency] = readAmount(f, v, currency)
		return nil
	})
	if p.Calendar != "none" {
		cal, ok := w.Calendars[p.Calendar]
		if !ok && f.err == nil {
			return f.get("calendar").wrong("expected none or one of %s, found %q", strings.Join(w.calendarNames(), ", "), p.Calendar)
		}
		c.Calendar = cal
	}
	if err := decodeEvents(f, &p); err != nil {
		return err
	}
	f.must("levels")
	f.each("levels", func(v *value) error {
		l, err := decodeLevel(v)
		p.Levels = append(p.Levels, l)
		return err
	})
	c.Procedure = p
	return f.done()
}

// decodeEvents reads the notes that belong to no level: before the due date, after payment, and about promises.
func decodeEvents(f *fields, p *dunning.Procedure) error {
	if v := f.get("before_due"); v != nil && f.err == nil && (v.shape != text || v.text != "none") {
		e := open(v)
		p.BeforeDue = &dunning.BeforeDue{Days: e.integer("days", 3), Channels: e.channels()}
		if err := e.done(); err != nil {
			return err
		}
	}
	if v := f.get("thank_you"); v != nil && f.err == nil && (v.shape != text || v.text != "none") {
		e := open(v)
		p.ThankYou = &dunning.ThankYou{Channels: e.channels()}
		if err := e.done(); err != nil {
			return err
		}
	}
	if v := f.get("confirm_promise"); v != nil && f.err == nil && (v.shape != text || v.text != "none") {
		e := open(v)
		p.ConfirmPromise = &dunning.ConfirmPromise{Channels: e.channels()}
		if err := e.done(); err != nil {
			return err
		}
	}
	if v := f.get("broken_promise"); v != nil && f.err == nil && (v.shape != text || v.text != "none") {
		e := open(v)
		p.BrokenPromise = &dunning.BrokenPromise{Channels: e.channels()}
		return e.done()
	}
	return nil
}

func (f *fields) channels() []receivable.Channel {
	var out []receivable.Channel
	f.each("channels", func(v *value) error {
		out = append(out, receivable.Channel(v.text))
		return nil
	})
	return out
}

func (w World) calendarNames() []string {
	names := make([]string, 0, len(w.Calendars))
	for name := range w.Calendars {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func decodeLevel(v *value) (dunning.Level, error) {
	f := open(v)
	f.must("level")
	l := dunning.Level{
		Number:       f.integer("level", 0),
		Tone:         dunning.Tone(f.text("tone", "")),
		AfterDays:    f.integer("after_days", 0),
		Since:        dunning.Since(f.oneOf("since", "due", "due", "previous", "deadline")),
		DeadlineDays: f.integer("deadline_days", 0),
		IfSilent:     receivable.Channel(f.oneOf("if_silent", "none", "none", "call", "visit")),
		IfAnswered:   f.oneOf("if_answered", "none", "none", dunning.Confirm),
		Approval:     f.flag("approval"),
		Registered:   f.flag("registered"),
		Text:         f.text("text", ""),
		Compensation: f.flag("compensation"),
	}
	if l.IfSilent == "none" {
		l.IfSilent = ""
	}
	if l.IfAnswered == "none" {
		l.IfAnswered = ""
	}
	l.Channels = f.channels()
	var err error
	if fee := f.get("fee"); fee != nil && f.err == nil && (fee.shape != text || fee.text != "none") {
		if l.Fee, err = decodeFee(fee); err != nil {
			return l, err
		}
	}
	if interest := f.get("interest"); interest != nil && f.err == nil {
		if l.Interest, err = decodeInterest(interest); err != nil {
			return l, err
		}
	}
	return l, f.done()
}

func decodeFee(v *value) (*dunning.Fee, error) {
	f := open(v)
	fee := &dunning.Fee{
		Fixed: f.figure("fixed"), Percent: f.figure("percent"), Min: f.decimal("min"), Max: f.decimal("max"),
		Of:          dunning.FeeBase(f.oneOf("of", "open", "original", "open")),
		Per:         dunning.FeePer(f.oneOf("per", "notice", "notice", "item")),
		Accumulated: f.oneOf("mode", "single", "single", "accumulated") == "accumulated",
	}
	f.each("tiers", func(v *value) error {
		t := open(v)
		fee.Tiers = append(fee.Tiers, dunning.FeeTier{
			From: t.figure("from"), Fixed: t.figure("fixed"), Percent: t.figure("percent"), Min: t.decimal("min"), Max: t.decimal("max"),
		})
		return t.done()
	})
	if f.err == nil && f.get("fixed") == nil && f.get("percent") == nil && len(fee.Tiers) == 0 {
		return nil, v.wrong("expected fixed, percent or tiers")
	}
	return fee, f.done()
}

func decodeInterest(v *value) (*dunning.Interest, error) {
	if v.shape != table {
		switch v.text {
		case "none":
			return nil, nil //nolint:nilnil // a level without interest has none, which is no error
		case "statutory":
			return &dunning.Interest{Statutory: true}, nil
		}
		return nil, v.wrong("expected none, statutory or a mapping with a rate, found %q", v.text)
	}
	f := open(v)
	i := &dunning.Interest{
		Basis: dunning.DayCount(f.oneOf("basis", "act/365", "act/365", "act/360", "30/360", "act/act")),
		From:  f.oneOf("from", "due", "due"),
	}
	rate := f.must("rate")
	if rate != nil && rate.shape == text && rate.text == "table" {
		i.Table = true
	} else {
		i.Rate = f.figure("rate")
	}
	return i, f.done()
}
