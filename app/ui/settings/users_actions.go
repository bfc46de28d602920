package settings

import (
	"context"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func (p *usersPage) done(said string) {
	p.screen.stage.Changed()
	p.screen.stage.Tell(said)
	p.screen.load("")
}

// do runs a verb without a question.
func (p *usersPage) do(work func(context.Context) error, said string) {
	runner.Go(p.screen.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			p.screen.stage.Fail(err)
			return
		}
		p.done(said)
	})
}

func (p *usersPage) userMenu(u desk.StaffMember) []widget.Choice {
	leave := widget.Choice{ID: "leave", Text: i18n.T("users.leave"), Icon: theme.IconMinus, Danger: true, Rule: true, Disabled: !p.may()}
	if !u.Active {
		leave = widget.Choice{ID: "back", Text: i18n.T("users.back"), Icon: theme.IconPlus, Rule: true, Disabled: !p.may()}
	}
	return []widget.Choice{
		{ID: "change", Text: i18n.T("users.change"), Icon: theme.IconEdit, Disabled: !p.may()},
		{ID: "password", Text: i18n.T("users.set-password"), Icon: theme.IconKey, Disabled: !p.may()},
		leave,
	}
}

func (p *usersPage) userChoice(u desk.StaffMember, c widget.Choice) {
	switch c.ID {
	case "change":
		p.askUser(u)
	case "password":
		p.askPassword(u)
	case "leave", "back":
		p.askLeave(u)
	}
}

// askUser adds a user, or changes one.
func (p *usersPage) askUser(u desk.StaffMember) {
	if !p.may() {
		return
	}
	login, name, person := widget.NewInput(""), widget.NewInput(""), widget.NewInput("")
	password := widget.NewSecretInput("")
	login.SetText(u.Login)
	name.SetText(u.Name)
	person.SetText(u.Person)
	role := u.Role
	if u.ID == 0 {
		role = approval.Clerk
		if len(p.kept().Staff) == 0 {
			role = approval.Admin // the first one is
		}
	}
	var roles []widget.Choice
	for _, r := range approval.Roles() {
		roles = append(roles, widget.Choice{ID: string(r), Text: words.Role(r)})
	}
	chosen := widget.NewSelect(roles, string(role), nil)
	title, verb := i18n.T("users.add"), i18n.T("users.add")
	fields := []stage.NamedField{
		stage.Labelled("name", i18n.T("users.name"), name), stage.Labelled("login", i18n.T("signin.login"), login),
		{Name: "person", Field: widget.NewField(i18n.T("users.person"), person).WithHelp(i18n.T("users.person-help"))},
		stage.Labelled("role", i18n.T("users.role"), chosen),
	}
	if u.ID == 0 {
		u.Active = true
		fields = append(fields, stage.Labelled("password", i18n.T("signin.password"), password))
	} else {
		title, verb = i18n.T("users.change-title", i18n.Args{"name": u.Name}), i18n.T("users.save")
	}
	p.screen.stage.Decide(stage.Decision{
		Title: title, Verb: verb, Icon: theme.IconTick, Fields: fields,
		Work: func() (func(context.Context) error, error) {
			next, secret := u.User, password.Text()
			next.Login, next.Name, next.Person, next.Role = login.Text(), strings.TrimSpace(name.Text()), person.Text(), approval.Role(chosen.Selected())
			return func(ctx context.Context) error {
				_, err := p.screen.desk.PutUser(ctx, next, secret)
				return err
			}, nil
		},
		Done: func() { p.done(i18n.T("users.saved", i18n.Args{"name": name.Text()})) },
	})
}

// askPassword gives a user another password, for somebody who forgot it or is locked.
func (p *usersPage) askPassword(u desk.StaffMember) {
	if !p.may() {
		return
	}
	password := widget.NewSecretInput("")
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("users.password-title", i18n.Args{"name": u.Name}), Text: i18n.T("users.password-text"), Verb: i18n.T("users.set-password"), Icon: theme.IconKey,
		Fields: []stage.NamedField{stage.Labelled("password", i18n.T("signin.password"), password)},
		Work: func() (func(context.Context) error, error) {
			secret := password.Text()
			if secret == "" {
				return nil, stage.Missing("password", i18n.T("users.password-missing"))
			}
			return func(ctx context.Context) error {
				_, err := p.screen.desk.PutUser(ctx, u.User, secret)
				return err
			}, nil
		},
		Done: func() { p.done(i18n.T("users.saved", i18n.Args{"name": u.Name})) },
	})
}

// askOwnPassword changes the password of who sits here.
func (p *usersPage) askOwnPassword() {
	old, password := widget.NewSecretInput(""), widget.NewSecretInput("")
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("users.own-password"), Verb: i18n.T("users.set-password"), Icon: theme.IconKey,
		Fields: []stage.NamedField{stage.Labelled("old", i18n.T("users.old-password"), old), stage.Labelled("password", i18n.T("users.new-password"), password)},
		Work: func() (func(context.Context) error, error) {
			was, next := old.Text(), password.Text()
			return func(ctx context.Context) error { return p.screen.desk.ChangePassword(ctx, was, next) }, nil
		},
		Done: func() { p.done(i18n.T("users.password-set")) },
	})
}

// askLeave takes a user out of work, or back into it; what he did stays under his name.
func (p *usersPage) askLeave(u desk.StaffMember) {
	name := i18n.Args{"name": u.Name}
	title, verb, icon := i18n.T("users.leave-title", name), i18n.T("users.leave"), theme.IconMinus
	if !u.Active {
		title, verb, icon = i18n.T("users.back-title", name), i18n.T("users.back"), theme.IconPlus
	}
	p.screen.stage.Decide(stage.Decision{
		Title: title, Text: i18n.T("users.leave-text"), Verb: verb, Icon: icon, Danger: u.Active,
		Work: func() (func(context.Context) error, error) {
			next := u.User
			next.Active = !u.Active
			return func(ctx context.Context) error {
				_, err := p.screen.desk.PutUser(ctx, next, "")
				return err
			}, nil
		},
		Done: func() { p.done(i18n.T("users.saved", name)) },
	})
}

// askTimes changes how long a request waits and after what time an unused window locks.
func (p *usersPage) askTimes() {
	k := *p.kept()
	days, idle := widget.NewInput(""), widget.NewInput("")
	days.SetText(strconv.Itoa(k.Policy.Days))
	idle.SetText(strconv.Itoa(k.Idle))
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("users.times"), Verb: i18n.T("users.save"), Icon: theme.IconTick,
		Fields: []stage.NamedField{stage.Labelled("days", i18n.T("users.days-field"), days), stage.Labelled("minutes", i18n.T("users.idle-field"), idle)},
		Work: func() (func(context.Context) error, error) {
			n, err := strconv.Atoi(strings.TrimSpace(days.Text()))
			if err != nil {
				return nil, stage.Missing("days", i18n.T("limits.number"))
			}
			minutes, err := strconv.Atoi(strings.TrimSpace(idle.Text()))
			if err != nil {
				return nil, stage.Missing("minutes", i18n.T("limits.number"))
			}
			policy := k.Policy
			policy.Days = n
			return func(ctx context.Context) error {
				if err := p.screen.desk.SetPolicy(ctx, policy); err != nil {
					return err
				}
				return p.screen.desk.SetIdleLock(ctx, minutes)
			}, nil
		},
		Done: func() { p.done(i18n.T("users.times-saved")) },
	})
}

// askDelegate hands decisions on for some days; an administrator may do so for others.
func (p *usersPage) askDelegate() {
	k, w := p.kept(), p.screen.stage.Words
	var people []widget.Choice
	for _, u := range k.Staff {
		if u.Active && u.Role.Changes() {
			people = append(people, widget.Choice{ID: strconv.FormatInt(int64(u.ID), 10), Text: u.Name})
		}
	}
	from := widget.NewSelect(people, strconv.FormatInt(int64(k.Seat.User.ID), 10), nil)
	to := widget.NewSelect(people, "", nil).WithPlaceholder(i18n.T("form.choose"))
	first, last, why := widget.NewDateField(w.Dates(), w.Today()), widget.NewDateField(w.Dates(), w.Today()), widget.NewInput("")
	first.SetDate(w.Today())
	last.SetDate(w.Today().AddDays(7))
	fields := []stage.NamedField{
		stage.Labelled("to", i18n.T("users.to"), to), stage.Labelled("first", i18n.T("users.first"), first.Input),
		stage.Labelled("last", i18n.T("users.last"), last.Input), stage.Labelled("why", i18n.T("hold.reason"), why),
	}
	if p.may() {
		fields = append([]stage.NamedField{stage.Labelled("from", i18n.T("users.from"), from)}, fields...)
	}
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("users.delegate"), Text: i18n.T("users.delegations-text"), Verb: i18n.T("users.delegate-verb"), Icon: theme.IconArrowRight, Fields: fields,
		Work: func() (func(context.Context) error, error) {
			o := approval.Delegation{From: userID(from.Selected()), To: userID(to.Selected()), Why: strings.TrimSpace(why.Text())}
			var err error
			if o.First, err = first.Date(); err != nil {
				return nil, stage.OnField(err, "first")
			}
			if o.Last, err = last.Date(); err != nil {
				return nil, stage.OnField(err, "last")
			}
			return func(ctx context.Context) error { return p.screen.desk.Delegate(ctx, o) }, nil
		},
		Done: func() { p.done(i18n.T("users.delegated")) },
	})
}

func userID(key string) approval.UserID {
	n, _ := strconv.ParseInt(key, 10, 64) // what nobody chose is nobody
	return approval.UserID(n)
}
