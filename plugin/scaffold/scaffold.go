// Package scaffold makes the folder of a new connector: one that is laid out like
// all others, runs, and passes the conformance suite before a line is changed.
package scaffold

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

// Module is the module that holds the kit.
const Module = "github.com/dunningdesk/dunningdesk"

// Order says what to make.
type Order struct {
	// Kind is the connector's name: lower-case letters, digits, dashes.
	Kind string
	// Dir is the folder in which the connector's own is made; empty is
	// connectors/ of the checkout around Here, else Here.
	Dir string
	// Here is where the person stands, an absolute path.
	Here string
	// Source is a checkout of Dunning Desk to build against. It may be empty, and
	// is not looked at inside of one.
	Source string
}

// Made is what was made.
type Made struct {
	Dir   string   // the connector's folder
	Files []string // in it
	// Outside: the connector is a module of its own. Bound: it knows where the
	// kit's source lies, and builds at once.
	Outside, Bound bool
}

// The ways in which an order can be wrong.
var (
	ErrName   = errors.New("a connector's name is 1 to 40 lower-case letters, digits and dashes, and begins with a letter")
	ErrExists = errors.New("there is something there already")
	ErrSource = errors.New("that is no checkout of Dunning Desk")
)

var name = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

//go:embed template
var templates embed.FS

// New makes a connector. It never writes over anything: the errors are ErrName,
// ErrExists, ErrSource or those of the disk.
func New(o Order) (Made, error) {
	if !name.MatchString(o.Kind) || strings.HasSuffix(o.Kind, "-") {
		return Made{}, fmt.Errorf("%w: %q", ErrName, o.Kind)
	}
	root := checkoutAround(o.Here)
	dir := o.Dir
	switch {
	case dir == "" && root != "":
		dir = filepath.Join(root, "connectors")
	case dir == "":
		dir = o.Here
	case !filepath.IsAbs(dir):
		dir = filepath.Join(o.Here, dir)
	}
	made := Made{Dir: filepath.Join(dir, o.Kind), Outside: checkoutAround(dir) == ""}
	files, err := render(o.Kind, made.Outside)
	if err != nil {
		return made, err
	}
	if made.Outside {
		if made.Bound, err = addModule(files, o); err != nil {
			return made, err
		}
	}
	return made, write(&made, files)
}

// render fills the templates in.
func render(kind string, outside bool) (map[string][]byte, error) {
	files := map[string][]byte{}
	data := struct {
		Kind, Title string
		Outside     bool
	}{kind, title(kind), outside}
	return files, fs.WalkDir(templates, "template", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := templates.ReadFile(path)
		if err != nil {
			return err
		}
		filled, err := template.New(path).Delims("[[", "]]").Parse(string(text))
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := filled.Execute(&out, data); err != nil {
			return err
		}
		files[strings.TrimSuffix(strings.TrimPrefix(path, "template/"), ".tmpl")] = out.Bytes()
		return nil
	})
}

// title is the name as people write it, until its author knows better.
func title(kind string) string {
	words := strings.Split(kind, "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// addModule makes the folder a module of its own. Against a checkout it takes over what that requires, so that it builds
// without asking anybody.
func addModule(files map[string][]byte, o Order) (bound bool, err error) {
	head := "module example.com/" + o.Kind + "\n"
	if o.Source == "" {
		files["go.mod"] = []byte(head + "\ngo 1.26.0\n")
		return false, nil
	}
	source := o.Source
	if !filepath.IsAbs(source) {
		source = filepath.Join(o.Here, source)
	}
	theirs, err := os.ReadFile(filepath.Join(source, "go.mod"))
	first, required, _ := strings.Cut(string(theirs), "\n")
	if err != nil || !isOurs(first) {
		return false, fmt.Errorf("%w: %s", ErrSource, o.Source)
	}
	sums, err := os.ReadFile(filepath.Join(source, "go.sum"))
	if err != nil {
		return false, fmt.Errorf("%w: %s", ErrSource, o.Source)
	}
	files["go.mod"] = fmt.Appendf(nil, "%s%s\nrequire %s v0.0.0\n\nreplace %s => %q\n", head, required, Module, Module, source)
	files["go.sum"] = sums
	return true, nil
}

// checkoutAround is the checkout of Dunning Desk that holds a folder, or "".
func checkoutAround(folder string) string {
	for {
		text, err := os.ReadFile(filepath.Join(folder, "go.mod"))
		if err == nil {
			first, _, _ := strings.Cut(string(text), "\n")
			if isOurs(first) {
				return folder
			}
			return ""
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return ""
		}
		folder = parent
	}
}

// isOurs reads the first line of a go.mod.
func isOurs(first string) bool { return strings.TrimSpace(first) == "module "+Module }

// write makes the folder, which must not be there, and the files in it.
func write(made *Made, files map[string][]byte) error {
	if err := os.MkdirAll(filepath.Dir(made.Dir), 0o755); err != nil { //nolint:gosec // source code is for everybody
		return err
	}
	if err := os.Mkdir(made.Dir, 0o755); err != nil { //nolint:gosec // source code is for everybody
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%w: %s", ErrExists, made.Dir)
		}
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		whole := filepath.Join(made.Dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(whole), 0o755); err != nil { //nolint:gosec // source code is for everybody
			return err
		}
		if err := os.WriteFile(whole, files[path], 0o644); err != nil { //nolint:gosec // source code is for everybody
			return err
		}
		made.Files = append(made.Files, path)
	}
	return nil
}
