package settings

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

func filled() *Model {
	m := NewModel(locale.For("nb-NO"))
	m.SetKept(skagerrak().kept)
	return m
}

func TestWhatIsTypedOutlivesAReadOfTheBook(t *testing.T) {
	m := filled()
	m.Set(Company, "phone", "typed")
	kept := skagerrak().kept
	kept.Company.Phone, kept.Mail.Host = "from elsewhere", "from elsewhere"
	m.SetKept(kept)
	if got := m.Get(Company, "phone"); got != "typed" {
		t.Errorf("the typed number became %q", got)
	}
	if got := m.Get(Mail, "host"); got != "from elsewhere" {
		t.Errorf("a section without changes shows %q", got)
	}
	m.Undo(Company)
	if got := m.Get(Company, "phone"); got != "from elsewhere" {
		t.Errorf("undone to %q", got)
	}
}

func TestDirtyNamesTheSectionsWithChanges(t *testing.T) {
	m := filled()
	if got := m.Dirty(); len(got) != 0 {
		t.Fatalf("fresh from the book, and %v differ", got)
	}
	m.Set(Waves, "sync-at", "08:00")
	m.Set(Company, "city", "Oslo")
	if want := []Section{Company, Waves}; !slices.Equal(m.Dirty(), want) {
		t.Errorf("%v, want %v", m.Dirty(), want)
	}
	m.Set(Company, "city", "Kristiansand")
	if want := []Section{Waves}; !slices.Equal(m.Dirty(), want) {
		t.Errorf("typed back, and %v differ, want %v", m.Dirty(), want)
	}
}

// What is read back from fields that nobody touched is what the book holds, whatever it holds.
func TestUntouchedFieldsGiveTheBookBack(t *testing.T) {
	m, kept := filled(), skagerrak().kept
	company, err := m.ReadCompany()
	if diff := cmp.Diff(kept.Company, company); err != nil || diff != "" {
		t.Errorf("company: %v %s", err, diff)
	}
	mail, password, err := m.ReadMail()
	if diff := cmp.Diff(kept.Mail, mail); err != nil || diff != "" || password != nil {
		t.Errorf("mail: %v %v %s", err, password, diff)
	}
	rules, err := m.ReadRules()
	if diff := cmp.Diff(kept.Rules, rules); err != nil || diff != "" {
		t.Errorf("waves: %v %s", err, diff)
	}
	p, err := m.ReadProcedure()
	if diff := cmp.Diff(kept.Procedure, p, decimals); err != nil || diff != "" {
		t.Errorf("procedure: %v %s", err, diff)
	}
}

func TestTheHousesOwnCurrencyComesFirst(t *testing.T) {
	m := filled()
	if want := []money.Currency{"NOK", "EUR"}; !slices.Equal(m.Currencies(), want) {
		t.Errorf("currencies %v, want %v", m.Currencies(), want)
	}
	got := m.Order(map[money.Currency]int64{"EUR": 1, "DKK": 2, "NOK": 3, "SEK": 0})
	if want := []money.Currency{"NOK", "DKK", "EUR"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if got := NewModel(locale.For("nb-NO")).Currencies(); len(got) != 0 {
		t.Errorf("an empty book has the currencies %v", got)
	}
}

func TestAnAccountNeedsSomethingToPayInto(t *testing.T) {
	for _, c := range []struct{ name, currency, number, iban, bic, field string }{
		{"an IBAN alone", "EUR", "", "DE89 3704 0044 0532 0130 00", "", ""},
		{"a national number alone", "NOK", "8601 11 17947", "", "", ""},
		{"nothing", "NOK", " ", "", "", "account"},
		{"swapped digits", "NOK", "", "NO93 8601 1117 974", "", "iban"},
		{"no currency", "", "8601 11 17947", "", "", "currency"},
		{"half a BIC", "NOK", "8601 11 17947", "", "DNBA", "bic"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readAccount(typedAccount{currency: c.currency, number: c.number, iban: c.iban, bic: c.bic})
			if got := fieldOf(err); got != c.field {
				t.Errorf("error %v on field %q, want %q", err, got, c.field)
			}
		})
	}
}

func TestPaymentReferencesOfAnAccountAreMadeAsTyped(t *testing.T) {
	typed := typedAccount{currency: "NOK", number: "8601 11 17947"}
	if a, err := readAccount(typed); err != nil || a.Scheme() != (receivable.ReferenceScheme{}) {
		t.Errorf("no kind: %+v, %v", a.Scheme(), err)
	}
	typed.prefix, typed.length = "1 077", "12"
	if a, err := readAccount(typed); err != nil || a.Scheme() != (receivable.ReferenceScheme{}) {
		t.Errorf("no kind, but what makes one: %+v, %v", a.Scheme(), err)
	}
	typed.reference = string(receivable.KIDMod10)
	if a, err := readAccount(typed); err != nil || a.Scheme() != (receivable.ReferenceScheme{Kind: receivable.KIDMod10, Prefix: "1077", Length: 12}) {
		t.Errorf("%+v, %v", a.Scheme(), err)
	}
	for _, c := range []struct{ prefix, length, field string }{{"A1", "", "prefix"}, {"", "many", "length"}, {"", "0", "length"}, {"123456", "7", "length"}, {"", "99", "length"}} {
		typed.prefix, typed.length = c.prefix, c.length
		if _, err := readAccount(typed); fieldOf(err) != c.field {
			t.Errorf("prefix %q and length %q: %v, want an error of the %s", c.prefix, c.length, err, c.field)
		}
	}
}

func TestTheExampleShowsTheReferenceOfAnInvoice(t *testing.T) {
	for _, c := range []struct {
		typed typedAccount
		want  string
	}{
		{typedAccount{reference: "kid-mod10", prefix: "77", length: "10"}, "Invoice 10042 without one gets 7700100428."},
		{typedAccount{reference: "qrr"}, "gets 000000000000000000000100425."},
		{typedAccount{}, "the accounting system gives"},
		{typedAccount{reference: "kid-mod10", prefix: "A"}, "can be made"},
		{typedAccount{reference: "kid-mod10", length: "5"}, "can be made"},
	} {
		if got := referenceExample(c.typed); !strings.Contains(got, c.want) {
			t.Errorf("%+v: %q does not say %q", c.typed, got, c.want)
		}
	}
	for _, c := range referenceChoices() {
		if strings.Contains(c.Text, "reference.") {
			t.Errorf("%s has no words", c.ID)
		}
	}
}

func TestACurrencyHasOneAccount(t *testing.T) {
	nok, eur := desk.BankAccount{Currency: "NOK", Account: "1"}, desk.BankAccount{Currency: "EUR", Account: "2"}
	all := []desk.BankAccount{nok, eur}
	if _, err := withAccount(all, "", desk.BankAccount{Currency: "EUR"}); fieldOf(err) != "currency" {
		t.Errorf("a second account in EUR: %v", err)
	}
	if _, err := withAccount(all, "NOK", desk.BankAccount{Currency: "EUR"}); fieldOf(err) != "currency" {
		t.Errorf("an account that moves onto another: %v", err)
	}
	got, err := withAccount(all, "NOK", desk.BankAccount{Currency: "SEK", Account: "3"})
	if want := []desk.BankAccount{{Currency: "SEK", Account: "3"}, eur}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v %v, want %v", got, err, want)
	}
	if got := withoutAccount(all, "NOK"); !slices.Equal(got, []desk.BankAccount{eur}) || len(all) != 2 || all[0] != nok {
		t.Errorf("without NOK %v, and the list given is %v", got, all)
	}
}

// A QRIS is kept when its account is changed, and refused where nobody could pay by it.
func TestAQRISBelongsToRupiah(t *testing.T) {
	const whole = "00020101021126610014COM.GO-JEK.WWW01189360091434506469550210G4506469550303UMI51440014ID.CO.QRIS.WWW0215ID10200300402560303UMI5204581253033605802ID5911TOKO MAKMUR6007JAKARTA61051031062070703A016304872F"
	for _, c := range []struct{ currency, qris, field string }{
		{"IDR", " " + whole + "\n", ""}, {"IDR", "", ""}, {"NOK", "", ""}, {"NOK", whole, "qris"}, {"IDR", whole[:80], "qris"},
	} {
		a, err := readAccount(typedAccount{currency: c.currency, number: "123-456-7890", qris: c.qris})
		if fieldOf(err) != c.field {
			t.Errorf("%s, %.12q: %v", c.currency, c.qris, err)
		} else if err == nil && a.QRIS != strings.TrimSpace(c.qris) {
			t.Errorf("%s: kept as %q", c.currency, a.QRIS)
		}
	}
	if f := newAccountFields(desk.BankAccount{Currency: "IDR", Account: "1", QRIS: whole}); f.typed().qris != whole {
		t.Errorf("the dialog forgets the code: %q", f.typed().qris)
	}
}
