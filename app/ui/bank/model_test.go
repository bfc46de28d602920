package bank

import (
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

var monday = date.Must(2026, 11, 23)

func payment(id, minor int64, may ...remittance.Candidate) desk.BankPayment {
	p := desk.BankPayment{May: may}
	p.ID, p.Amount, p.Booked, p.PayerName = id, money.New(minor, "NOK"), monday, "Fjordfisk AS"
	return p
}

func may(item, debtor, open int64) remittance.Candidate {
	return remittance.Candidate{Claim: remittance.Claim{
		Item: receivable.ItemID(item), Debtor: receivable.DebtorID(debtor), Name: "Fjordfisk AS", Number: "F-100" + string(rune('0'+item)), Open: money.New(open, "NOK"), Due: date.Must(2026, 10, int(item)),
	}}
}

// A clerk goes down the list without a hand on the pointer: what was said of one brings the next.
func TestTheNextPaymentIsShownAfterOneWasPlaced(t *testing.T) {
	m := &Model{Part: ToPlace}
	m.Set(desk.Payments{ToPlace: []desk.BankPayment{payment(1, 100), payment(2, 200), payment(3, 300)}})
	if m.Selected != 1 {
		t.Fatalf("%d is shown first", m.Selected)
	}
	m.Choose(2)
	m.Set(desk.Payments{ToPlace: []desk.BankPayment{payment(1, 100), payment(3, 300)}, Waiting: []desk.BankPayment{payment(2, 200)}})
	if m.Selected != 3 {
		t.Errorf("after 2 comes %d", m.Selected)
	}
	m.Set(desk.Payments{ToPlace: []desk.BankPayment{payment(1, 100)}})
	if m.Selected != 1 {
		t.Errorf("after the last comes %d", m.Selected)
	}
	m.Set(desk.Payments{})
	if m.Current() != nil || m.Selected != 0 {
		t.Errorf("an empty list shows %d", m.Selected)
	}
}

func TestAReadKeepsThePaymentShown(t *testing.T) {
	m := &Model{Part: ToPlace}
	all := desk.Payments{ToPlace: []desk.BankPayment{payment(1, 100), payment(2, 200)}, Ignored: []desk.BankPayment{payment(9, 5)}}
	m.Set(all)
	m.Choose(2)
	m.Set(all)
	if m.Selected != 2 {
		t.Errorf("%d", m.Selected)
	}
	m.Turn(Ignored)
	if m.Selected != 9 || len(m.Rows()) != 1 || m.Count(ToPlace) != 2 || m.Count(Waiting) != 0 {
		t.Errorf("%d of %v", m.Selected, m.Rows())
	}
}

// What a slow search brings for a payment that is left by then is thrown away.
func TestASearchBelongsToItsPayment(t *testing.T) {
	m := &Model{Part: ToPlace}
	m.Set(desk.Payments{ToPlace: []desk.BankPayment{payment(1, 100, may(1, 1, 100)), payment(2, 200)}})
	m.Query = "berg"
	if len(m.Choices()) != 0 {
		t.Error("suggestions are shown as if they had been found")
	}
	if !m.Found(1, "berg", []remittance.Candidate{may(2, 2, 50)}) || m.Choices()[0].Claim.Item != 2 {
		t.Errorf("%+v", m.Choices())
	}
	if m.Found(1, "ber", nil) || m.Found(2, "berg", nil) {
		t.Error("an old answer is taken")
	}
	m.Choose(2)
	if m.Query != "" || len(m.Choices()) != 0 {
		t.Errorf("%q goes along", m.Query)
	}
	m.Choose(1)
	if m.Choices()[0].Claim.Item != 1 {
		t.Error("the suggestions are gone")
	}
}

func TestWhatBecomesOfAPayment(t *testing.T) {
	for _, tc := range []struct {
		name                string
		on                  []remittance.Candidate
		names               []string
		given, over, unpaid int64
		several             bool
	}{
		{"one in full", []remittance.Candidate{may(1, 1, 1000)}, []string{"F-1001"}, 1000, 0, 0, false},
		{"a part", []remittance.Candidate{may(1, 1, 5000)}, []string{"F-1001"}, 1000, 0, 0, false},
		{"too much", []remittance.Candidate{may(1, 1, 400)}, []string{"F-1001"}, 400, 600, 0, false},
		{"two, the older first", []remittance.Candidate{may(2, 1, 700), may(1, 1, 600)}, []string{"F-1001", "F-1002"}, 1000, 0, 0, false},
		{"nothing left for the third", []remittance.Candidate{may(1, 1, 600), may(2, 1, 400), may(3, 1, 50)}, []string{"F-1001", "F-1002"}, 1000, 0, 1, false},
		{"two customers", []remittance.Candidate{may(1, 1, 600), may(2, 2, 400)}, []string{"F-1001", "F-1002"}, 1000, 0, 0, true},
		{"nothing chosen", nil, nil, 0, 1000, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := payment(1, 1000)
			pl := Place(&p, tc.on)
			if !slices.Equal(pl.Names, tc.names) || pl.Given.Minor != tc.given || pl.Over.Minor != tc.over || int64(pl.Unpaid) != tc.unpaid || pl.Several != tc.several {
				t.Errorf("%+v", pl)
			}
		})
	}
}

func TestReasonsAreSaidInPlainWords(t *testing.T) {
	w := words.For("en", "NO", "NOK", nil, monday)
	p := payment(1, 5000_00)
	p.Text = "F-1002 thanks"
	c := may(2, 1, 6000_00).Claim
	if got := reasons(&p, c, w); got != "the text names F-1002, the payer's name, 1\u00a0000,00 more is open" {
		t.Errorf("%q", got)
	}
	c.Open, c.Account = p.Amount, true
	if got := reasons(&p, c, w); got != "the text names F-1002, paid from this account before, exactly this sum" {
		t.Errorf("%q", got)
	}
}

// A payment that two files tell of says so, and by how many others it counts.
func TestADoubleSaysThatItCountsElsewhere(t *testing.T) {
	p := payment(1, 100)
	p.State, p.Same = desk.BankDouble, []int64{7, 8}
	if got := lineState(&p).Word; got != "told twice, counts once" {
		t.Errorf("%q", got)
	}
	if got := i18n.N("bank.double-text", len(p.Same)); got != "It is the sum of 2 payments that another file of the bank lists. They count." {
		t.Errorf("%q", got)
	}
}

func TestSumsKeepCurrenciesApart(t *testing.T) {
	a, b, c := payment(1, 100), payment(2, 200), payment(3, 50)
	c.Amount = money.New(50, "EUR")
	sums := Sums([]*desk.BankPayment{&a, &c, &b})
	if len(sums) != 2 || sums[0] != money.New(300, "NOK") || sums[1] != money.New(50, "EUR") {
		t.Errorf("%v", sums)
	}
}
