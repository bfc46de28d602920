package cli

import (
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

type showCustomer struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Kind     string            `json:"kind"`
	Country  string            `json:"country"`
	Language string            `json:"language"`
	Email    string            `json:"email"`
	Phone    string            `json:"phone"`
	Owner    string            `json:"owner"`
	Open     map[string]string `json:"open"`
	Overdue  map[string]string `json:"overdue"`
	AvgDays  int               `json:"average_days_late"`
	Paid     int               `json:"paid_items"`
	Kept     int               `json:"promises_kept"`
	Promises int               `json:"promises_judged"`
	Answers  answersJSON       `json:"answers"`
	Items    []itemJSON        `json:"items"`
	Next     noticesJSON       `json:"next"`
	Timeline []timelineJSON    `json:"timeline"`
	Consents []consentJSON     `json:"consents"` // what holds, and what it replaced
	Chain    []linkJSON        `json:"chain"`    // the channels of the next level as they stand
	Findings []findingJSON     `json:"findings"` // what reads found about the customer and its records
	// By which procedure the customer is reminded, and by which rule of the assignment.
	Procedure appliesJSON `json:"procedure"`
}

// answersJSON is how the customer answers; channel and hour are empty where there is too little to tell.
type answersJSON struct {
	Contacts int    `json:"contacts"`
	Percent  int    `json:"percent"`
	Days     int    `json:"days"`
	Channel  string `json:"best_channel"`
	Hour     *int   `json:"best_hour"`
}

func answersOf(b behaviour.Picture) answersJSON {
	out := answersJSON{Contacts: b.Contacts, Percent: b.Rate(), Days: b.AnswerDays, Channel: string(b.Channel)}
	if b.Hour != behaviour.NoHour {
		out.Hour = &b.Hour
	}
	return out
}

type appliesJSON struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
	Rule    int    `json:"rule"` // 0: the default
	Why     string `json:"why"`
}

type timelineJSON struct {
	At      string `json:"at"`
	By      string `json:"by"`
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	Data    string `json:"data"`
}

func showJSON(say speech, v desk.CustomerView) showCustomer {
	d := v.Debtor
	out := showCustomer{
		ID: d.Number, Name: d.Name, Kind: string(d.Kind), Country: d.Country, Language: d.Language, Email: d.Email, Phone: d.Phone, Owner: d.Owner,
		Open: map[string]string{}, Overdue: map[string]string{}, AvgDays: v.Behaviour.AverageLate, Paid: v.Behaviour.Items,
		Kept: v.Behaviour.Kept, Promises: v.Behaviour.Judged, Answers: answersOf(v.Behaviour), Items: []itemJSON{}, Timeline: []timelineJSON{},
	}
	out.Procedure = appliesJSON{v.Procedure.Procedure, v.Procedure.Version, v.Procedure.Rule, whyText(v.Procedure.Why)}
	out.Consents = consentsJSON(v.Debtor, v.Consents, true)
	out.Chain = chainJSON(v.Chain)
	for _, b := range v.Balances {
		out.Open[string(b.Currency)] = money.New(b.Open(), b.Currency).String()
		if b.Overdue() != 0 {
			out.Overdue[string(b.Currency)] = money.New(b.Overdue(), b.Currency).String()
		}
	}
	out.Findings = make([]findingJSON, 0, len(v.Findings))
	for i := range v.Findings {
		out.Findings = append(out.Findings, findingRow(say, &v.Findings[i]))
	}
	for _, r := range v.Items {
		out.Items = append(out.Items, itemRow(r, v.Date, v.Limitation))
	}
	out.Next = planJSON(v.Date, v.Plan, func(receivable.DebtorID) string { return d.Number })
	for _, e := range v.Timeline {
		out.Timeline = append(out.Timeline, timelineJSON{At: e.At.Format("2006-01-02T15:04:05Z07:00"), By: e.Actor.Name, Kind: string(e.Kind), Subject: e.Subject, Data: e.Data})
	}
	return out
}

func (s *session) showText(say speech, v desk.CustomerView) {
	d := v.Debtor
	s.say("%s  %s  %s  %s  %s", d.Number, d.Name, d.Kind, d.Country, d.Language)
	s.say("%s  %s  %s", d.Email, d.Phone, strings.Join(append(d.Address.Lines, strings.TrimSpace(d.Address.PostalCode+" "+d.Address.City)), ", "))
	for i := range v.Consents {
		if c := &v.Consents[i]; !c.Past {
			s.say("consent %s to %s on %s: %s", c.State, c.Channel, c.On, c.Source)
		}
	}
	if len(v.Debtor.Dead) > 0 || len(v.Debtor.Withdrawn) > 0 {
		s.say("%s", chainText(chainJSON(v.Chain)))
	}
	for _, l := range chainJSON(v.Chain) {
		if l.State == string(receivable.LinkDead) {
			s.say("%s reaches nobody %s: %s %s", l.Channel, orNothing(l.Since), l.Cause, l.Why)
		}
	}
	for _, b := range v.Balances {
		s.say("%s %s overdue of %s open", customary(money.New(b.Overdue(), b.Currency)), b.Currency, customary(money.New(b.Open(), b.Currency)))
	}
	for _, b := range v.Balances {
		if b.Written != 0 {
			s.say("%s %s written off", customary(money.New(b.Written, b.Currency)), b.Currency)
		}
	}
	if v.Behaviour.Items > 0 {
		s.say("pays %d d late on average (%s), %d of %d promises kept", v.Behaviour.AverageLate, counted(v.Behaviour.Items, "invoice", "invoices"), v.Behaviour.Kept, v.Behaviour.Judged)
	}
	if b := v.Behaviour; !b.TooLittle() {
		s.say("answers %d %% of %s, after %d d; best reached by %s", b.Rate(), counted(b.Contacts, "contact", "contacts"), b.AnswerDays, orNothing(string(b.Channel)))
	}
	s.say("goes by the procedure %s", appliesText(v.Procedure))
	items := make([]itemJSON, 0, len(v.Items))
	for _, r := range v.Items {
		items = append(items, itemRow(r, v.Date, v.Limitation))
	}
	s.itemTable(items)
	for i := range v.Findings {
		f := &v.Findings[i]
		s.say("found: %s: %s. %s", f.Number, plain(say.w.Finding(f)), plain(words.FindingRemedy(f)))
	}
	for i := range v.Plan.Notices {
		n := &v.Plan.Notices[i]
		s.say("next: %s about %s, %s %s (%s)", words.NoticeName(n), words.NoticeItems(n), customary(n.Total), n.Currency, say.why(n.Why))
		for _, line := range say.effects(n) {
			s.say("%s", line)
		}
	}
	for _, l := range v.Plan.LeftOut {
		s.say("not: %s %s", l.Number, say.leftOut(l))
	}
	for i := range v.Timeline {
		e := &v.Timeline[i]
		s.say("%s", strings.TrimRight(fmt.Sprintf("%s  %-18s %s  %s", e.At.Format("2006-01-02 15:04"), e.Kind, e.Actor.Name, happened(e)), " "))
	}
}

// whyText writes a reason as its key and values, for other programs; people read speech.
func whyText(w dunning.Why) string {
	parts := []string{w.Key}
	for _, k := range sortedKeys(w.Args) {
		parts = append(parts, fmt.Sprintf("%s %s", k, w.Args[k]))
	}
	return strings.Join(parts, ", ")
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
