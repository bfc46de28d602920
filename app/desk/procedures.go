package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Setting keys. Books of the first version hold one procedure under the old key; it is read until procedures are kept anew.
const (
	keyProcedures   = "procedures"
	keyOneProcedure = "procedure"
)

// ProcedureUsed is the code of a procedure that somebody still goes by.
const ProcedureUsed fault.Code = "procedure-in-use"

// Procedures are all by which the house reminds, and who goes by which.
type Procedures = dunning.Procedures

// keptProcedures is what a book holds of them.
type keptProcedures struct {
	dunning.Procedures
	// Given is the highest version that ever went by a name, so that name and version never mean two things.
	Given map[string]int
}

func readProcedures(r store.Reader) (keptProcedures, error) {
	var k keptProcedures
	found, err := r.Setting(keyProcedures, &k)
	if err != nil {
		return k, err
	}
	if found && len(k.List) > 0 {
		return k, k.followMerged(r)
	}
	var one dunning.Procedure
	found, err = r.Setting(keyOneProcedure, &one)
	if err != nil {
		return k, err
	}
	if !found {
		one = DefaultProcedure()
	}
	return onlyProcedure(one), nil
}

// followMerged lets the rule of a customer who was merged into another one hold for that one, unless it has a rule of its own.
func (k *keptProcedures) followMerged(r store.Reader) error {
	own := map[receivable.DebtorID]bool{}
	for _, rule := range k.Assignment.Rules {
		own[rule.Debtor] = true
	}
	for i := range k.Assignment.Rules {
		rule := &k.Assignment.Rules[i]
		if rule.Debtor == 0 {
			continue
		}
		debtor, err := r.Debtor(rule.Debtor)
		if fault.Has(err, fault.NotFound) {
			continue // a book that was mended by hand: the rule fits nobody
		}
		if err != nil {
			return err
		}
		if debtor.Merged != 0 && !own[debtor.Merged] {
			rule.Debtor, own[debtor.Merged] = debtor.Merged, true
		}
	}
	return nil
}

// onlyProcedure keeps a procedure by which everybody goes.
func onlyProcedure(p dunning.Procedure) keptProcedures {
	if p.Name == "" {
		p.Name = DefaultProcedure().Name
	}
	p.Version = max(p.Version, 1)
	return keptProcedures{
		Procedures: dunning.Procedures{List: []dunning.Procedure{p}, Assignment: dunning.Assignment{Default: p.Name}},
		Given:      map[string]int{p.Name: p.Version},
	}
}

// inUse is the procedure of the default, the first where the book was damaged.
func (k *keptProcedures) inUse() *dunning.Procedure {
	if p, ok := k.Named(k.Assignment.Default); ok {
		return p
	}
	return &k.List[0]
}

// Procedures gives all procedures and who goes by which.
func (d *Desk) Procedures(ctx context.Context) (out Procedures, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		k, err := readProcedures(r)
		out = k.Procedures
		return err
	})
	return out, err
}

// Procedure gives the procedure of everybody to whom no rule gives another.
func (d *Desk) Procedure(ctx context.Context) (p dunning.Procedure, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		k, err := readProcedures(r)
		if err == nil {
			p = *k.inUse()
		}
		return err
	})
	return p, err
}

// SetProcedure changes the procedure of that name, and when there is none the one of Procedure.
func (d *Desk) SetProcedure(ctx context.Context, p dunning.Procedure) error {
	all, err := d.Procedures(ctx)
	if err != nil {
		return err
	}
	was := p.Name
	if _, ok := all.Named(was); !ok {
		was = all.Assignment.Default
	}
	_, err = d.KeepProcedure(ctx, was, p)
	return err
}

// KeepProcedure keeps a procedure in place of the one that is called was, or as a new one when was is empty; under another
// name the rules that assign it follow. It gets a version of its own, and the log its whole content; what was sent before
// stays as it was. Errors are those of Procedure.CheckWith and Procedures.Check, and fault.Conflict when p is a version that
// somebody has changed meanwhile.
func (d *Desk) KeepProcedure(ctx context.Context, was string, p dunning.Procedure) (kept dunning.Procedure, err error) {
	if err := p.CheckWith(d.knowsCalendar); err != nil {
		return p, err
	}
	err = d.administer(ctx, func(w store.Writer) error {
		if err := d.checkTexts(w, &p); err != nil {
			return err
		}
		k, err := readProcedures(w)
		if err != nil {
			return err
		}
		changed, err := k.put(was, &p)
		if err != nil {
			return err
		}
		kept = p
		if !changed {
			return nil
		}
		if err := k.keep(w); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "procedure "+p.Name, p)
	})
	return kept, err
}

// checkTexts refuses a level that would speak with a text that nobody has written: its letters could not be made.
func (d *Desk) checkTexts(r store.Reader, p *dunning.Procedure) error {
	names, err := d.levelTexts(r)
	if err != nil {
		return err
	}
	for i := range p.Levels {
		if name := p.Levels[i].Text; name != "" && !slices.Contains(names, name) {
			return fault.New(fault.Invalid, "there is no text %q", name).OnField(fmt.Sprintf("levels[%d].text", i+1)).
				WithHint("texts are %s; none takes that of the tone", strings.Join(names, ", "))
		}
	}
	return nil
}

func (d *Desk) knowsCalendar(name string) bool {
	_, ok := d.Calendars[name]
	return ok
}

// put takes a procedure in and gives it its version; false when nothing is new.
func (k *keptProcedures) put(was string, p *dunning.Procedure) (bool, error) {
	before := 0
	if was == "" {
		k.List = append(k.List, *p)
	} else {
		at := slices.IndexFunc(k.List, func(o dunning.Procedure) bool { return o.Name == was })
		if at < 0 {
			return false, fault.New(fault.NotFound, "there is no procedure %q", was).WithHint("it was renamed or deleted meanwhile: read the settings again")
		}
		old := k.List[at]
		before = old.Version
		if p.Version != 0 && p.Version != old.Version {
			return false, fault.New(fault.Conflict, "somebody changed the procedure %q meanwhile: it is version %d now", was, old.Version).
				WithHint("read it again, and make your change anew")
		}
		p.ID, p.Version = old.ID, old.Version
		if alike(old, *p) {
			return false, nil
		}
		k.List[at] = *p
		k.Reassign(was, p.Name)
	}
	if err := k.Check(); err != nil {
		return false, err
	}
	p.Version = max(before, k.Given[p.Name]) + 1
	named, _ := k.Named(p.Name)
	named.Version = p.Version
	if k.Given == nil {
		k.Given = map[string]int{}
	}
	k.Given[p.Name] = p.Version
	return true, nil
}

// alike reports whether two procedures would be kept with the same words.
func alike(a, b dunning.Procedure) bool {
	left, err := json.Marshal(a)
	right, failed := json.Marshal(b)
	return err == nil && failed == nil && string(left) == string(right)
}

// keep writes all into the book. The first time the one procedure of an older book is put on record as it was.
func (k *keptProcedures) keep(w store.Writer) error {
	var before keptProcedures
	found, err := w.Setting(keyProcedures, &before)
	if err != nil {
		return err
	}
	var one dunning.Procedure
	if !found {
		if found, err = w.Setting(keyOneProcedure, &one); err != nil {
			return err
		}
		if found {
			only := onlyProcedure(one)
			p := only.List[0]
			if err := w.Append(activity.SettingsChanged, 0, 0, "procedure "+p.Name, p); err != nil {
				return err
			}
		}
	}
	return w.PutSetting(keyProcedures, k)
}

// DeleteProcedure takes a procedure away. Where it is assigned, another must be named that follows (ProcedureUsed otherwise,
// fault.NotFound for one that is not there); the last one stays.
func (d *Desk) DeleteProcedure(ctx context.Context, name, follows string) error {
	return d.administer(ctx, func(w store.Writer) error {
		k, err := readProcedures(w)
		if err != nil {
			return err
		}
		gone, ok := k.Named(name)
		if !ok {
			return fault.New(fault.NotFound, "there is no procedure %q", name).OnField("name")
		}
		if len(k.List) == 1 {
			return fault.New(fault.Conflict, "%q is the only procedure: somebody must go by one", name).WithHint("make another one first")
		}
		if err := k.follow(name, follows); err != nil {
			return err
		}
		facts := map[string]any{"deleted": *gone, "follows": follows}
		k.List = slices.DeleteFunc(slices.Clone(k.List), func(p dunning.Procedure) bool { return p.Name == name })
		if err := k.Check(); err != nil {
			return err
		}
		if err := k.keep(w); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "procedure "+name+" deleted", facts)
	})
}

// follow gives everybody who goes by a procedure to the one that follows it.
func (k *keptProcedures) follow(name, follows string) error {
	rules, byDefault := k.Uses(name)
	if rules == 0 && !byDefault {
		return nil
	}
	if follows == "" || follows == name {
		where := "by default"
		if !byDefault {
			where = "rules: " + itoa(int64(rules))
		}
		return fault.New(ProcedureUsed, "customers go by %q (%s)", name, where).OnField("follows").WithHint("name the procedure that they go by from now on")
	}
	if _, ok := k.Named(follows); !ok {
		return fault.New(fault.NotFound, "there is no procedure %q", follows).OnField("follows")
	}
	k.Reassign(name, follows)
	return nil
}

// EmptyGroups gives the groups that rules of an assignment name and no customer has: a slip of the pen, or a group to come.
func (d *Desk) EmptyGroups(ctx context.Context, a dunning.Assignment) (empty []string, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		empty = nil
		groups, err := r.Groups()
		if err != nil {
			return err
		}
		for _, rule := range a.Rules {
			named := rule.Group != "" && !slices.Contains(empty, rule.Group)
			if named && !slices.ContainsFunc(slices.Collect(maps.Keys(groups)), func(g string) bool { return strings.EqualFold(g, rule.Group) }) {
				empty = append(empty, rule.Group)
			}
		}
		return nil
	})
	return empty, err
}

// AssignProcedures changes who goes by which procedure. Errors are those of Assignment.Check.
func (d *Desk) AssignProcedures(ctx context.Context, a dunning.Assignment) error {
	return d.administer(ctx, func(w store.Writer) error {
		k, err := readProcedures(w)
		if err != nil {
			return err
		}
		k.Assignment = a
		if err := k.Check(); err != nil {
			return err
		}
		if err := k.keep(w); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "who goes by which procedure", a)
	})
}
