package desk

import (
	"context"
	"slices"
	"strings"
	"time"

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
	if err := d.nameable(t); err != nil {
		return nil, err
	}
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

// TextValues lists the values that a text may name.
func (d *Desk) TextValues() []string {
	if d.Wording == nil {
		return nil
	}
	return d.Wording.Variables()
}
