package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/store"
)

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
		if err := keepText(w, t.Name, t.Language, t.Source, t.After); err != nil {
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
func keepText(w store.Writer, name, language, source string, after int) error {
	version, err := w.PutText(name, language, source, after)
	if err != nil {
		return err
	}
	return w.Append(activity.TextChanged, 0, 0, "text "+name+" "+language, map[string]any{
		"name": name, "language": language, "version": version, "source": source, "shipped": source == "",
	})
}

// RestoreText lets an earlier version hold again, as a version of its own; 0 is the program's text. A text of the house's own name goes
// away with it, unless a level speaks with it (TextUsedBy). A version that could not be saved today is refused as there (TextRefused):
// the law, or what is known of it, may have changed since. Only an administrator may.
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
		if t := (TextDraft{Name: name, Language: language, Source: source}); source != "" {
			found, err := d.examine(w, t)
			if err != nil {
				return err
			}
			if wording.Refused(found) {
				return refusedText(t, found)
			}
		}
		if source == "" && d.groupOf(name) == TextOfHouse {
			if err := d.unused(w, name, language); err != nil {
				return err
			}
		}
		return keepText(w, name, language, source, len(versions))
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
