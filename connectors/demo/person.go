package main

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// firstNumber is the customer number of customer 0.
const firstNumber = 10001

// oddNames are what real customer lists hold and tidy test data does not.
var oddNames = []string{
	"Blåbær & Fløte 🫐 Isbar",
	"株式会社サンプル 海産部 (Sample Seafood)",
	"Foreningen til bevaring av gamle kystkulturmatretter, lokale råvarer og tradisjonsrike gjestebud i nordre, midtre og søndre del av de ytre øyene, avdeling for felles innkjøp",
	"Ø",
	"O'Hara \"The Pantry\" <Events> & Sons",
	"Łódź Żurek – Pierogi sp. z o.o.",
	"Café Ñandú, Açaí & Crème Brûlée",
	"Крамниця «Зелений гай»",
	"مطعم الزيتونة Zaytouna",
}

// debtor makes the customer's card.
func (s *story) debtor(index int) spec.Debtor {
	c := s.customer(index)
	d := newDice(s.seed, forPerson, index, 0, 0)
	home := c.home
	place := home.places[d.below(len(home.places))]
	debtor := spec.Debtor{
		ExternalID: debtorID(index), Number: strconv.Itoa(firstNumber + index),
		Kind: spec.DebtorBusiness, Country: home.code, Language: home.language, Timezone: place.zone, Currency: home.currency,
		Owner: d.pick(home.owners), Extra: map[string]string{"behaviour": c.habit.name},
	}
	if c.consumer {
		debtor.Kind, debtor.Group = spec.DebtorConsumer, "private"
		debtor.Name = combine(home.first, home.last, c.ordinal, " ")
		debtor.Email = slug(strings.ReplaceAll(debtor.Name, " ", "."), ".") + "@post.example"
	} else {
		debtor.Name = c.businessName()
		debtor.Group = []string{"restaurant", "retail", "hotel", "wholesale", "public"}[d.below(5)]
		debtor.Email = d.pick(home.mailboxes) + "@" + slug(debtor.Name, "") + "." + "example"
		limit := home.creditLimit(&d)
		debtor.CreditLimit = &limit
		debtor.Contacts = contacts(home, &d, slug(debtor.Name, ""))
		if home == &norway {
			debtor.OrgNumber = orgNumber(&d)
		}
	}
	debtor.Phone = home.phone(&d)
	debtor.Address = home.address(place, &d)
	c.leaveOut(&debtor, &d)
	return debtor
}

// leaveOut takes away what is missing in real customer lists too.
func (c *customer) leaveOut(debtor *spec.Debtor, d *dice) {
	if d.percent(6) && c.habit.name != "dead-mail" {
		debtor.Email = ""
	}
	if d.percent(10) {
		debtor.Phone = ""
	}
	if c.index%67 == 33 {
		debtor.Email, debtor.Phone, debtor.Address, debtor.Contacts = "", "", spec.Address{}, nil
	}
}

func (c *customer) businessName() string {
	if c.index%41 == 17 {
		return oddNames[c.index/41%len(oddNames)]
	}
	home := c.home
	all := len(home.stems) * len(home.trades)
	n := c.ordinal * 7919 % all
	stem := home.stems[n%len(home.stems)]
	trade := home.trades[(n/len(home.stems)+n%len(home.stems))%len(home.trades)]
	form := home.forms[(n+n/7)%len(home.forms)]
	// Once all combinations are taken, the next ones carry a town.
	if round := c.ordinal / all; round > 0 {
		trade += " " + home.places[(round-1)%len(home.places)].city
	}
	if home.pattern == "fst" {
		return form + " " + stem + " " + trade
	}
	return stem + " " + trade + " " + form
}

func contacts(home *country, d *dice, domain string) []spec.Contact {
	var out []spec.Contact
	for nth := range d.between(1, 2) {
		first, last := d.pick(home.first), d.pick(home.last)
		out = append(out, spec.Contact{
			ExternalID: strconv.Itoa(nth + 1), Name: first + " " + last, Role: home.roles[nth], Language: home.language,
			Email: slug(first, "") + "." + slug(last, "") + "@" + domain + ".example", Phone: home.phone(d),
		})
	}
	return out
}

func (c *country) address(p place, d *dice) spec.Address {
	street, number := d.pick(c.streets), strconv.Itoa(d.between(1, 98))
	line := street + " " + number
	if c.numberFirst {
		line = number + " " + street
	}
	return spec.Address{Lines: []string{line}, PostalCode: p.postal, City: p.city, Region: p.region, Country: c.code}
}

// orgNumber makes a Norwegian organisation number from the series that begins
// with 31, which the authorities use for made-up companies only. The last digit
// is the modulus 11 check digit.
func orgNumber(d *dice) string {
	for {
		digits := "31" + strconv.Itoa(1_000_000 + d.below(1_000_000))[1:]
		sum := 0
		for i, weight := range []int{3, 2, 7, 6, 5, 4, 3, 2} {
			sum += weight * int(digits[i]-'0')
		}
		if check := (11 - sum%11) % 11; check < 10 {
			return digits + strconv.Itoa(check)
		}
	}
}

// combine gives the n-th pair; all pairs come up before one comes twice.
func combine(a, b []string, n int, between string) string {
	n = n * 7919 % (len(a) * len(b))
	return a[n%len(a)] + between + b[(n/len(a)+n%len(a))%len(b)]
}

var plainLetters = strings.NewReplacer("å", "aa", "æ", "ae", "ø", "o", "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "ñ", "n", "ç", "c", "í", "i", "û", "u", "ú", "u")

// slug brings a name to what a mail address may hold; keep lists further bytes
// that stay.
func slug(name, keep string) string {
	out := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune(keep, r) {
			return r
		}
		return -1
	}, plainLetters.Replace(strings.ToLower(name)))
	if len(out) < 2 {
		return "kunde"
	}
	return out[:min(len(out), 40)]
}

func debtorID(index int) string { return "C" + strconv.Itoa(firstNumber+index) }

// debtorIndex is the reverse of debtorID.
func debtorIndex(id string, customers int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "C"))
	index := n - firstNumber
	return index, err == nil && index >= 0 && index < customers && debtorID(index) == id
}
