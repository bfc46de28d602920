// Package texts is the screen on which a person writes the texts of letters, mails and text messages: the list of them, the editor, and
// beside it what a customer would get.
package texts

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Model is what the book holds of texts and what was written over it, without a window.
type Model struct {
	Rows     []desk.TextRow
	Name     string
	Language string
	Kept     desk.Text // the text that is shown, as the book has it
	Draft    string    // as it is written now
	Findings []wording.Finding
	Customer receivable.Debtor // on whom it is shown; no id: on nobody yet
}

// Languages lists those that have texts, in their order.
func (m *Model) Languages() []string {
	var out []string
	for i := range m.Rows {
		if !slices.Contains(out, m.Rows[i].Language) {
			out = append(out, m.Rows[i].Language)
		}
	}
	return out
}

// InLanguage lists the texts of the language that is shown: levels, events, then the house's own names. An own name that another
// language has is listed too, since a customer of this one gets the tone's text in its place.
func (m *Model) InLanguage() []desk.TextRow {
	var out []desk.TextRow
	has := func(name string) bool {
		return slices.ContainsFunc(out, func(r desk.TextRow) bool { return r.Name == name })
	}
	for i := range m.Rows {
		if m.Rows[i].Language == m.Language {
			out = append(out, m.Rows[i])
		}
	}
	for i := range m.Rows {
		if r := m.Rows[i]; r.Group == desk.TextOfHouse && !has(r.Name) {
			out = append(out, desk.TextRow{Name: r.Name, Language: m.Language, Group: r.Group})
		}
	}
	return out
}

// Take shows a text as the book has it.
func (m *Model) Take(t desk.Text) {
	m.Kept, m.Name, m.Language, m.Draft, m.Findings = t, t.Name, t.Language, t.Source, t.Findings
}

// Dirty reports whether something is written that is not kept.
func (m *Model) Dirty() bool { return m.Draft != m.Kept.Source }

// CanSave reports whether there is something to keep and nothing against it.
func (m *Model) CanSave() bool { return m.Dirty() && !wording.Refused(m.Findings) }

// Order is what is kept when it is saved.
func (m *Model) Order() desk.TextDraft {
	return desk.TextDraft{Name: m.Name, Language: m.Language, Source: m.Draft, After: m.Kept.Version}
}

// Errors counts the findings that keep the text from being kept, and the others.
func (m *Model) Errors() (errors, warnings int) {
	for _, f := range m.Findings {
		if f.Severity == wording.Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Starter is what a new text of the house begins as: the kindest one there is, to be written over.
func (m *Model) Starter() (name string) { return "reminder" }

// ReaderOf is the first of some customers who reads a language, else the first of all.
func ReaderOf(rows []desk.CustomerRow, language string) desk.CustomerRow {
	at := slices.IndexFunc(rows, func(r desk.CustomerRow) bool { return strings.HasPrefix(r.Language, language) })
	return rows[max(at, 0)]
}

// Change is a line of a comparison.
type Change struct {
	Line  string
	Added bool
	Gone  bool
}

// mostCompared bounds a comparison; longer texts are shown whole, old above new.
const mostCompared = 2000

// Compare gives the lines of two texts in their order: what is in both, what is gone, what was added.
func Compare(old, now string) []Change {
	a, b := strings.Split(strings.TrimRight(old, "\n"), "\n"), strings.Split(strings.TrimRight(now, "\n"), "\n")
	if len(a) > mostCompared || len(b) > mostCompared {
		var out []Change
		for _, l := range a {
			out = append(out, Change{Line: l, Gone: true})
		}
		for _, l := range b {
			out = append(out, Change{Line: l, Added: true})
		}
		return out
	}
	return walk(a, b, common(a, b))
}

// common[i][j] is how many lines a[i:] and b[j:] have in common, in order.
func common(a, b []string) [][]int {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
				continue
			}
			length[i][j] = max(length[i+1][j], length[i][j+1])
		}
	}
	return length
}

func walk(a, b []string, length [][]int) []Change {
	var out []Change
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, Change{Line: a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && length[i+1][j] >= length[i][j+1]:
			out = append(out, Change{Line: a[i], Gone: true})
			i++
		default:
			out = append(out, Change{Line: b[j], Added: true})
			j++
		}
	}
	return out
}
