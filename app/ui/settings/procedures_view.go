package settings

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// askCopy makes a new procedure that begins as a copy of the one shown. Nobody goes by it until a rule says so.
func (p *remindersPage) askCopy() {
	name := widget.NewInput(i18n.T("procedures.name-example"))
	from := p.screen.model.Kept.Procedure
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("procedures.copy-title", i18n.Args{"name": from.Name}), Text: i18n.T("procedures.copy-text"),
		Verb: i18n.T("procedures.copy"), Icon: theme.IconCopy,
		Fields: []stage.NamedField{stage.Labelled("name", i18n.T("procedures.name"), name)},
		Work: func() (func(context.Context) error, error) {
			made := from
			made.Name, made.Version = strings.TrimSpace(name.Text()), 0
			return func(ctx context.Context) error {
				_, err := p.screen.desk.KeepProcedure(ctx, "", made)
				return err
			}, nil
		},
		Done: func() {
			made := strings.TrimSpace(name.Text())
			p.screen.ifSaved(Reminders, p.remembers(made, i18n.T("procedures.copied", i18n.Args{"name": made})), func() { p.screen.load("") })
		},
	})
}

func (p *remindersPage) askRename() {
	name := widget.NewInput("")
	was := p.screen.model.Kept.Procedure
	name.SetText(was.Name)
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("procedures.rename-title", i18n.Args{"name": was.Name}), Text: i18n.T("procedures.rename-text"),
		Verb: i18n.T("procedures.rename"), Icon: theme.IconTick,
		Fields: []stage.NamedField{stage.Labelled("name", i18n.T("procedures.name"), name)},
		Work: func() (func(context.Context) error, error) {
			renamed := was
			renamed.Name = strings.TrimSpace(name.Text())
			return func(ctx context.Context) error {
				_, err := p.screen.desk.KeepProcedure(ctx, was.Name, renamed)
				return err
			}, nil
		},
		Done: func() {
			now := strings.TrimSpace(name.Text())
			p.remembers(now, i18n.T("procedures.renamed", i18n.Args{"name": now}))()
		},
	})
}

func (p *remindersPage) askDelete() {
	k := p.screen.model.Kept
	gone := k.Procedure.Name
	var others []widget.Choice
	for _, c := range procedureChoices(k) {
		if c.ID != gone {
			others = append(others, c)
		}
	}
	follows := widget.NewSelect(others, "", nil).WithPlaceholder(i18n.T("form.choose"))
	d := stage.Decision{
		Title: i18n.T("procedures.delete-title", i18n.Args{"name": gone}), Text: i18n.T("procedures.delete-text", i18n.Args{"used": usedBy(k, gone)}),
		Verb: i18n.T("procedures.delete"), Icon: theme.IconTrash, Danger: true,
		Work: func() (func(context.Context) error, error) {
			next := follows.Selected()
			return func(ctx context.Context) error { return p.screen.desk.DeleteProcedure(ctx, gone, next) }, nil
		},
		Done: func() {
			p.screen.model.Undo(Reminders)
			p.remembers(follows.Selected(), i18n.T("procedures.deleted", i18n.Args{"name": gone}))()
		},
	}
	if rules, byDefault := k.Procedures.Uses(gone); rules > 0 || byDefault {
		d.Fields = []stage.NamedField{stage.Labelled("follows", i18n.T("procedures.follows"), follows)}
	}
	p.screen.stage.Decide(d)
}
