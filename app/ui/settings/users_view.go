package settings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// UsersDesk is what the page of users and limits needs of the desk.
type UsersDesk interface {
	Seat(ctx context.Context) (desk.Seat, error)
	Staff(ctx context.Context) ([]desk.StaffMember, error)
	PutUser(ctx context.Context, u approval.User, password string) (approval.UserID, error)
	ChangePassword(ctx context.Context, old, password string) error
	Policy(ctx context.Context) (approval.Policy, error)
	SetPolicy(ctx context.Context, p approval.Policy) error
	Delegations(ctx context.Context) ([]desk.DelegationView, error)
	Delegate(ctx context.Context, o approval.Delegation) error
	EndDelegation(ctx context.Context, id int64) error
	IdleLock(ctx context.Context) (minutes int, err error)
	SetIdleLock(ctx context.Context, minutes int) error
}

// KeptUsers is what the book holds of those who work in it.
type KeptUsers struct {
	Seat        desk.Seat // of who looks; the zero Seat of somebody whom the book does not know
	Staff       []desk.StaffMember
	Policy      approval.Policy
	Delegations []desk.DelegationView
	Idle        int // minutes
}

func (s *Screen) readUsers(ctx context.Context) (k KeptUsers, err error) {
	k.Seat, _ = s.desk.Seat(ctx) // somebody unknown reads the page all the same
	if k.Staff, err = s.desk.Staff(ctx); err != nil {
		return k, err
	}
	if k.Policy, err = s.desk.Policy(ctx); err != nil {
		return k, err
	}
	if k.Delegations, err = s.desk.Delegations(ctx); err != nil {
		return k, err
	}
	k.Idle, err = s.desk.IdleLock(ctx)
	return k, err
}

// usersPage lists who works in the book, what each role may do, and who decides for whom. Everything is saved as its dialog
// closes.
type usersPage struct {
	screen      *Screen
	add         *widget.Button
	note        *fyne.Container
	staff       *widget.Table[desk.StaffMember]
	staffPlace  *fyne.Container
	limits      *widget.Table[limitRow]
	currency    *widget.Select
	waiting     *widget.Text
	change      *widget.Button
	delegations *fyne.Container
	scroll      *widget.Scroll
	content     *fyne.Container
}

func (s *Screen) newUsersPage() *usersPage {
	p := &usersPage{screen: s, note: widget.Stack(0), delegations: widget.Stack(theme.Gap), staffPlace: widget.Stack(0), waiting: widget.NewText("", widget.Body)}
	p.add = widget.NewButton(widget.Primary, i18n.T("users.add"), theme.IconPlus, func() { p.askUser(desk.StaffMember{}) })
	p.staff = widget.NewTable(p.staffTable())
	p.currency = widget.NewSelect(nil, "", func(string) { p.limits.Refresh() })
	p.limits = widget.NewTable(p.limitTable())
	p.change = widget.NewButton(widget.Secondary, i18n.T("users.change-times"), theme.IconEdit, p.askTimes)
	roles := widget.Stack(4)
	for _, r := range approval.Roles() {
		roles.Add(widget.TopRow(theme.Gap, widget.Sized(128, 0, widget.NewText(words.Role(r), widget.BodyStrong)), widget.Grow(widget.NewSentence(widget.Body.In(theme.Text2), words.RoleText(r)))))
	}
	rows := limitRows()
	p.limits.SetRows(rows)
	limits := widget.Sized(0, theme.HeaderRow+float32(len(rows))*theme.RowTwoLine, p.limits)
	p.scroll = widget.NewScroll(widget.Inset(4, theme.Edge, theme.GroupGap, theme.Edge, widget.Stack(theme.GroupGap,
		p.note, p.staffPlace, group(i18n.T("users.roles"), "", roles),
		group(i18n.T("users.limits"), i18n.T("users.limits-text"), widget.Row(theme.Gap, widget.Sized(140, 0, p.currency), widget.Spacer()), limits),
		group(i18n.T("users.times"), "", widget.Row(theme.Gap, p.waiting, p.change, widget.Spacer())),
		p.delegations)))
	header := widget.NewPageHeader(i18n.T("settings.users"), widget.NewButton(widget.Secondary, i18n.T("users.own-password"), theme.IconKey, p.askOwnPassword), p.add)
	p.content = widget.Stack(0, header, widget.Grow(p.scroll))
	return p
}

func (p *usersPage) kept() *KeptUsers { return &p.screen.model.Kept.Users }

// may reports whether whoever looks may change users and limits.
func (p *usersPage) may() bool { return p.kept().Seat.User.Role.Sets() }

func (p *usersPage) staffTable() widget.TableConfig[desk.StaffMember] {
	return widget.TableConfig[desk.StaffMember]{
		RowHeight: theme.RowWork, Key: func(u desk.StaffMember) string { return u.Login }, Dim: func(u desk.StaffMember) bool { return !u.Active },
		Columns: []widget.Column[desk.StaffMember]{
			{ID: "name", Title: i18n.T("users.name"), Width: 130, Flex: 1, Text: func(u desk.StaffMember) string { return u.Name }, Lead: true},
			{ID: "login", Title: i18n.T("signin.login"), Width: 90, Text: func(u desk.StaffMember) string { return u.Login }},
			{ID: "role", Title: i18n.T("users.role"), Width: 120, Text: func(u desk.StaffMember) string { return words.Role(u.Role) }},
			{ID: "person", Title: i18n.T("users.person"), Width: 130, Flex: 1, Text: func(u desk.StaffMember) string { return u.Person }, Rank: 1},
			{ID: "state", Title: "", Width: 150, Text: func(u desk.StaffMember) string { return staffState(u).Word }, Cell: widget.FlagCell(staffState)},
		},
		OnOpen:   func(u desk.StaffMember) { p.askUser(u) },
		Menu:     p.userMenu,
		OnChoice: p.userChoice,
		Empty:    widget.NewEmptyState(theme.IconPerson, i18n.T("users.none"), i18n.T("users.none-text")),
	}
}

func staffState(u desk.StaffMember) widget.State {
	switch {
	case !u.Active:
		return widget.State{Icon: theme.IconMinus, Word: i18n.T("users.left")}
	case u.Locked:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconLock, Word: i18n.T("users.locked")}
	case !u.CanSignIn:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconKey, Word: i18n.T("users.no-password")}
	}
	return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("users.works")}
}

func (p *usersPage) limitTable() widget.TableConfig[limitRow] {
	columns := []widget.Column[limitRow]{{ID: "kind", Title: i18n.T("users.what"), Width: 150, Text: limitRow.name, Lead: true}}
	for _, role := range limited() {
		cell := func(r limitRow) (string, string) {
			return r.cell(&p.kept().Policy, role, p.shownCurrency(), p.screen.stage.Words)
		}
		columns = append(columns, widget.Column[limitRow]{
			ID: string(role), Title: words.Role(role), Width: 138, Flex: 1, Text: func(r limitRow) string { alone, _ := cell(r); return alone },
			Detail: func(r limitRow) widget.Detail { _, decides := cell(r); return widget.Detail{Text: decides} },
		})
	}
	return widget.TableConfig[limitRow]{
		RowHeight: theme.RowTwoLine, Columns: columns, Key: limitRow.key,
		OnOpen: func(r limitRow) { p.askLimit(r.kind) },
		Menu: func(limitRow) []widget.Choice {
			return []widget.Choice{{ID: "change", Text: i18n.T("limits.change"), Icon: theme.IconEdit, Disabled: !p.may()}}
		},
		OnChoice: func(r limitRow, _ widget.Choice) { p.askLimit(r.kind) },
	}
}

func (p *usersPage) shownCurrency() money.Currency {
	if c := p.currency.Selected(); c != "" {
		return money.Currency(c)
	}
	return p.screen.model.Kept.Company.Currency
}

// show draws what the book holds.
func (p *usersPage) show() {
	k := p.kept()
	p.note.Objects = nil
	switch {
	case !k.Seat.FourEyes && k.Seat.User.Login != "":
		p.note.Add(widget.NewBanner(widget.NextStep, i18n.T("users.alone"), []widget.Run{{Text: i18n.T("users.alone-text")}}, nil))
	case !p.may():
		p.note.Add(widget.NewBanner(widget.Unverified, i18n.T("users.read-only"), nil, nil))
	}
	if len(p.note.Objects) == 0 {
		p.note.Hide()
	} else {
		p.note.Show()
	}
	p.note.Refresh()
	enable(p.add, p.may())
	enable(p.change, p.may())
	p.staff.SetRows(k.Staff)
	p.staffPlace.Objects = []fyne.CanvasObject{widget.Sized(0, max(120, theme.HeaderRow+float32(len(k.Staff))*theme.RowWork), p.staff)}
	var currencies []widget.Choice
	for _, c := range p.screen.model.Currencies() {
		currencies = append(currencies, widget.Choice{ID: string(c), Text: string(c)})
	}
	shown := p.shownCurrency()
	p.currency.SetChoices(currencies)
	p.currency.SetSelected(string(shown))
	p.limits.Refresh()
	p.waiting.SetText(words.Facts(i18n.N("users.days", k.Policy.Days), i18n.N("users.idle", k.Idle)))
	p.showDelegations()
	p.staffPlace.Refresh()
	p.scroll.Refresh()
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// showDelegations lists who decides for whom.
func (p *usersPage) showDelegations() {
	k, w := p.kept(), p.screen.stage.Words
	p.delegations.Objects = []fyne.CanvasObject{widget.NewText(i18n.T("users.delegations"), widget.Group), widget.NewSentence(widget.Small, i18n.T("users.delegations-text"))}
	for _, d := range k.Delegations {
		text := i18n.T("users.delegation", i18n.Args{"from": d.FromName, "to": d.ToName, "first": w.Day(d.First), "last": w.Day(d.Last), "why": d.Why})
		state := widget.State{Icon: theme.IconClock, Word: i18n.T("users.delegation-over")}
		over := d.Ended || d.Last.Before(w.Today())
		if d.Holds {
			state = widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("users.delegation-holds")}
		} else if !over {
			state.Word = i18n.T("users.delegation-later")
		}
		line := widget.Row(theme.Gap, widget.Grow(widget.NewText(text, widget.Body.Cut())), widget.NewFlag(state))
		if !over && (p.may() || d.From == k.Seat.User.ID) {
			id := d.ID
			line.Add(widget.NewButton(widget.Link, i18n.T("users.delegation-end"), "", func() {
				p.do(func(ctx context.Context) error { return p.screen.desk.EndDelegation(ctx, id) }, i18n.T("users.delegation-ended"))
			}))
		}
		p.delegations.Add(line)
	}
	b := widget.NewButton(widget.Secondary, i18n.T("users.delegate"), theme.IconArrowRight, p.askDelegate)
	enable(b, k.Seat.FourEyes && k.Seat.User.Role.Changes())
	p.delegations.Add(widget.Row(0, b, widget.Spacer()))
	p.delegations.Refresh()
}

// usersLine is the page in the side list.
func usersLine(k *KeptUsers) string {
	n := 0
	for i := range k.Staff {
		if k.Staff[i].Active {
			n++
		}
	}
	if n < 2 {
		return i18n.T("users.one")
	}
	return i18n.N("users.count", n, i18n.Args{"n": strconv.Itoa(n)})
}
