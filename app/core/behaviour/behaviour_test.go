package behaviour_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

var today = date.Must(2026, 11, 23)

func ago(n int) date.Date { return today.AddDays(-n) }

func TestDaysLateAreWeightedByAmount(t *testing.T) {
	for _, c := range []struct {
		name    string
		settled []behaviour.Settled
		late    int
		items   int
	}{
		{"nothing", nil, 0, 0},
		{"one, a week late", []behaviour.Settled{{Minor: 10000, Due: ago(20), Paid: ago(13)}}, 7, 1},
		{"a large one on time outweighs a small one late", []behaviour.Settled{{Minor: 900000, Due: ago(20), Paid: ago(20)}, {Minor: 100000, Due: ago(50), Paid: ago(20)}}, 3, 2},
		{"early", []behaviour.Settled{{Minor: 10000, Due: ago(5), Paid: ago(9)}}, -4, 1},
		{"older than two years counts no more", []behaviour.Settled{{Minor: 10000, Due: ago(900), Paid: ago(800)}, {Minor: 10000, Due: ago(10), Paid: ago(9)}}, 1, 1},
		{"credits and what nobody saw paid do not count", []behaviour.Settled{{Minor: -10000, Due: ago(20), Paid: ago(13)}, {Minor: 10000, Due: ago(20)}}, 0, 0},
	} {
		if p := behaviour.Of(behaviour.Facts{Settled: c.settled}, today); p.AverageLate != c.late || p.Items != c.items {
			t.Errorf("%s: %d d late of %d items, want %d of %d", c.name, p.AverageLate, p.Items, c.late, c.items)
		}
	}
}

func TestPromisesArePartOfThePicture(t *testing.T) {
	p := behaviour.Of(behaviour.Facts{Promises: []dunning.PromiseState{
		dunning.PromiseKept, dunning.PromiseBroken, dunning.PromisePartly, dunning.PromisePending, dunning.PromiseKept,
	}}, today)
	if p.Kept != 2 || p.Judged != 4 {
		t.Errorf("%d of %d promises kept", p.Kept, p.Judged)
	}
}

func mail(n int) behaviour.Contact {
	return behaviour.Contact{On: ago(n), Hour: 8, Channel: receivable.Email}
}

func call(n, hour int, reached bool) behaviour.Contact {
	return behaviour.Contact{On: ago(n), Hour: hour, Channel: receivable.Call, Answered: reached, Silent: !reached}
}

func TestHowSoonACustomerAnswersAndHow(t *testing.T) {
	for _, c := range []struct {
		name     string
		contacts []behaviour.Contact
		came     []date.Date
		answered int
		days     int
		channel  receivable.Channel
		hour     int
		tooFew   bool
	}{
		{"four contacts are too few", []behaviour.Contact{mail(90), mail(70), mail(50), mail(30)}, []date.Date{ago(88), ago(69), ago(47), ago(28)}, 4, 2, "", behaviour.NoHour, true},
		{
			"mail is answered, calls are not",
			[]behaviour.Contact{mail(90), mail(70), mail(50), call(40, 9, false), call(39, 10, false)},
			[]date.Date{ago(88), ago(69), ago(47)},
			3, 2, receivable.Email, behaviour.NoHour, false,
		},
		{
			"somebody takes the telephone at two",
			[]behaviour.Contact{call(60, 14, true), call(50, 14, true), call(40, 14, true), call(30, 9, false), call(20, 14, true), call(10, 14, true), mail(5)},
			nil, 5, 0, receivable.Call, 14, false,
		},
		{"what comes after the next contact answers that one", []behaviour.Contact{mail(60), mail(58), mail(30), mail(29), mail(10)}, []date.Date{ago(57)}, 1, 1, receivable.Email, behaviour.NoHour, false},
		{"what comes after a fortnight is no answer", []behaviour.Contact{mail(100), mail(80), mail(60), mail(40), mail(20)}, []date.Date{ago(85)}, 0, 0, "", behaviour.NoHour, false},
		{"old contacts count no more", []behaviour.Contact{mail(800), mail(799), mail(798), mail(797), mail(20)}, []date.Date{ago(797), ago(19)}, 1, 1, "", behaviour.NoHour, true},
	} {
		p := behaviour.Of(behaviour.Facts{Contacts: c.contacts, Came: c.came}, today)
		if p.Answered != c.answered || p.AnswerDays != c.days || p.Channel != c.channel || p.Hour != c.hour || p.TooLittle() != c.tooFew {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

// Whatever happened, the picture is within its bounds and does not hang on the order in which things are told.
func TestAPictureIsWithinItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f behaviour.Facts
		for range rapid.IntRange(0, 12).Draw(t, "contacts") {
			c := mail(rapid.IntRange(0, 900).Draw(t, "ago"))
			c.Channel = rapid.SampledFrom([]receivable.Channel{receivable.Email, receivable.Letter, receivable.Call}).Draw(t, "channel")
			c.Hour = rapid.IntRange(behaviour.NoHour, 23).Draw(t, "hour")
			f.Contacts = append(f.Contacts, c)
		}
		for range rapid.IntRange(0, 12).Draw(t, "came") {
			f.Came = append(f.Came, ago(rapid.IntRange(0, 900).Draw(t, "came ago")))
		}
		p := behaviour.Of(f, today)
		switch {
		case p.Answered > p.Contacts, p.Rate() < 0, p.Rate() > 100, p.AnswerDays < 0, p.AnswerDays > 14:
			t.Fatalf("%+v", p)
		case p.TooLittle() && (p.Channel != "" || p.Hour != behaviour.NoHour):
			t.Fatalf("something is said about too little: %+v", p)
		}
		for i, j := 0, len(f.Came)-1; i < j; i, j = i+1, j-1 {
			f.Came[i], f.Came[j] = f.Came[j], f.Came[i]
		}
		if again := behaviour.Of(f, today); again != p {
			t.Fatalf("told backwards: %+v, then %+v", p, again)
		}
	})
}
