package gallery

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Pages gives the pages by name, each as a function that fills a window or a picture.
func Pages() map[string]func(shell.Host) {
	return map[string]func(shell.Host){
		"today":       inShell("today", todayScreen),
		"customers":   inShell("customers", customersScreen),
		"customer":    inShell("customers", customerScreen),
		"wave":        inShell("waves", waveScreen),
		"connections": inShell("connections", connectionsScreen),
		"dialog":      dialogPage,
	}
}

// page is a screen that only shows something.
type page struct {
	key, title string
	content    fyne.CanvasObject
}

func (p *page) Key() string                 { return p.key }
func (p *page) Title() string               { return p.title }
func (p *page) Content() fyne.CanvasObject  { return p.content }
func (p *page) Show()                       {}
func (p *page) Hide()                       {}
func (p *page) Shortcuts() []shell.Shortcut { return nil }

func inShell(front string, build func() fyne.CanvasObject) func(shell.Host) {
	return func(w shell.Host) {
		s := shell.New(shell.Config{
			Host: w, Start: front,
			Items: []shell.Item{
				{Key: "today", Icon: theme.IconToday},
				{Key: "customers", Icon: theme.IconCustomers, Beside: []string{"customer"}},
				{Key: "waves", Icon: theme.IconWaves},
				{Key: "approvals", Icon: theme.IconApprovals},
				{Key: "connections", Icon: theme.IconConnections},
				{Key: "insight", Icon: theme.IconInsight},
				{Key: "settings", Icon: theme.IconSettings, Gap: true},
			},
			Build: func() []shell.Screen {
				var screens []shell.Screen
				for _, k := range [][2]string{{"today", "Today"}, {"customers", "Customers"}, {"waves", "Waves"}, {"approvals", "Approvals"}, {"connections", "Connections"}, {"insight", "Insight"}, {"settings", "Settings"}} {
					p := &page{key: k[0], title: k[1], content: &fyne.Container{}}
					if k[0] == front {
						p.content = build()
					}
					screens = append(screens, p)
				}
				return screens
			},
		})
		s.SetBadge("today", shell.Badge{Count: "22"})
		s.SetBadge("waves", shell.Badge{Count: "1"})
		s.SetBadge("approvals", shell.Badge{Count: "4"})
		s.SetBadge("connections", shell.Badge{Icon: theme.IconTriangle, State: theme.Overdue2})
		s.SetStatus(shell.Status{State: theme.Promised, Icon: theme.IconTick, Synced: "Synced 07:02", Company: "Skagerrak Engros AS", User: "Kari Nordby"})
	}
}
