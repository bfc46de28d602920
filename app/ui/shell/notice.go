package shell

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

var _ fyne.Widget = (*notice)(nil)

// noticeSeconds is how long a good result stays; what went wrong stays until it is closed.
const noticeSeconds = 6

// Notice is the line that tells a result: "Fjordfisk AS held to 1 Dec", with at most one action, such as "Undo".
type Notice struct {
	Text   string
	Failed bool // stays until closed, in red
	Action string
	Do     func()
}

// Tell shows a notice in place of the one before.
func (s *Shell) Tell(n Notice) {
	s.notice.set(n)
	if n.Failed || s.config.After == nil {
		return
	}
	shown := s.notice.serial
	s.config.After(noticeSeconds, func() {
		if s.notice.serial == shown {
			s.notice.Hide()
		}
	})
}

// NoticeText is what the notice says now; "" when none is shown.
func (s *Shell) NoticeText() string {
	if !s.notice.Visible() {
		return ""
	}
	return s.notice.now.Text
}

type notice struct {
	fynewidget.BaseWidget
	shell  *Shell
	now    Notice
	serial int
	icon   *widget.Icon
	text   *widget.Text
	action *widget.Button
	row    *fyne.Container
	box    *widget.Surface
}

func newNotice(s *Shell) *notice {
	n := &notice{shell: s, icon: widget.NewIcon(theme.IconTick, theme.Promised.Text(), theme.IconNav), text: widget.NewText("", widget.Body)}
	n.action = widget.NewButton(widget.Link, "", "", func() {
		n.Hide()
		if n.now.Do != nil {
			n.now.Do()
		}
	})
	n.row = widget.Row(theme.Gap, n.icon, n.text, n.action, widget.NewButton(widget.Quiet, "", theme.IconClose, n.Hide))
	n.box = widget.NewBox(theme.Work, widget.Inset(4, 4, 4, 12, n.row))
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

func (n *notice) set(now Notice) {
	n.now = now
	n.serial++
	n.icon.Set(theme.IconTick, theme.Promised.Text())
	n.box.SetOutline(theme.Control)
	if now.Failed {
		n.icon.Set(theme.IconCrossed, theme.Overdue4.Text())
		n.box.SetOutline(theme.Overdue4.Text())
	}
	n.text.SetText(now.Text)
	n.action.SetText(now.Action)
	if now.Action == "" {
		n.action.Hide()
	} else {
		n.action.Show()
	}
	n.row.Refresh()
	n.Show()
	n.shell.content.Refresh()
}

// CreateRenderer draws the line in a box that stands out from any list below it.
func (n *notice) CreateRenderer() fyne.WidgetRenderer { return fynewidget.NewSimpleRenderer(n.box) }
