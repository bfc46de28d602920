package settings

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// lawRow is a row of a country's law in the list, with what an own row changes.
type lawRow struct {
	Key     string
	Row     law.Row
	Changes []law.Difference // of an own row
	Misfit  bool             // an own row that no longer fits the law
}

// Which rows of a pack are listed.
const (
	lawToday      = "today"
	lawAll        = "all"
	lawUnverified = "unverified"
	lawOwn        = "own"
)

// lawRows lists the rows of a pack, by fact and the newest first, those of the office among them.
func lawRows(l desk.LawPack) []lawRow {
	var out []lawRow
	for i, r := range l.Pack.Rows {
		out = append(out, lawRow{Key: fmt.Sprint(r.ID, "/", i), Row: r})
	}
	for _, r := range l.Own {
		if r.Off || l.Trouble != nil {
			r.Own = true
			out = append(out, lawRow{Key: "own/" + r.ID, Row: r, Misfit: l.Trouble != nil})
		}
	}
	for i := range out {
		if !out[i].Row.Own {
			continue
		}
		for _, d := range l.Differences {
			if d.Own.ID == out[i].Row.ID {
				out[i].Changes = append(out[i].Changes, d)
			}
		}
	}
	facts := law.BindingFacts()
	place := func(f law.Fact) int {
		if i := slices.Index(facts, f); i >= 0 {
			return i
		}
		return len(facts)
	}
	slices.SortStableFunc(out, func(a, b lawRow) int {
		if by := place(a.Row.Fact) - place(b.Row.Fact); by != 0 {
			return by
		}
		return b.Row.From.Compare(a.Row.From)
	})
	return out
}

// listed reports whether a row is among those that a person asked to see.
func (r lawRow) listed(which string, today date.Date) bool {
	switch which {
	case lawAll:
		return true
	case lawUnverified:
		return r.Row.Verified.IsZero()
	case lawOwn:
		return r.Row.Own
	}
	return r.Row.Covers(today)
}

// ended lists the facts of which a pack spoke, and of which it says nothing on a day any more: a rate table that has ended.
func ended(l desk.LawPack, on date.Date) []law.Fact {
	var out []law.Fact
	for _, f := range law.BindingFacts() {
		for _, kind := range []receivable.Kind{receivable.Business, receivable.Consumer} {
			if (l.Pack.Silent(f, kind, on) || !f.Several() && len(l.Pack.Series(f, kind)) > 0 && l.Pack.On(f, kind, on, on) == nil) && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// whose says by whose will a row holds.
func (r lawRow) whose() string {
	switch {
	case r.Misfit:
		return i18n.T("law.misfit")
	case r.Row.Own:
		return i18n.T("law.own")
	case r.Row.By == law.Agency:
		return i18n.T("law.agency")
	case r.Row.IsHouse():
		return i18n.T("law.house")
	}
	return i18n.T("law.statute")
}

// lawOf finds a country's law among those that are kept.
func (m *Model) lawOf(country string) desk.LawPack {
	for _, l := range m.Kept.Laws {
		if l.Pack.Code == country {
			return l
		}
	}
	return desk.LawPack{}
}

// lawCountry is the country whose law is shown first: the company's, when there is a pack of it.
func (m *Model) lawCountry(chosen string) string {
	for _, code := range []string{chosen, m.Kept.Company.Country} {
		if code != "" && m.lawOf(code).Pack.Code == code {
			return code
		}
	}
	if len(m.Kept.Laws) > 0 {
		return m.Kept.Laws[0].Pack.Code
	}
	return ""
}

// ownRowCount counts the office's own rows in all countries, and those countries where they do not fit.
func (m *Model) ownRowCount() (rows, misfits int) {
	for _, l := range m.Kept.Laws {
		rows += len(l.Own)
		if l.Trouble != nil {
			misfits++
		}
	}
	return rows, misfits
}

// ownID makes a name for a new own row: the first that is free.
func ownID(own []law.Row, fact law.Fact) string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("own-%s-%d", fact, n)
		if !slices.ContainsFunc(own, func(r law.Row) bool { return r.ID == id }) {
			return id
		}
	}
}

// ownFields are the fields of an own row of a fact, in the order in which they are asked for.
func ownFields(fact law.Fact) []string {
	var fields []string
	if fact.Unit() != "" {
		fields = append(fields, "value")
	}
	switch fact {
	case law.FeeMax:
		fields = append(fields, "unit", "tones")
	case law.FeeTotal:
		fields = append(fields, "unit")
	case law.Compensation:
		fields = append(fields, "unit", "above")
	case law.NoticePeriod:
		fields = append(fields, "tones")
	case law.ContactMax:
		fields = append(fields, "days", "channels")
	case law.ContactHours:
		fields = append(fields, "weekdays", "hours", "channels")
	case law.Limitation:
		fields = append(fields, "starts")
	case law.NoticeText:
		fields = append(fields, "texts", "texts.en", "tones")
	default:
		if len(fact.Texts()) > 0 {
			fields = append(fields, "text")
		}
	}
	return append(fields, "applies", "from", "to", "ref", "source", "verified", "verified_by")
}

// ownValues writes a row as an own row begins that is to stand for it: from today on, by nobody's authority yet.
func ownValues(r law.Row, today date.Date, l *locale.Locale) Values {
	v := Values{"unit": r.Unit, "text": r.Text, "applies": r.Applies, "starts": r.Starts, "tones": strings.Join(r.Tones, " "), "restarts": strings.Join(r.Restarts, " "), "to": r.To.String()}
	if v["applies"] == "" {
		v["applies"] = law.Both
	}
	v["from"] = date.Latest(r.From, today).String()
	if !r.To.IsZero() && r.To.Before(today) {
		v["from"] = r.From.String()
	}
	if r.Fact.Unit() != "" && r.ID != "" {
		v["value"] = writeFigure(&r.Value, l)
	}
	if r.Above.IsPositive() {
		v["above"] = writeFigure(&r.Above, l)
	}
	if r.Days > 0 {
		v["days"] = fmt.Sprint(r.Days)
	}
	if len(r.Channels) == 1 {
		v["channels"] = string(r.Channels[0])
	}
	if r.Hours.To > 0 {
		v["hours"] = r.Hours.From.String() + "-" + r.Hours.To.String()
	}
	v["weekdays"] = weekdayChoice(r.Weekdays)
	return v
}

// Choices of days of the week, as people speak of them.
var weekdayChoices = map[string][]time.Weekday{
	"workdays": {time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
	"six-days": {time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday},
	"every":    {time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday},
	"saturday": {time.Saturday},
	"sunday":   {time.Sunday},
}

func weekdayChoice(days []time.Weekday) string {
	for id, list := range weekdayChoices {
		if slices.Equal(list, days) {
			return id
		}
	}
	return "workdays"
}

// ownRow reads an own row as it was typed. Days are written as YYYY-MM-DD. What is missing or cannot be read is an error of
// its field; whether the law allows the row is for the desk to say.
func ownRow(fact law.Fact, v Values, l *locale.Locale) (law.Row, error) {
	r := law.Row{
		Fact: fact, Applies: v["applies"], By: law.Own, Ref: v.text("ref"), Source: v.text("source"), VerifiedBy: v.text("verified_by"),
		Text: v["text"], Starts: v["starts"], Tones: strings.Fields(v["tones"]), Restarts: strings.Fields(v["restarts"]), Unit: fact.Unit(),
	}
	if fact.Unit() == "currency" {
		r.Unit = v.text("unit")
	}
	for _, key := range []string{"ref", "source"} {
		if v.text(key) == "" {
			return r, missing(key)
		}
	}
	for key, into := range map[string]*date.Date{"from": &r.From, "to": &r.To, "verified": &r.Verified} {
		if err := into.UnmarshalText([]byte(v.text(key))); err != nil {
			return r, fault.New(fault.Invalid, "%s", i18n.T("law.day")).OnField(key)
		}
	}
	if err := readLawFigures(&r, v, l); err != nil {
		return r, err
	}
	return r, readContact(&r, v)
}

func readLawFigures(r *law.Row, v Values, l *locale.Locale) error {
	value, err := v.figure("value", l)
	switch {
	case err != nil:
		return err
	case value == nil && r.Fact.Unit() != "":
		return missing("value")
	case value != nil:
		r.Value = *value
	}
	above, err := v.figure("above", l)
	if above != nil {
		r.Above = *above
	}
	if err == nil && r.Fact == law.ContactMax {
		r.Days, err = v.number("days")
	}
	return err
}

func readContact(r *law.Row, v Values) error {
	if c := v["channels"]; c != "" {
		r.Channels = []receivable.Channel{receivable.Channel(c)}
	}
	if r.Fact == law.NoticeText {
		r.Texts = map[string]string{}
		for language, key := range map[string]string{"nb": "texts", "en": "texts.en"} {
			if text := v.text(key); text != "" {
				r.Texts[language] = text
			}
		}
		if len(r.Texts) == 0 {
			return missing("texts")
		}
	}
	if r.Fact != law.ContactHours {
		return nil
	}
	r.Weekdays = weekdayChoices[v["weekdays"]]
	hours, err := law.ParseHours(v.text("hours"))
	if err != nil {
		return fault.New(fault.Invalid, "%s", i18n.T("law.hours-wrong")).OnField("hours")
	}
	r.Hours = hours
	return nil
}

// lawError says why the law refuses an own row, at its field, in the words of the screen.
func lawError(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != law.LoosensLaw {
		return err
	}
	return fault.New(law.LoosensLaw, "%s", i18n.T("law.looser", i18n.Args{"detail": f.Message})).OnField(f.Field)
}

// offRow switches the house rule off that a row states.
func offRow(r law.Row, own []law.Row, ref string) law.Row {
	return law.Row{
		ID: ownID(own, r.Fact), Fact: r.Fact, Off: true, Applies: r.Applies, By: law.Own, Ref: ref, Source: ref,
		Days: r.Days, Channels: r.Channels,
	}
}
