package gallery

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

type customer struct {
	no, name, country, owner string
	level                    int
	state                    widget.State
	ageing                   widget.Ageing
	open, overdue            string
	code                     string
	days                     int
}

func state(s theme.Status, icon theme.IconName, word string) widget.State {
	return widget.State{Status: s, Icon: icon, Word: word}
}

func customers() []customer {
	return []customer{
		{"10231", "Lofoten Sjømat AS", "NO", "Kari N.", 0, widget.State{}, widget.Ageing{63, 37}, "240 118,00", "88 012,50", "NOK", 9},
		{"20340", "PT Nusantara Boga", "ID", "Dewi S.", 1, state(theme.Overdue2, theme.IconFlag, "over credit limit"), widget.Ageing{40, 60}, "212 750 000", "128 400 000", "IDR", 16},
		{"10260", "Fjellheim Hotell AS", "NO", "Ola H.", 2, state(theme.Promised, "", "plan 2 of 6 paid"), widget.Ageing{64, 0, 36}, "175 340,00", "62 118,40", "NOK", 52},
		{"20311", "PT Maju Jaya", "ID", "Dewi S.", 1, state(theme.Neutral, theme.IconClock, "no answer"), widget.Ageing{16, 84}, "96 500 000", "81 000 000", "IDR", 21},
		{"10271", "Skjærgård Catering AS", "NO", "Ola H.", 4, state(theme.Overdue4, theme.IconAgency, "at agency"), widget.Ageing{0, 0, 0, 20, 80}, "48 911,00", "48 911,00", "NOK", 97},
		{"30054", "Feinkost Brandl KG", "DE", "Jonas W.", 1, state(theme.Credit, theme.IconBanknote, "says paid"), widget.Ageing{50, 50}, "8 044,10", "3 912,40", "EUR", 29},
		{"10203", "Østby Storhusholdning AS", "NO", "Kari N.", 2, state(theme.Overdue4, "", "promise broken"), widget.Ageing{62, 17, 8, 13}, "118 904,75", "44 180,25", "NOK", 61},
		{"10042", "Fjordfisk AS", "NO", "Kari N.", 2, state(theme.Overdue4, "", "promise broken"), widget.Ageing{33, 8, 59}, "51 300,00", "34 210,00", "NOK", 56},
		{"20318", "CV Samudra Abadi", "ID", "Dewi S.", 1, state(theme.Neutral, theme.IconMail, "mail unread"), widget.Ageing{0, 22, 78}, "46 250 000", "46 250 000", "IDR", 38},
		{"10155", "Kystmat Tromsø AS", "NO", "Kari N.", 1, state(theme.Promised, "", "promised 23 Nov"), widget.Ageing{55, 45}, "61 220,00", "27 300,00", "NOK", 18},
		{"30061", "Gasthaus zur Linde GmbH", "DE", "Jonas W.", 2, state(theme.Neutral, theme.IconClock, "no answer"), widget.Ageing{0, 0, 100}, "2 204,75", "2 204,75", "EUR", 47},
		{"20352", "PT Bintang Laut Sejahtera", "ID", "Dewi S.", 3, state(theme.Overdue3, theme.IconLetter, "level 3 sent 12 Nov"), widget.Ageing{0, 0, 0, 100}, "37 900 000", "37 900 000", "IDR", 74},
		{"10117", "Nordlys Bakeri AS", "NO", "Kari N.", 1, state(theme.Neutral, theme.IconMail, "mail unread"), widget.Ageing{15, 0, 85}, "22 840,50", "19 415,50", "NOK", 40},
		{"30029", "Müller Kältetechnik GmbH", "DE", "Jonas W.", 3, state(theme.Overdue3, theme.IconFlag, "limitation in 88 d"), widget.Ageing{0, 0, 0, 0, 100}, "1 585,00", "1 585,00", "EUR", 112},
		{"30080", "Weinhaus Schäfer OHG", "DE", "Jonas W.", 0, state(theme.Credit, "", "credit 640,00"), widget.Ageing{79, 21}, "5 610,00", "1 190,00", "EUR", 8},
		{"10009", "Blåtind ANS", "NO", "Ola H.", 4, state(theme.Neutral, theme.IconApprovals, "write-off asked"), widget.Ageing{0, 0, 0, 0, 100}, "12 400,00", "12 400,00", "NOK", 143},
		{"10188", "Brødrene Vik AS", "NO", "Ola H.", 0, state(theme.Disputed, "", "disputed"), widget.Ageing{70, 30}, "31 905,00", "9 860,00", "NOK", 12},
		{"10244", "Havgløtt Kafé AS", "NO", "Kari N.", 1, state(theme.Promised, "", "promised 23 Nov"), widget.Ageing{15, 0, 85}, "9 730,00", "8 200,00", "NOK", 33},
		{"10240", "Sørlandets Kjøl AS", "NO", "Kari N.", 1, state(theme.Overdue3, theme.IconMail, "mail bounced"), widget.Ageing{0, 100}, "6 475,00", "6 475,00", "NOK", 26},
		{"30077", "Hofladen Petersen e. K.", "DE", "Jonas W.", 0, state(theme.Held, "", "held to 1 Dec"), widget.Ageing{0, 100}, "412,90", "412,90", "EUR", 19},
		{"20361", "UD Rempah Sari", "ID", "Dewi S.", 1, state(theme.Neutral, theme.IconClock, "too soon for level 2"), widget.Ageing{0, 0, 100}, "5 150 000", "5 150 000", "IDR", 31},
		{"10262", "Grønn Kasse SA", "NO", "Kari N.", 0, widget.State{}, widget.Ageing{79, 21}, "14 022,00", "3 015,00", "NOK", 5},
	}
}

func customerTable() *widget.Table[customer] {
	grey := func(customer) widget.Style { return widget.Body.In(theme.Text2) }
	nbsp := func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }
	sum := func(text func(customer) string) func(customer) widget.Sum {
		return func(c customer) widget.Sum {
			return widget.Sum{Number: nbsp(text(c)), Whole: c.code == "IDR"}
		}
	}
	t := widget.NewTable(widget.TableConfig[customer]{
		Key: func(c customer) string { return c.no }, Ticks: true, SortColumn: "overdue", Descending: true,
		Columns: []widget.Column[customer]{
			{ID: "no", Title: "No.", Width: 46, Text: func(c customer) string { return c.no }, Style: func(customer) widget.Style { return widget.Small }, Less: func(a, b customer) bool { return a.no < b.no }},
			{ID: "name", Title: "Customer", Width: 150, Flex: 1, Lead: true, Text: func(c customer) string { return c.name }, Less: func(a, b customer) bool { return a.name < b.name }},
			{ID: "country", Title: "", Width: 24, Text: func(c customer) string { return c.country }, Style: grey, Rank: 2},
			{ID: "owner", Title: "Owner", Width: 62, Text: func(c customer) string { return c.owner }, Style: grey, Rank: 1},
			{ID: "level", Title: "Level", Width: 40, Cell: widget.BadgeCell(func(c customer) (int, int) { return c.level, c.level })},
			{ID: "state", Title: "State", Width: 150, Text: func(c customer) string { return c.state.Word }, Cell: widget.FlagCell(func(c customer) widget.State { return c.state })},
			{ID: "age", Title: "Age", Width: 96, Cell: widget.AgeingCell(func(c customer) widget.Ageing { return c.ageing }), Rank: 3},
			{ID: "open", Title: "Open", Width: 108, Align: widget.Right, Text: func(c customer) string { return c.open }, Cell: widget.MoneyCell(sum(func(c customer) string { return c.open })), Rank: 1},
			{ID: "overdue", Title: "Overdue", Width: 144, Codes: true, Align: widget.Right, Text: func(c customer) string { return c.overdue }, Less: func(_, _ customer) bool { return false }, Cell: widget.MoneyCell(func(c customer) widget.Sum {
				return widget.Sum{Number: nbsp(c.overdue), Code: c.code, Whole: c.code == "IDR"}
			})},
			{
				ID: "oldest", Title: "Oldest", Width: 48, Align: widget.Right, Text: func(c customer) string { return fmt.Sprintf("%d d", c.days) },
				Style: func(c customer) widget.Style { return widget.Body.In(theme.AgeStatus(c.days).Text()) },
			},
		},
	})
	t.SetRows(customers())
	t.SetTicked([]string{"30061", "30029"})
	t.Select("30061")
	return t
}

func customersScreen() fyne.CanvasObject {
	search := widget.NewSearchField("Name, number, invoice", nil)
	header := widget.NewPageHeader("Customers", widget.Sized(264, 0, search), widget.NewButton(widget.Secondary, "Export list", theme.IconDownload, nil))
	tabs := widget.NewTabs([]widget.Choice{
		{ID: "overdue", Text: "Overdue"},
		{ID: "mine", Text: "My customers"},
		{ID: "90", Text: "Over 90 d"},
		{ID: "broken", Text: "Broken promises"},
		{ID: "held", Text: "Held"},
		{ID: "bounced", Text: "Mail bounced"},
	}, "overdue", nil)
	filters := widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(theme.Gap, tabs,
		widget.NewButton(widget.Quiet, "Save filter", theme.IconPlus, nil), widget.Spacer(), widget.NewText("overdue more than 0 · any owner · any country", widget.Small)))
	bulk := widget.NewBulkBar(widget.NewButton(widget.Secondary, "Hold 2 customers…", theme.IconPause, nil),
		widget.NewButton(widget.Secondary, "Assign 2 customers…", theme.IconPerson, nil), widget.NewButton(widget.Secondary, "Clear selection", "", nil))
	bulk.Set("2 selected", "3 789,75 EUR overdue")
	footer := widget.NewFooter(widget.NewText("sorted by overdue at today's rates", widget.Small))
	footer.Set(widget.Count{Number: "1 318", Words: "of 100 412 customers"}, widget.Count{Number: "1 204 310,00", Words: "kr overdue"},
		widget.Count{Words: "NOK 885 756,96 · EUR 9 871,20 · IDR 312 400 000"})
	return widget.Stack(0, header, filters, widget.Grow(customerTable()), bulk, footer)
}
