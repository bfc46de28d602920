package connections

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Poster is what the screen needs of the desk to have things written into the accounting systems.
type Poster interface {
	WriteBacks(ctx context.Context, q desk.WriteBackQuery) ([]writeback.Entry, error)
	SetWriteBack(ctx context.Context, id receivable.ConnectionID, kinds []writeback.Kind) error
	SettleWriteBack(ctx context.Context, id int64, to writeback.State, why string) error
	PostBack(ctx context.Context) (desk.PostProgress, error)
}

// shownPostings is how many postings of a connection are listed, the newest of them.
const shownPostings = 500

// kindWords are what is written back: its name among others, above a tick, and what ticking it does.
var kindWords = map[writeback.Kind]struct{ among, tick, text string }{
	writeback.Note:       {"writeback.notes", "writeback.note", "writeback.note-text"},
	writeback.Attachment: {"writeback.attachments", "writeback.attachment", "writeback.attachment-text"},
	writeback.Fee:        {"writeback.fees", "writeback.fee", "writeback.fee-text"},
	writeback.Hold:       {"writeback.holds", "writeback.hold", "writeback.hold-text"},
	writeback.WriteOff:   {"writeback.write-offs", "writeback.write-off", "writeback.write-off-text"},
}

// told names what is written back: "notes, write-offs".
func told(kinds []writeback.Kind) string {
	if len(kinds) == 0 {
		return i18n.T("writeback.nothing")
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = i18n.T(kindWords[k].among)
	}
	return strings.Join(names, ", ")
}

func (s *Screen) buildPostings() {
	w := s.stage.Words
	faint := func(writeback.Entry) widget.Style { return widget.Body.In(theme.Text2) }
	s.postings = widget.NewTable(widget.TableConfig[writeback.Entry]{
		RowHeight: theme.RowTwoLine, Key: func(e writeback.Entry) string { return strconv.FormatInt(e.ID, 10) }, NoMatch: i18n.T("list.no-match"),
		Empty: widget.NewEmptyState(theme.IconConnections, i18n.T("writeback.empty"), i18n.T("writeback.empty-text")),
		Columns: []widget.Column[writeback.Entry]{
			{ID: "when", Title: i18n.T("writeback.when"), Width: 96, Text: func(e writeback.Entry) string { return w.Moment(e.Made) }, Style: faint},
			{
				ID: "name", Title: i18n.T("customers.name"), Width: 140, Flex: 1, Text: func(e writeback.Entry) string { return e.Name }, Lead: true,
				Detail: func(e writeback.Entry) widget.Detail { return widget.Detail{Text: e.Title} },
			},
			{
				ID: "state", Title: i18n.T("writeback.state"), Width: 200, Flex: 2, Text: func(e writeback.Entry) string { return postingState(e).Word }, Cell: widget.FlagCell(postingState),
				Detail: func(e writeback.Entry) widget.Detail {
					return widget.Detail{Text: words.Facts(e.Posted.Number, e.Detail)}
				},
			},
			{
				ID: "amount", Title: i18n.T("writeback.amount"), Width: 110, Align: widget.Right, Text: func(e writeback.Entry) string { return postedAmount(e, w) },
				Style: func(writeback.Entry) widget.Style { return widget.Body.OnRight() },
			},
		},
		OnOpen:   func(e writeback.Entry) { s.askSettle(e) },
		OnSelect: func(e writeback.Entry) { enable(s.settle, Settleable(&e)) },
	})
	s.settle = widget.NewButton(widget.Secondary, i18n.T("writeback.settle"), theme.IconQuestion, func() {
		if e, ok := s.postings.Selected(); ok {
			s.askSettle(e)
		}
	})
	s.settle.Disable()
	s.postNow = widget.NewButton(widget.Secondary, i18n.T("writeback.now"), theme.IconUpload, s.writeNow)
	kinds := widget.NewButton(widget.Secondary, i18n.T("writeback.choose"), theme.IconSettings, s.AskKinds)
	bar := widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(theme.Gap, s.settle, s.postNow, widget.Spacer(), kinds))
	s.written = widget.Stack(0, bar, widget.Grow(s.postings))
}

// postedAmount is what a posting moves in the books; a note or a hold moves nothing.
func postedAmount(e writeback.Entry, w words.Words) string {
	if e.Kind != writeback.WriteOff && e.Kind != writeback.Fee {
		return ""
	}
	return w.Money(e.Amount)
}

func postingState(e writeback.Entry) widget.State {
	status, icon, word := words.PostingState(e.State)
	return widget.State{Status: status, Icon: icon, Word: words.Facts(words.PostingKind(e.Kind), word)}
}

// showPostings draws the postings of the connection shown.
func (s *Screen) showPostings() {
	s.postings.SetRows(s.model.Postings)
	e, ok := s.postings.Selected()
	enable(s.settle, ok && Settleable(&e))
	enable(s.postNow, s.model.Queued() > 0)
	s.lower.Turn(s.written)
}

// aside says against what the connector has been proven, and what is written back.
func (s *Screen) aside(f desk.Fresh) fyne.CanvasObject {
	k, known := s.model.Kind(f.Connection.Kind)
	if !known {
		return widget.Spacer()
	}
	facts := []widget.Fact{{Label: i18n.T("connections.connector"), Value: verifiedWord(k.Verified)}}
	if s.model.Writes(f) {
		facts = append(facts, widget.Fact{Label: i18n.T("writeback.title"), Value: told(Told(f.Connection))})
	}
	return widget.Sized(asideWidth, 0, widget.NewFactList(asideLabel, false, facts...))
}

const (
	asideWidth float32 = 316
	asideLabel float32 = 84
)

// offered are the kinds that the desk writes and a connector can take.
func offered(k desk.Kind) (out []writeback.Kind) {
	for _, kind := range writeback.Kinds() {
		if slices.Contains(k.Writes, kind) && (kind != writeback.Fee || k.CanFind) {
			out = append(out, kind)
		}
	}
	return out
}

// AskKinds asks what is written back into the accounting system.
func (s *Screen) AskKinds() {
	f, ok := s.model.Current()
	if !ok {
		return
	}
	k, _ := s.model.Kind(f.Connection.Kind)
	list, ticks := widget.Stack(theme.Edge), map[writeback.Kind]*widget.Checkbox{}
	can := offered(k)
	for _, kind := range can {
		_, on := f.Connection.Posts[kind]
		ticks[kind] = widget.NewCheckbox(i18n.T(kindWords[kind].tick), on, nil)
		text := widget.Inset(0, 0, 0, 28, widget.NewSentence(widget.Small.In(theme.Text2), i18n.T(kindWords[kind].text)))
		list.Add(widget.Stack(2, ticks[kind], text))
	}
	text := i18n.T("writeback.text", i18n.Args{"name": f.Connection.Name})
	if len(can) == 0 {
		text = i18n.T("writeback.cannot", i18n.Args{"name": f.Connection.Name})
	} else if !k.CanFind {
		text += " " + i18n.T("writeback.blind")
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("writeback.dialog", i18n.Args{"name": f.Connection.Name}), Text: text, Verb: i18n.T("writeback.verb"), Icon: theme.IconTick, Width: 520, Content: list,
		Work: func() (func(context.Context) error, error) {
			var kinds []writeback.Kind
			for _, kind := range can {
				if ticks[kind].Checked() {
					kinds = append(kinds, kind)
				}
			}
			return func(ctx context.Context) error { return s.desk.SetWriteBack(ctx, f.Connection.ID, kinds) }, nil
		},
		Done: s.did(i18n.T("writeback.done", i18n.Args{"name": f.Connection.Name})),
	})
}

func (s *Screen) did(text string) func() {
	return func() {
		s.stage.Changed()
		s.stage.Tell(text)
		s.load()
	}
}

// settled are the ways in which a person's word ends the doubt about a posting.
var settled = map[string]writeback.State{"written": writeback.Written, "again": writeback.Waiting, "drop": writeback.Dropped}

// Settle asks what became of the posting that is chosen.
func (s *Screen) Settle() {
	if e, ok := s.postings.Selected(); ok {
		s.askSettle(e)
	}
}

// askSettle asks a person what became of a posting.
func (s *Screen) askSettle(e writeback.Entry) {
	if !Settleable(&e) {
		return
	}
	safe := "written"
	if e.State != writeback.Uncertain {
		safe = "drop" // it is surely not there
	}
	ways := []widget.Card{
		{ID: "written", Title: i18n.T("posting.is-there"), Sentence: i18n.T("posting.is-there-text")},
		{ID: "again", Title: i18n.T("posting.again"), Sentence: i18n.T("posting.again-text")},
		{ID: "drop", Title: i18n.T("posting.drop"), Sentence: i18n.T("posting.drop-text")},
	}
	if e.Kind == writeback.Fee { // which invoice it has become is found out by its key alone
		ways, safe = ways[1:], "again"
	}
	as := widget.NewRadioCards(ways, safe, nil)
	why := widget.NewInput(i18n.T("posting.why-hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("posting.settle-title", i18n.Args{"title": e.Title}), Text: settleText(e, s.stage.Words), Verb: i18n.T("posting.settle-verb"), Icon: theme.IconTicked, Width: 520,
		Fields: []stage.NamedField{stage.Labelled("as", i18n.T("settle.as"), as), stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(why.Text())
			if text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			to := settled[as.Selected()]
			return func(ctx context.Context) error { return s.desk.SettleWriteBack(ctx, e.ID, to, text) }, nil
		},
		Done: s.did(i18n.T("posting.settled", i18n.Args{"title": e.Title})),
	})
}

func settleText(e writeback.Entry, w words.Words) string {
	args := i18n.Args{"name": e.Name, "books": e.Books, "key": e.Key}
	text := i18n.T("posting.waits-text", args)
	switch e.State {
	case writeback.Uncertain:
		text = i18n.T("posting.uncertain-text", args)
	case writeback.Refused:
		text = i18n.T("posting.refused-text", args)
	case writeback.Waiting, writeback.Writing, writeback.Written, writeback.Dropped:
	}
	return strings.TrimSpace(text + " " + words.Facts(postedAmount(e, w), e.Detail))
}

// writeNow writes what waits.
func (s *Screen) writeNow() {
	s.postNow.Disable()
	runner.Go(s.stage.Run, s.desk.PostBack, func(p desk.PostProgress, err error) {
		s.stage.Changed()
		s.load()
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.stage.Tell(i18n.T("writeback.told", i18n.Args{"written": p.Written, "refused": p.Refused, "uncertain": p.Uncertain, "waiting": p.Waiting}))
	})
}

// PostingTable gives the postings, for whoever drives the screen without a pointer.
func (s *Screen) PostingTable() *widget.Table[writeback.Entry] { return s.postings }

// ShowPostings turns to what is written back.
func (s *Screen) ShowPostings() {
	s.parts.SetSelected(partPostings)
	s.showPart()
}
