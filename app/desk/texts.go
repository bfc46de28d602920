package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Codes of texts that cannot be kept.
const (
	TextRefused fault.Code = "text-refused" // it cannot be filled in, or says what it may not
	TextUsedBy  fault.Code = "text-in-use"  // a level speaks with it
)

// Wording knows the texts that come with the program, and how one is written.
type Wording interface {
	// Names lists the texts that come with the program: those of the tones, then those of the events.
	Names() []string
	// Languages lists those that have texts.
	Languages() []string
	// Variables lists the values that a text may name.
	Variables() []string
	// Shipped is the text that comes with the program; one that does not is fault.NotFound.
	Shipped(name, language string) (string, error)
	// Examine says what is wrong with a text, the errors first.
	Examine(t wording.Text) []wording.Finding
	// Show makes a notice with a text in the place of the one that would be used, in every shape.
	Show(ctx context.Context, job Job, t TextDraft) Shown
}

// TextKey is what a text is known by.
type TextKey struct{ Name, Language string }

// HouseTexts are the house's own texts as they hold; a name and language that is not there speaks with the program's.
type HouseTexts map[TextKey]OwnText

// houseTexts reads the own texts that hold.
func houseTexts(r store.Reader) (HouseTexts, error) {
	all, err := r.OwnTexts()
	if err != nil {
		return nil, err
	}
	out := HouseTexts{}
	for _, t := range all {
		if t.Source != "" {
			out[TextKey{t.Name, t.Language}] = t
		}
	}
	return out, nil
}

// TextGroup says what a text is for.
type TextGroup string

// Groups, in the order in which they are listed.
const (
	TextOfLevel TextGroup = "level" // of a tone
	TextOfEvent TextGroup = "event"
	TextOfHouse TextGroup = "own" // by a name of the house; a level may choose it
)

// TextRow is a text in a list.
type TextRow struct {
	Name     string
	Language string
	Group    TextGroup
	Version  int // of the house's own; 0: the program's text holds and nobody ever changed it
	Own      bool
	By       string // who wrote the version that holds
	At       time.Time
}

// Text is a text as it holds.
type Text struct {
	TextRow
	Source   string
	Shipped  string // that of the program; empty for one of the house's names
	Findings []wording.Finding
}

// TextDraft is a text that somebody writes.
type TextDraft struct {
	Name     string
	Language string
	Source   string
	After    int // the version that it was made from: a later one is a conflict
}

// TextVersion is one version of a text. Version 0 is the program's own; one whose Source is empty went back to it.
type TextVersion struct {
	OwnText
	Holds bool
}

// TextList gives every text there is, in the order of levels, events and the house's own names.
func (d *Desk) TextList(ctx context.Context) (out []TextRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = d.textRows(r)
		return err
	})
	return out, err
}

func (d *Desk) textRows(r store.Reader) ([]TextRow, error) {
	all, err := r.OwnTexts()
	if err != nil {
		return nil, err
	}
	var out []TextRow
	shipped := d.Wording.Names()
	for _, name := range shipped {
		for _, language := range d.Wording.Languages() {
			out = append(out, TextRow{Name: name, Language: language, Group: d.groupOf(name)})
		}
	}
	for _, t := range all {
		own := TextRow{Name: t.Name, Language: t.Language, Group: d.groupOf(t.Name), Version: t.Version, Own: t.Source != "", By: t.By, At: t.At}
		at := slices.IndexFunc(out, func(row TextRow) bool { return row.Name == t.Name && row.Language == t.Language })
		switch {
		case at >= 0:
			out[at] = own
		case own.Own:
			out = append(out, own)
		}
	}
	return out, nil
}

func (d *Desk) groupOf(name string) TextGroup {
	switch {
	case slices.Contains(d.Texts, name):
		return TextOfLevel
	case slices.Contains(d.Wording.Names(), name):
		return TextOfEvent
	}
	return TextOfHouse
}

// levelTexts are the names that a level may speak with.
func (d *Desk) levelTexts(r store.Reader) ([]string, error) {
	texts, err := houseTexts(r)
	if err != nil {
		return nil, err
	}
	names := slices.Clone(d.Texts)
	for key := range texts {
		if !slices.Contains(names, key.Name) && (d.Wording == nil || d.groupOf(key.Name) == TextOfHouse) {
			names = append(names, key.Name)
		}
	}
	slices.Sort(names[len(d.Texts):])
	return names, nil
}

// LevelTexts gives the names of the texts that a level may speak with: those of the tones, then those of the house.
func (d *Desk) LevelTexts(ctx context.Context) (names []string, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		names, err = d.levelTexts(r)
		return err
	})
	return names, err
}

// Text gives a text as it holds, with what is to be said of it. One that nobody wrote is fault.NotFound.
func (d *Desk) Text(ctx context.Context, name, language string) (t Text, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		t, err = d.text(r, name, language)
		if err != nil {
			return err
		}
		t.Findings, err = d.examine(r, TextDraft{Name: name, Language: language, Source: t.Source})
		return err
	})
	return t, err
}

func (d *Desk) text(r store.Reader, name, language string) (Text, error) {
	t := Text{TextRow: TextRow{Name: name, Language: language, Group: d.groupOf(name)}}
	var err error
	if t.Group != TextOfHouse {
		if t.Shipped, err = d.Wording.Shipped(name, language); err != nil {
			return t, err
		}
	}
	versions, err := r.TextVersions(name, language)
	if err != nil {
		return t, err
	}
	t.Source = t.Shipped
	if n := len(versions); n > 0 {
		last := versions[n-1]
		t.Version, t.By, t.At = last.Version, last.By, last.At
		if last.Source != "" {
			t.Own, t.Source = true, last.Source
		}
	}
	if t.Source == "" {
		return t, fault.New(fault.NotFound, "there is no text %q in %q", name, language).WithHint("see `texts list`")
	}
	return t, nil
}

// CheckText says what is to be said of a text that somebody writes.
func (d *Desk) CheckText(ctx context.Context, t TextDraft) (found []wording.Finding, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		found, err = d.examine(r, t)
		return err
	})
	return found, err
}

func (d *Desk) examine(r store.Reader, t TextDraft) ([]wording.Finding, error) {
	packs, err := d.laws(r)
	if err != nil {
		return nil, err
	}
	return d.Wording.Examine(wording.Text{Name: t.Name, Language: t.Language, Source: t.Source, Marks: marksFor(packs, t)}), nil
}

// marksFor are the headings of the sentences that law packs want in a text: what stands before the colon of each.
func marksFor(packs map[string]law.Pack, t TextDraft) []string {
	var out []string
	for _, code := range law.Codes(packs) {
		for _, row := range packs[code].Rows {
			if row.Fact != law.NoticeText || row.Off || !row.BindsOwn() || !slices.Contains(row.Tones, t.Name) {
				continue
			}
			head, _, headed := strings.Cut(row.Texts[t.Language], ":")
			if headed && !slices.Contains(out, head) {
				out = append(out, head)
			}
		}
	}
	return out
}

// SaveText keeps a text as the version that holds from now on, and gives what is still to be said of it. Refused: a name or a language
// that cannot be (fault.Invalid), a text with errors (TextRefused, with the first of them), one that was changed meanwhile
// (fault.Conflict). Only an administrator may.
func (d *Desk) SaveText(ctx context.Context, t TextDraft) (kept Text, err error) {
	t.Source = strings.ReplaceAll(t.Source, "\r\n", "\n")
	err = d.administer(ctx, func(w store.Writer) error {
		if err := d.nameable(t); err != nil {
			return err
		}
		found, err := d.examine(w, t)
		if err != nil {
			return err
		}
		if wording.Refused(found) {
			return refusedText(t, found)
		}
		if kept, err = d.text(w, t.Name, t.Language); err == nil && kept.Source == t.Source {
			kept.Findings = found
			return nil
		}
		if _, err := keepText(w, t.Name, t.Language, t.Source, t.After); err != nil {
			return err
		}
		kept, err = d.text(w, t.Name, t.Language)
		kept.Findings = found
		return err
	})
	return kept, err
}

// nameable refuses a name or a language that a text cannot have.
func (d *Desk) nameable(t TextDraft) error {
	if !slices.Contains(d.Wording.Languages(), t.Language) {
		return fault.New(fault.Invalid, "there are no letters in %q", t.Language).OnField("language").WithHint("one of %s", strings.Join(d.Wording.Languages(), ", "))
	}
	if len(t.Name) > 32 || strings.Trim(t.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || t.Name == "" || t.Name[0] < 'a' {
		return fault.New(fault.Invalid, "%q is no name for a text", t.Name).OnField("name").WithHint("small letters, digits and dashes, 32 at most, a letter first")
	}
	return nil
}

// refusedText says why a text is not kept: the first error with its line, and how many there are.
func refusedText(t TextDraft, found []wording.Finding) error {
	errors := 0
	for _, f := range found {
		if f.Severity == wording.Error {
			errors++
		}
	}
	f := found[0]
	at := ""
	if f.Line > 0 {
		at = "line " + strconv.Itoa(f.Line) + ": "
	}
	said := string(f.Rule)
	for _, key := range []string{"message", "word", "value"} {
		if f.Args[key] != "" {
			said += " (" + f.Args[key] + ")"
		}
	}
	return fault.New(TextRefused, "the text %s (%s) is not kept: %s%s", t.Name, t.Language, at, said).OnField("source").
		WithHint("%d to mend; see `texts check`", errors)
}

// keepText keeps a version and tells the log.
func keepText(w store.Writer, name, language, source string, after int) (int, error) {
	version, err := w.PutText(name, language, source, after)
	if err != nil {
		return 0, err
	}
	return version, w.Append(activity.TextChanged, 0, 0, "text "+name+" "+language, map[string]any{
		"name": name, "language": language, "version": version, "source": source, "shipped": source == "",
	})
}

// TextHistory gives every version of a text, oldest first; the program's own is version 0.
func (d *Desk) TextHistory(ctx context.Context, name, language string) (out []TextVersion, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		t, err := d.text(r, name, language)
		if err != nil && !fault.Has(err, fault.NotFound) {
			return err
		}
		versions, err := r.TextVersions(name, language)
		if err != nil {
			return err
		}
		out = nil
		if t.Shipped != "" {
			out = append(out, TextVersion{OwnText: OwnText{Name: name, Language: language, Source: t.Shipped}})
		}
		for _, v := range versions {
			out = append(out, TextVersion{OwnText: v})
		}
		if len(out) == 0 {
			return fault.New(fault.NotFound, "there was never a text %q in %q", name, language).WithHint("see `texts list`")
		}
		holds := len(out) - 1
		if len(versions) > 0 && versions[len(versions)-1].Source == "" && t.Shipped != "" {
			holds = 0
		}
		out[holds].Holds = true
		return nil
	})
	return out, err
}

// RestoreText lets an earlier version hold again, as a version of its own; 0 is the program's text. A text of the house's own name goes
// away with it, unless a level speaks with it (TextUsedBy). Only an administrator may.
func (d *Desk) RestoreText(ctx context.Context, name, language string, version int) error {
	return d.administer(ctx, func(w store.Writer) error {
		versions, err := w.TextVersions(name, language)
		if err != nil {
			return err
		}
		source := ""
		if version != 0 {
			at := slices.IndexFunc(versions, func(v OwnText) bool { return v.Version == version })
			if at < 0 {
				return fault.New(fault.NotFound, "the text %s (%s) never had a version %d", name, language, version).OnField("version").
					WithHint("see `texts history %s %s`", name, language)
			}
			source = versions[at].Source
		}
		if len(versions) == 0 || versions[len(versions)-1].Source == source {
			return nil // it holds already
		}
		if source == "" && d.groupOf(name) == TextOfHouse {
			if err := d.unused(w, name, language); err != nil {
				return err
			}
		}
		_, err = keepText(w, name, language, source, len(versions))
		return err
	})
}

// unused refuses to take the last text of a name away while a level speaks with it.
func (d *Desk) unused(w store.Writer, name, language string) error {
	texts, err := houseTexts(w)
	if err != nil {
		return err
	}
	for key := range texts {
		if key.Name == name && key.Language != language {
			return nil
		}
	}
	k, err := readProcedures(w)
	if err != nil {
		return err
	}
	for _, p := range k.List {
		if slices.ContainsFunc(p.Levels, func(l dunning.Level) bool { return l.Text == name }) {
			return fault.New(TextUsedBy, "a level of %q speaks with the text %q", p.Name, name).OnField("name").WithHint("choose another text for that level first")
		}
	}
	return nil
}

// TextValues lists the values that a text may name.
func (d *Desk) TextValues() []string {
	if d.Wording == nil {
		return nil
	}
	return d.Wording.Variables()
}
