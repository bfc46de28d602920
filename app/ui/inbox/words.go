package inbox

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// sender is who wrote, as the mail names them.
func sender(m *desk.IncomingMail) string {
	switch {
	case m.Mail.Name != "":
		return m.Mail.Name
	case m.Mail.From != "":
		return m.Mail.From
	}
	return i18n.T("inbox.no-sender")
}

func subject(m *desk.IncomingMail) string {
	if m.Mail.Subject == "" {
		return i18n.T("inbox.no-subject")
	}
	return m.Mail.Subject
}

// mailState is how a mail stands in the list: what it may mean while it waits, what became of it afterwards.
func mailState(m *desk.IncomingMail) widget.State {
	switch m.State {
	case desk.MailSettledBy:
		return widget.State{Status: theme.Neutral, Icon: theme.IconTicked, Word: words.MailMeans(incoming.Says(m.Verdict))}
	case desk.MailDismissed:
		return widget.State{Icon: theme.IconMinus, Word: i18n.T("inbox.dismissed")}
	case desk.MailOpen, desk.MailUnplaced, desk.MailNoted:
	}
	switch m.Mail.Kind {
	case incoming.Bounce:
		return widget.State{Status: theme.Overdue3, Icon: theme.IconMail, Word: i18n.T("inbox.kind.bounce")}
	case incoming.Delay:
		return widget.State{Status: theme.Overdue1, Icon: theme.IconClock, Word: i18n.T("inbox.kind.delay")}
	case incoming.Receipt:
		return widget.State{Icon: theme.IconTicked, Word: i18n.T("inbox.kind.receipt")}
	case incoming.Complaint:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("inbox.kind.complaint")}
	case incoming.Automatic:
		return widget.State{Icon: theme.IconClock, Word: i18n.T("inbox.kind.automatic")}
	case incoming.Unreadable:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("inbox.kind.unreadable")}
	case incoming.Answer:
	}
	return guessState(m.Guess.Says)
}

// guessState is what an answer may mean, as icon and word.
func guessState(says incoming.Says) widget.State {
	s := widget.State{Status: theme.Neutral, Icon: theme.IconQuestion, Word: words.MailMeans(says)}
	switch says {
	case incoming.AsksTime:
		s.Status, s.Icon = theme.Held, theme.IconClock
	case incoming.SaysPaid:
		s.Status, s.Icon = theme.Promised, theme.IconBanknote
	case incoming.Disputes:
		s.Status, s.Icon = theme.Disputed, theme.IconDispute
	case incoming.WrongPerson:
		s.Status, s.Icon = theme.Overdue2, theme.IconPerson
	}
	return s
}

// because says on which words a guess stands.
func because(g incoming.Suggestion) string {
	if len(g.Words) == 0 {
		return i18n.T("inbox.no-words")
	}
	quoted := make([]string, len(g.Words))
	for i, w := range g.Words {
		quoted[i] = "“" + w + "”"
	}
	key := "inbox.because"
	if g.Says == incoming.Unclear {
		key = "inbox.because-both"
	}
	return i18n.T(key, i18n.Args{"words": strings.Join(quoted, ", ")})
}

// placedBy says how it was found whose a mail is.
func placedBy(m *desk.IncomingMail) string {
	key, ok := map[desk.Placing]string{
		desk.ByToken: "inbox.by-token", desk.ByMessageID: "inbox.by-message-id", desk.ByRecipient: "inbox.by-recipient", desk.BySender: "inbox.by-sender",
		desk.ByPerson: "inbox.by-person",
	}[m.How]
	if !ok {
		return ""
	}
	if m.How.Proven() && m.Mail.Kind != incoming.Answer && m.Mail.Kind != incoming.Automatic { // a machine answers nothing
		key = "inbox.about-notice"
	}
	return i18n.T(key, i18n.Args{"number": m.Number, "who": m.Actor})
}

// told are the facts of a mail.
func told(m *desk.IncomingMail, w words.Words) []widget.Fact {
	var out []widget.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, widget.Fact{Label: i18n.T(key), Value: value})
		}
	}
	add("inbox.from", words.Facts(m.Mail.Name, m.Mail.From))
	add("inbox.arrived", w.Moment(m.Arrived))
	add("inbox.whose", words.Facts(m.Name, placedBy(m)))
	switch m.Mail.Kind {
	case incoming.Answer, incoming.Automatic:
	case incoming.Unreadable:
		add("inbox.server-says", m.Report.Said())
	default:
		add("inbox.about", m.Report.Address())
		add("inbox.report", m.Report.Said())
	}
	if m.State == desk.MailSettledBy || m.State == desk.MailDismissed {
		add("inbox.note", words.Facts(m.Note, m.Actor))
	}
	return out
}

// openText is what a clerk is told of a mail that waits for a word, and is no answer.
func openText(m *desk.IncomingMail) string {
	switch {
	case m.Mail.Kind == incoming.Unreadable:
		return i18n.T("inbox.unreadable-text")
	case m.Mail.Kind == incoming.Bounce && m.How.Proven():
		return i18n.T("inbox.other-recipient-text", i18n.Args{"number": m.Number, "address": m.Report.Address()})
	}
	return i18n.T("inbox.report-text")
}

// verdictVerb is what the button says that settles a mail so.
func verdictVerb(m *desk.IncomingMail, says incoming.Says) string {
	switch {
	case says != incoming.WrongPerson || m.Mail.Kind == incoming.Answer:
	case m.Mail.Kind == incoming.Complaint:
		return i18n.T("inbox.do.no-mail")
	case m.Mail.Kind != incoming.Unreadable:
		return i18n.T("inbox.do.dead")
	}
	return i18n.T(map[incoming.Says]string{
		incoming.AsksTime: "inbox.do.time", incoming.SaysPaid: "inbox.do.paid", incoming.Disputes: "inbox.do.dispute", incoming.WrongPerson: "inbox.do.person",
		desk.AsksNothing: "inbox.do.nothing",
	}[says])
}
