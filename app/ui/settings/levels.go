package settings

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// How a level charges interest, as the editor offers it.
const (
	noInterest        = "none"
	statutoryInterest = "statutory"
	agreedInterest    = "agreed"
)

// levelText is a level as it stands in the fields of the editor.
type levelText struct {
	After    string
	Since    string
	Deadline string
	Channels [3]string
	Fee      string
	Interest string
	Rate     string
	Silent   string
}

// textOf writes a level into fields.
func textOf(l dunning.Level, loc *locale.Locale) levelText {
	t := levelText{After: portTextZero(l.AfterDays), Since: string(l.Since), Deadline: portTextZero(l.DeadlineDays), Interest: noInterest, Silent: string(l.IfSilent)}
	for i := range t.Channels {
		if i < len(l.Channels) {
			t.Channels[i] = string(l.Channels[i])
		}
	}
	if l.Fee != nil {
		t.Fee = loc.Decimal(l.Fee.Fixed.String())
	}
	switch {
	case l.Interest == nil:
	case l.Interest.Statutory:
		t.Interest = statutoryInterest
	default:
		t.Interest, t.Rate = agreedInterest, loc.Decimal(l.Interest.Rate.String())
	}
	return t
}

// read takes fields into a level. What the editor does not show of it stays as it was.
func (t levelText) read(l dunning.Level) (dunning.Level, error) {
	var err error
	if l.AfterDays, err = days(t.After); err != nil {
		return l, err
	}
	if l.DeadlineDays, err = days(t.Deadline); err != nil {
		return l, err
	}
	l.Since = dunning.Since(t.Since)
	l.IfSilent = receivable.Channel(t.Silent)
	l.Channels = nil
	for _, c := range t.Channels {
		if c != "" {
			l.Channels = append(l.Channels, receivable.Channel(c))
		}
	}
	if l.Fee, err = t.fee(l.Fee); err != nil {
		return l, err
	}
	l.Interest, err = t.interest(l.Interest)
	return l, err
}

func (t levelText) fee(before *dunning.Fee) (*dunning.Fee, error) {
	if strings.TrimSpace(t.Fee) == "" {
		return nil, nil
	}
	fixed, err := decimalOf(t.Fee)
	if err != nil {
		return nil, err
	}
	fee := dunning.Fee{Per: dunning.PerNotice, Of: dunning.OfOpen}
	if before != nil {
		fee = *before
	}
	fee.Fixed = fixed
	return &fee, nil
}

func (t levelText) interest(before *dunning.Interest) (*dunning.Interest, error) {
	switch t.Interest {
	case statutoryInterest:
		return &dunning.Interest{Statutory: true, From: "due"}, nil
	case agreedInterest:
		rate, err := decimalOf(t.Rate)
		if err != nil {
			return nil, err
		}
		i := dunning.Interest{Basis: dunning.Act365, From: "due"}
		if before != nil && !before.Statutory && !before.Table {
			i = *before
		}
		i.Rate = rate
		return &i, nil
	}
	return nil, nil
}

func days(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	n := number(text)
	if n < 0 || n > 3650 || n == 0 && text != "0" {
		return 0, fault.New(fault.Invalid, "%s", i18n.T("procedure.bad-days", i18n.Args{"text": text}))
	}
	return n, nil
}

// decimalOf reads "35", "35,50" or "12.25".
func decimalOf(text string) (decimal.Decimal, error) {
	clean := strings.NewReplacer(",", ".", " ", "", "\u00a0", "").Replace(strings.TrimSpace(text))
	d, err := decimal.NewFromString(clean)
	if err != nil || d.IsNegative() || d.GreaterThan(decimal.NewFromInt(1_000_000)) {
		return decimal.Zero, fault.New(fault.Invalid, "%s", i18n.T("procedure.bad-number", i18n.Args{"text": text}))
	}
	return d, nil
}

func portTextZero(n int) string {
	if n == 0 {
		return "0"
	}
	return portText(n)
}
