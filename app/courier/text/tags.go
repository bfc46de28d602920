package text

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// checkTags walks the tags of the source before Mustache does, since only the source still knows the lines: it refuses
// what Mustache offers beyond values and sections, and names no notice has.
func checkTags(name, source string) error {
	if n := strings.Count(source, "{{"); n > maxTags {
		return fault.New(BadTemplate, "%s has %d tags", name, n).WithHint("%d at most", maxTags)
	}
	for line, text := range strings.Split(source, "\n") {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, "{{")
			if !found {
				break
			}
			tag, after, closed := strings.Cut(after, "}}")
			if !closed {
				return unclosedTag(name, line+1)
			}
			if err := checkTag(tag); err != nil {
				return onLine(err, name, line+1)
			}
			rest = after
		}
	}
	return nil
}

func unclosedTag(name string, line int) error {
	return fault.New(BadTemplate, "%s line %d: a tag is not closed on its line", name, line).WithHint("write {{name}}")
}

func onLine(err *fault.Error, name string, line int) error {
	err.Message = name + " line " + strconv.Itoa(line) + ": " + err.Message
	return err
}

func checkTag(tag string) *fault.Error {
	if tag == "" {
		return fault.New(BadTemplate, "an empty tag")
	}
	switch tag[0] {
	case '!':
		return nil
	case '{', '&':
		return fault.New(BadTemplate, "{{%s... would put a value in unescaped", tag[:1]).WithHint("use two braces")
	case '=', '>':
		return fault.New(BadTemplate, "{{%s...}} is not allowed here", tag[:1]).WithHint("use values and sections only")
	case '#', '^', '/':
		tag = tag[1:]
	}
	variable := strings.TrimSpace(tag)
	if slices.Contains(names, variable) {
		return nil
	}
	err := fault.New(UnknownVariable, "no notice has a value %q", variable)
	if near := nearest(variable); near != "" {
		return err.WithHint("did you mean {{%s}}?", near)
	}
	return err.WithHint("values are: %s", strings.Join(names, ", "))
}

// nearest finds a name at most two edits away, or one that begins alike.
func nearest(variable string) string {
	best, bestDistance := "", 3
	for _, name := range names {
		if d := distance(variable, name); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// distance counts insertions, deletions and replacements between two short words; long ones are far apart.
func distance(a, b string) int {
	if len(a) > 40 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
