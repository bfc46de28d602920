package settings

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// channelSlots is how many channels a level can name in order: all of them.
const channelSlots = 5

// Ways of charging interest.
const (
	noInterest        = ""
	statutoryInterest = "statutory"
	rateInterest      = "rate"
	tableInterest     = "table"
)

func levelValues(v Values, n int, level *dunning.Level, l *locale.Locale) {
	set := func(field, text string) { v[levelKey(n, field)] = text }
	set("kept", strconv.Itoa(n))
	set("after_days", strconv.Itoa(level.AfterDays))
	set("since", or(string(level.Since), string(dunning.SinceDue)))
	set("deadline_days", strconv.Itoa(level.DeadlineDays))
	set("tone", string(level.Tone))
	set("text", level.Text)
	set("if_silent", string(level.IfSilent))
	set("if_answered", level.IfAnswered)
	set("approval", writeTick(level.Approval))
	set("registered", writeTick(level.Registered))
	set("compensation", writeTick(level.Compensation))
	v.setChannels(levelKey(n, ""), level.Channels, channelSlots)
	feeValues(v, n, level.Fee, l)
	interestValues(set, level.Interest, l)
}

func channelField(i int) string { return "channels." + strconv.Itoa(i+1) }

// setChannels writes a chain of channels under a prefix.
func (v Values) setChannels(prefix string, list []receivable.Channel, slots int) {
	for i := range slots {
		v[prefix+channelField(i)] = ""
		if i < len(list) {
			v[prefix+channelField(i)] = string(list[i])
		}
	}
}

// channels reads it, each channel once.
func (v Values) channels(prefix string, slots int) (list []receivable.Channel) {
	for i := range slots {
		if c := receivable.Channel(v[prefix+channelField(i)]); c != "" && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}

func interestValues(set func(field, text string), in *dunning.Interest, l *locale.Locale) {
	set("interest", noInterest)
	set("interest.rate", "")
	set("interest.basis", string(dunning.Act365))
	if in == nil {
		return
	}
	switch {
	case in.Statutory:
		set("interest", statutoryInterest)
		return
	case in.Table:
		set("interest", tableInterest)
	default:
		set("interest", rateInterest)
		set("interest.rate", writeFigure(&in.Rate, l))
	}
	set("interest.basis", string(in.Basis))
}

func nonZero(d decimal.Decimal, l *locale.Locale) string {
	if d.IsZero() {
		return ""
	}
	return writeFigure(&d, l)
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func levelFrom(v Values, n int, level dunning.Level, l *locale.Locale) (out dunning.Level, err error) {
	get := func(field string) string { return v[levelKey(n, field)] }
	level.Number = n
	if level.AfterDays, err = v.number(levelKey(n, "after_days")); err != nil {
		return level, err
	}
	if level.DeadlineDays, err = v.numberOrNone(levelKey(n, "deadline_days")); err != nil {
		return level, err
	}
	level.Since, level.Tone = dunning.Since(get("since")), dunning.Tone(get("tone"))
	level.Text = v.text(levelKey(n, "text"))
	level.IfSilent, level.IfAnswered = receivable.Channel(get("if_silent")), get("if_answered")
	level.Approval, level.Compensation, level.Registered = get("approval") != "", get("compensation") != "", get("registered") != ""
	if level.Channels = v.channels(levelKey(n, ""), channelSlots); len(level.Channels) == 0 {
		return level, missing(levelKey(n, channelField(0)))
	}
	if level.Fee, err = feeFrom(v, n, l); err != nil {
		return level, err
	}
	level.Interest, err = interestFrom(v, n, level.Interest, l)
	return level, err
}

func interestFrom(v Values, n int, kept *dunning.Interest, l *locale.Locale) (*dunning.Interest, error) {
	in := dunning.Interest{From: "due"}
	if kept != nil {
		in.From = kept.From
	}
	switch v[levelKey(n, "interest")] {
	case noInterest:
		return nil, nil //nolint:nilnil // a level without interest
	case statutoryInterest:
		in.Statutory = true
		return &in, nil
	case tableInterest:
		in.Table = true
	default:
		rate, err := v.figure(levelKey(n, "interest.rate"), l)
		if err != nil {
			return nil, err
		}
		if rate == nil {
			return nil, missing(levelKey(n, "interest.rate"))
		}
		in.Rate = *rate
	}
	in.Basis = dunning.DayCount(v[levelKey(n, "interest.basis")])
	return &in, nil
}
