package spec

import (
	"fmt"
	"strings"
)

// Markdown writes the description as a page for people, in the first of the
// languages that it has.
func (d Description) Markdown(languages ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", d.Title.In(languages...), d.Summary.In(languages...))
	fmt.Fprintf(&b, "Kind `%s`, version %s, protocol %s, verified: %s.\n", d.Kind, d.Version, d.ProtocolVersion, d.Verified)
	if len(d.Fields) > 0 {
		b.WriteString("\n| setting | type | needed | meaning |\n|---|---|---|---|\n")
	}
	for _, f := range d.Fields {
		meaning := strings.TrimSuffix(f.Label.In(languages...), ".") + ". " + f.Help.In(languages...)
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Key, f.Type, f.needed(), cell(meaning))
	}
	if docs := d.Docs.In(languages...); docs != "" {
		b.WriteString("\n" + docs + "\n")
	}
	return b.String()
}

func (f Field) needed() string {
	switch {
	case f.Required && f.Default == "":
		return "yes"
	case f.Default != "":
		return "no, `" + cell(f.Default) + "`"
	default:
		return "no"
	}
}

// cell keeps a text inside one cell of a Markdown table.
func cell(s string) string {
	return strings.TrimSpace(strings.NewReplacer("|", `\|`, "\n", " ").Replace(s))
}
