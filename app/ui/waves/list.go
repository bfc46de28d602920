package waves

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func wordOf(r dunning.Reason) string { return words.Reason(r) }

// list is the page with all waves.
type list struct {
	table   *widget.Table[desk.Wave]
	footer  *widget.Footer
	pages   *stage.Pages
	content fyne.CanvasObject
}

func newList(s *Screen) *list {
	l := &list{footer: widget.NewFooter(widget.NewKeyHint(i18n.T("waves.open"), "Enter"))}
	propose := func() *widget.Button {
		return widget.NewButton(widget.Primary, i18n.T("waves.propose"), theme.IconWaves, s.propose)
	}
	l.table = widget.NewTable(widget.TableConfig[desk.Wave]{
		Columns: waveColumns(s.stage.Words), RowHeight: theme.RowWork, Key: func(w desk.Wave) string { return strconv.FormatInt(int64(w.ID), 10) },
		Empty:  widget.NewEmptyState(theme.IconWaves, i18n.T("waves.empty"), i18n.T("waves.empty-text"), propose()),
		OnOpen: func(w desk.Wave) { s.stage.OpenWave(w.ID) },
	})
	l.pages = stage.NewPages(l.table)
	l.content = widget.Stack(0, widget.NewPageHeader(i18n.T("screen.waves"), propose()), widget.Grow(l.pages.Container), l.footer)
	return l
}

func (l *list) show(waves []desk.Wave) {
	l.pages.Turn(l.table)
	l.table.SetRows(waves)
	l.footer.Set(widget.Count{Number: strconv.Itoa(len(waves)), Words: i18n.T("waves.counted")})
}

// waiting is the wave that a person has to look at; 0 when none waits.
func waiting(waves []desk.Wave) desk.WaveID {
	for _, w := range waves {
		if w.State == desk.WaveProposed || w.State == desk.WavePaused || w.State == desk.WaveReleasing {
			return w.ID
		}
	}
	return 0
}
