package dunning

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// maxEarly is how many days before its due date an item may be spoken of: earlier it is not about this invoice any more.
const maxEarly = 60

// Days between which a rate may begin. A year typed wrong is found here and not by a missing rate later.
var firstRate, lastRate = date.Must(1970, 1, 1), date.Must(2100, 12, 31)

var (
	everyChannel = []receivable.Channel{receivable.Email, receivable.Letter, receivable.SMS, receivable.Call, receivable.Visit}
	// A kind word that nobody needs to answer is written; nobody rings or drives for it.
	written = []receivable.Channel{receivable.Email, receivable.Letter, receivable.SMS}
)

// CheckWith is Check, and refuses a calendar that is not known.
func (p Procedure) CheckWith(calendar func(name string) bool) error {
	if err := p.Check(); err != nil {
		return err
	}
	if p.Calendar != "" && p.Calendar != NoCalendar && !calendar(p.Calendar) {
		return fault.New(fault.Invalid, "there is no calendar of business days for %q", p.Calendar).OnField("calendar").
			WithHint("choose none, or one of the countries offered")
	}
	return nil
}

// NoCalendar is the calendar by which every day counts.
const NoCalendar = "none"

// checkOrder refuses a level counted from the due date that would be due before a level that it must follow.
func (p *Procedure) checkOrder() error {
	for i := 1; i < len(p.Levels); i++ {
		l := &p.Levels[i]
		if l.Since != SinceDue && l.Since != "" {
			continue
		}
		for n := 1; n <= i; n++ {
			before := &p.Levels[n-1]
			if (before.Since == SinceDue || before.Since == "") && l.AfterDays < before.AfterDays {
				return fault.New(fault.Invalid, "level %d comes %d days after the due date, but level %d, which must be before it, only after %d",
					l.Number, l.AfterDays, n, before.AfterDays).
					OnField(fmt.Sprintf("levels[%d].after_days", i+1)).WithHint("write %d or more, or count from the letter before", before.AfterDays)
			}
		}
	}
	return nil
}

func (p *Procedure) checkEvents() error {
	if e := p.BeforeDue; e != nil {
		if e.Days < 1 || e.Days > maxEarly {
			return fault.New(fault.Invalid, "a note before the due date goes out 1 to %d days before it, not %d", maxEarly, e.Days).OnField("before_due.days")
		}
		if err := checkChannels("before_due.channels", e.Channels, written); err != nil {
			return err
		}
	}
	for _, e := range []struct {
		field string
		says  bool
		by    func() []receivable.Channel
	}{
		{"thank_you.channels", p.ThankYou != nil, func() []receivable.Channel { return p.ThankYou.Channels }},
		{"confirm_promise.channels", p.ConfirmPromise != nil, func() []receivable.Channel { return p.ConfirmPromise.Channels }},
		{"broken_promise.channels", p.BrokenPromise != nil, func() []receivable.Channel { return p.BrokenPromise.Channels }},
	} {
		if !e.says {
			continue
		}
		if err := checkChannels(e.field, e.by(), written); err != nil {
			return err
		}
	}
	return nil
}

func checkChannels(field string, channels, allowed []receivable.Channel) error {
	for i, c := range channels {
		if !slices.Contains(allowed, c) {
			return fault.New(fault.Invalid, "%q is not a channel that can be used here", string(c)).OnField(field)
		}
		if slices.Contains(channels[:i], c) {
			return fault.New(fault.Invalid, "the channel %s is named twice", c).OnField(field)
		}
	}
	return nil
}

func checkRates(rates []Rate) error {
	for i, r := range rates {
		at := fmt.Sprintf("rates[%d]", i+1)
		switch {
		case r.From.IsZero() || i > 0 && !r.From.After(rates[i-1].From):
			return fault.New(fault.Invalid, "rates need a first day each, in order").OnField(at + ".from")
		case r.From.Before(firstRate) || r.From.After(lastRate):
			return fault.New(fault.Invalid, "a rate cannot begin on %s", r.From).OnField(at+".from").
				WithHint("write a day from %s to %s", firstRate, lastRate)
		}
		if err := checkYearly(at, r.Percent); err != nil {
			return err
		}
	}
	return nil
}

// checkWithin refuses a band that could never be charged as it stands, because the fee as a whole is capped below it.
func (t *FeeTier) checkWithin(at string, most *decimal.Decimal) error {
	switch {
	case most == nil:
		return nil
	case t.Fixed.GreaterThan(*most):
		return fault.New(fault.Invalid, "the band's fee %s is above the highest fee %s", t.Fixed, most).OnField(at + ".fixed")
	case t.Min != nil && t.Min.GreaterThan(*most):
		return fault.New(fault.Invalid, "the band's least fee %s is above the highest fee %s", t.Min, most).OnField(at + ".min")
	}
	return nil
}
