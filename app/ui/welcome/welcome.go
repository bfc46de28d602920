// Package welcome is what the program shows while there is no book: connect one's own books, or look around in a demo
// company. It knows nothing of files; whoever opens it makes the book.
package welcome

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Config says what stands behind the two ways.
type Config struct {
	Run    *runner.Runner
	Canvas func() fyne.Canvas
	// Own makes a book for a company, Demo one that has something to show. Both run away from the window; what they made is
	// handed to Enter on the window's goroutine.
	Own   func(ctx context.Context, c desk.Company) error
	Demo  func(ctx context.Context) error
	Enter func()
	// Country is where the machine stands (ISO 3166-1 alpha-2), "" when it does not say.
	Country string
}

// Page is the welcome.
type Page struct {
	config Config
	way    string
	job    *runner.Job

	ways   *widget.RadioCards
	name   *widget.Input
	where  *widget.Select
	money  *widget.Select
	zone   *widget.Input
	fields map[string]*widget.Field // by the names that errors use
	say    *fyne.Container
	back   *widget.Button
	verb   *widget.Button
	middle *stage.Pages
	first  fyne.CanvasObject
	form   fyne.CanvasObject

	// Content is what the window shows.
	Content fyne.CanvasObject
}

// The ways.
const (
	ownBooks = "own"
	demo     = "demo"
)

const (
	leftWidth   float32 = 272
	columnWidth float32 = 640
)

// New makes the page.
func New(c Config) *Page {
	p := &Page{config: c, way: ownBooks, say: widget.Stack(0)}
	p.back = widget.NewButton(widget.Secondary, i18n.T("keys.back"), "", p.goBack).Large()
	p.verb = widget.NewButton(widget.Primary, "", "", p.goOn).Large()
	p.first = p.choice()
	p.form = p.company()
	p.middle = stage.NewPages(p.first)
	bar := widget.NewSurface(theme.Work, widget.TopEdge, widget.Sized(0, theme.DecisionBar, widget.Inset(0, theme.GroupGap, 0, theme.GroupGap,
		widget.Row(theme.Gap, p.back, widget.Spacer(), p.verb))))
	column := widget.Stack(theme.Edge, p.middle.Container, p.say)
	body := widget.NewScroll(widget.Inset(40, theme.Edge, theme.GroupGap, 96, widget.TopRow(0, widget.Sized(columnWidth, 0, column), widget.Spacer())))
	p.Content = widget.TopRow(0, widget.Sized(leftWidth, 0, widget.NewSurface(theme.Nav, widget.RightEdge, left())),
		widget.Grow(widget.NewSurface(theme.Work, widget.NoEdge, widget.Stack(0, widget.Grow(body), bar))))
	p.show()
	return p
}

// left names the program and makes the promise that matters most.
func left() fyne.CanvasObject {
	brand := widget.Row(theme.Gap, widget.NewIcon(theme.IconLogo, theme.Accent, 20), widget.NewText(i18n.T("app.name"), widget.Group))
	return widget.Inset(theme.GroupGap, 20, theme.GroupGap, 20, widget.Stack(0, widget.Row(0, brand, widget.Spacer()), widget.Spacer(),
		widget.NewSentence(widget.Small, i18n.T("welcome.promise"))))
}

func (p *Page) choice() fyne.CanvasObject {
	p.ways = widget.NewRadioCards([]widget.Card{
		{ID: ownBooks, Title: i18n.T("welcome.own"), Sentence: i18n.T("welcome.own-text")},
		{ID: demo, Title: i18n.T("welcome.demo"), Sentence: i18n.T("welcome.demo-text")},
	}, ownBooks, func(id string) {
		p.way = id
		p.show()
	})
	return widget.Stack(theme.GroupGap, head(i18n.T("welcome.title"), i18n.T("welcome.text")), p.ways)
}

func head(title, text string) fyne.CanvasObject {
	return widget.Stack(theme.Gap, widget.NewText(title, widget.Figure), widget.NewSentence(widget.Body.In(theme.Text2), text))
}

// company asks for what a book cannot be without; the rest waits in the settings.
func (p *Page) company() fyne.CanvasObject {
	p.name, p.zone = widget.NewInput("").Large(), widget.NewInput("Europe/Oslo").Large()
	p.money = widget.NewSelect(currencies(), "", nil).Large().WithPlaceholder(i18n.T("form.choose"))
	p.where = widget.NewSelect(countries(), p.config.Country, p.follow).Large().WithPlaceholder(i18n.T("form.choose"))
	p.fields = map[string]*widget.Field{
		"name": widget.NewField(i18n.T("company.name"), p.name), "country": widget.NewField(i18n.T("settings.country"), p.where),
		"currency": widget.NewField(i18n.T("customers.currency"), p.money), "zone": widget.NewField(i18n.T("company.zone"), p.zone),
	}
	p.follow(p.config.Country)
	return widget.Stack(theme.Edge, head(i18n.T("welcome.company"), i18n.T("welcome.company-text")),
		p.fields["name"], p.fields["country"], p.fields["currency"], p.fields["zone"])
}

// follow offers what is usual in a country.
func (p *Page) follow(country string) {
	if usual, ok := habits[country]; ok {
		p.money.SetSelected(string(usual.currency))
		p.zone.SetText(usual.zone)
	}
}

func countries() []widget.Choice {
	var choices []widget.Choice
	for _, code := range words.Countries() {
		choices = append(choices, widget.Choice{ID: code, Text: words.Country(code)})
	}
	return choices
}

func currencies() []widget.Choice {
	var choices []widget.Choice
	for _, c := range []string{"CHF", "DKK", "EUR", "GBP", "IDR", "NOK", "PLN", "SEK", "USD"} {
		choices = append(choices, widget.Choice{ID: c, Text: c})
	}
	return choices
}

// show names what the button would do.
func (p *Page) show() {
	onForm := p.middle != nil && p.middle.Page() == p.form
	switch {
	case onForm:
		p.verb.SetText(i18n.T("welcome.make"))
	case p.way == demo:
		p.verb.SetText(i18n.T("welcome.open-demo"))
	default:
		p.verb.SetText(i18n.T("welcome.begin"))
	}
	if onForm || p.job != nil {
		p.back.Show()
	} else {
		p.back.Hide()
	}
	p.Content.Refresh()
}

// goBack stops what is under way, or shows the two ways again.
func (p *Page) goBack() {
	if p.job != nil {
		p.job.Cancel()
		return
	}
	p.tell(nil)
	p.middle.Turn(p.first)
	p.show()
}

func (p *Page) goOn() {
	switch {
	case p.way == demo:
		p.do(i18n.T("welcome.making-demo"), p.config.Demo)
	case p.middle.Page() == p.first:
		p.middle.Turn(p.form)
		p.show()
		p.config.Canvas().Focus(p.name.Focusable()) // the field knows its window only once it was drawn
	default:
		if c, ok := p.read(); ok {
			p.do(i18n.T("welcome.making"), func(ctx context.Context) error { return p.config.Own(ctx, c) })
		}
	}
}

// read gives the company as written; what is missing is said at its field.
func (p *Page) read() (desk.Company, bool) {
	for _, f := range p.fields {
		f.SetError("")
	}
	country := p.where.Selected()
	c := desk.Company{Name: p.name.Text(), Country: country, Currency: money.Currency(p.money.Selected()), Zone: p.zone.Text(), Language: habits[country].language}
	c.Address.Country = country
	complete := true
	for name, text := range map[string]string{"name": c.Name, "country": c.Country, "currency": string(c.Currency), "zone": c.Zone} {
		if text == "" {
			p.fields[name].SetError(i18n.T("form.required"))
			complete = false
		}
	}
	if !complete {
		p.Content.Refresh()
		return c, false
	}
	if err := c.Check(); err != nil {
		p.fail(err)
		return c, false
	}
	return c, true
}

// do makes a book away from the window.
func (p *Page) do(saying string, work func(context.Context) error) {
	p.verb.Disable()
	p.tell(widget.NewBanner(widget.NextStep, saying, nil, nil))
	done := false
	job := runner.Go(p.config.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		done, p.job = true, nil
		p.verb.Enable()
		p.tell(nil)
		p.show()
		switch {
		case err == nil:
			p.config.Enter()
		case !errors.Is(err, context.Canceled):
			p.fail(err)
		}
	})
	if !done {
		p.job = job
		p.show()
	}
}

func (p *Page) tell(o fyne.CanvasObject) {
	p.say.Objects = nil
	if o != nil {
		p.say.Objects = []fyne.CanvasObject{o}
	}
	p.Content.Refresh()
}

// fail says what went wrong at the field that it concerns, or below.
func (p *Page) fail(err error) {
	var coded *fault.Error
	if errors.As(err, &coded) && p.fields[coded.Field] != nil {
		p.fields[coded.Field].SetError(words.Sentence(err))
		p.Content.Refresh()
		return
	}
	failure := words.Failure(err)
	p.tell(widget.NewBanner(widget.Blocked, failure.What, []widget.Run{{Text: failure.Todo}}, nil))
}
