package inbox

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func mailOf(id int64, says incoming.Says) desk.IncomingMail {
	return desk.IncomingMail{ID: id, State: desk.MailOpen, Mail: incoming.Mail{Kind: incoming.Answer}, Guess: incoming.Suggestion{Says: says}}
}

func TestAClerkGoesDownTheList(t *testing.T) {
	m := &Model{Part: ToRead}
	all := func(ids ...int64) Mails {
		var out Mails
		for _, id := range ids {
			out.ToRead = append(out.ToRead, mailOf(id, incoming.Unclear))
		}
		return out
	}
	for _, c := range []struct {
		what  string
		mails []int64
		shown int64
	}{
		{"the first at the beginning", []int64{5, 4, 3, 2}, 5},
		{"the one behind, once it is settled", []int64{4, 3, 2}, 4},
		{"the same, while it is there", []int64{9, 4, 3, 2}, 4},
		{"the first, where none stood behind", []int64{9}, 9},
		{"none of none", nil, 0},
	} {
		m.Set(all(c.mails...))
		if m.Selected != c.shown {
			t.Errorf("%s: %d is shown, want %d", c.what, m.Selected, c.shown)
		}
	}
}

func TestAMailIsOpenedWhereverItStands(t *testing.T) {
	m := &Model{All: Mails{ToRead: []desk.IncomingMail{mailOf(1, "")}, Rest: []desk.IncomingMail{mailOf(7, "")}}, Part: ToRead}
	if !m.Open(7) || m.Part != Rest || m.Current().ID != 7 {
		t.Errorf("%d in %s", m.Selected, m.Part)
	}
	if m.Open(99) || m.Current().ID != 7 {
		t.Error("a mail that is not there was opened")
	}
}

func TestWhatIsLikeliestStandsFirst(t *testing.T) {
	for says, first := range map[incoming.Says]incoming.Says{
		incoming.AsksTime: incoming.AsksTime, incoming.SaysPaid: incoming.SaysPaid, incoming.Disputes: incoming.Disputes, incoming.WrongPerson: incoming.WrongPerson,
		incoming.Unclear: desk.AsksNothing,
	} {
		m := mailOf(1, says)
		all := Verdicts(&m)
		if all[0] != first || len(all) != len(desk.MailVerdicts()) {
			t.Errorf("%s: %v", says, all)
		}
		for _, v := range desk.MailVerdicts() {
			if !slices.Contains(all, v) {
				t.Errorf("%s: %s cannot be said", says, v)
			}
		}
	}
	report := mailOf(1, "")
	report.Mail.Kind = incoming.Bounce
	if all := Verdicts(&report); !slices.Equal(all, []incoming.Says{desk.AsksNothing, incoming.WrongPerson}) {
		t.Errorf("of a report: %v", all)
	}
	done := mailOf(1, incoming.SaysPaid)
	done.State = desk.MailSettledBy
	if all := Verdicts(&done); all != nil {
		t.Errorf("of a mail that was settled: %v", all)
	}
}

func TestASearchThatSomebodyLeftBringsNothing(t *testing.T) {
	m := &Model{All: Mails{ToPlace: []desk.IncomingMail{mailOf(1, ""), mailOf(2, "")}}, Part: ToPlace, Selected: 1, Query: "fjord"}
	if !m.Found(1, "fjord", []desk.CustomerRow{{Name: "Fjordfisk"}}) || len(m.Choices()) != 1 {
		t.Error("what was searched for is not there")
	}
	m.Choose(2)
	if m.Found(1, "fjord", []desk.CustomerRow{{}, {}}) || len(m.Choices()) != 0 {
		t.Error("what was found for another mail is shown")
	}
}

func TestAGuessNamesItsWords(t *testing.T) {
	for _, c := range []struct {
		guess incoming.Suggestion
		want  string
	}{
		{incoming.Suggestion{Says: incoming.SaysPaid, Words: []string{"have paid", "receipt attached"}}, "it says “have paid”, “receipt attached”"},
		{incoming.Suggestion{Says: incoming.Unclear, Words: []string{"have paid", "extension"}}, "it says both “have paid”, “extension”"},
		{incoming.Suggestion{Says: incoming.Unclear}, "no word that is known says more"},
	} {
		if got := because(c.guess); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// A clerk is told of a mail that waits what it is, and is offered what is true of it.
func TestWhatWaitsIsNoAnswer(t *testing.T) {
	unread, member, forged, complaint := mailOf(1, ""), mailOf(2, ""), mailOf(3, ""), mailOf(4, "")
	unread.Mail.Kind = incoming.Unreadable
	member.Mail.Kind, member.How, member.Number, member.Report.Recipient = incoming.Bounce, desk.ByToken, "2026-7", "retired@firm.example"
	forged.Mail.Kind, forged.How = incoming.Bounce, desk.ByRecipient
	complaint.Mail.Kind = incoming.Complaint
	for _, c := range []struct {
		mail       *desk.IncomingMail
		says, verb string
		verdicts   int
	}{
		{&unread, "does not give this mail", "Wrong person", 5},
		{&member, "about notice 2026-7, but of retired@firm.example", "The address is dead", 2},
		{&forged, "Anybody could have written", "The address is dead", 2},
		{&complaint, "Anybody could have written", "No more mail to them", 2},
	} {
		if got := openText(c.mail); !strings.Contains(got, c.says) {
			t.Errorf("%q, want %q", got, c.says)
		}
		if got := verdictVerb(c.mail, incoming.WrongPerson); got != c.verb || len(Verdicts(c.mail)) != c.verdicts {
			t.Errorf("%s: %q, %v", c.mail.Mail.Kind, got, Verdicts(c.mail))
		}
	}
	if got := placedBy(&member); got != "about notice 2026-7" {
		t.Errorf("a report answers nothing: %q", got)
	}
}
