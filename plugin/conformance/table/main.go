// Table reads what `go test -json` says of the connectors and prints a line for
// each: how many cases of the conformance suite passed, failed or were skipped.
// It ends with status 1 when one failed, or when a connector has no suite.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"text/tabwriter"
)

func main() {
	r, err := read(os.Stdin)
	if err == nil {
		err = r.print(os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

// event is a line of `go test -json`.
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string // of a build
}

// report is what was said, by connector.
type report map[string]*cases

// cases are those of one connector.
type cases struct {
	ended  map[string]string // by test: pass, fail or skip
	output map[string]string
	broken bool // it did not build or crashed
}

func read(in io.Reader) (report, error) {
	r := report{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("that is not what go test -json says: %q", lines.Text())
		}
		r.take(e)
	}
	return r, lines.Err()
}

func (r report) take(e event) {
	name := path.Base(e.Package)
	if e.Package == "" {
		name, _, _ = strings.Cut(path.Base(e.ImportPath), " ")
	}
	if name == "." {
		return
	}
	c := r[name]
	if c == nil {
		c = &cases{ended: map[string]string{}, output: map[string]string{}}
		r[name] = c
	}
	switch e.Action {
	case "pass", "fail", "skip":
		if e.Test != "" {
			c.ended[e.Test] = e.Action
		} else {
			c.broken = c.broken || e.Action == "fail"
		}
	case "output", "build-output":
		c.output[e.Test] += e.Output
	case "build-fail":
		c.broken = true
	}
}

// leaves are the tests that hold no others.
func (c *cases) leaves(how string) (out []string) {
	for test, action := range c.ended {
		parent := slices.ContainsFunc(slices.Collect(maps.Keys(c.ended)), func(other string) bool { return strings.HasPrefix(other, test+"/") })
		if action == how && !parent {
			out = append(out, test)
		}
	}
	slices.Sort(out)
	return out
}

// print writes the table, and under it what failed said.
func (r report) print(out io.Writer) error {
	var wrong []string
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "CONNECTOR\tPASSED\tFAILED\tSKIPPED\tSUITE")
	for _, name := range slices.Sorted(maps.Keys(r)) {
		c := r[name]
		passed, failed, skipped := c.leaves("pass"), c.leaves("fail"), c.leaves("skip")
		suite := "reads"
		if slices.ContainsFunc(passed, func(test string) bool { return strings.HasSuffix(test, "/is_written_once") }) {
			suite = "reads and writes"
		}
		switch {
		case len(failed) > 0:
			suite = "FAILED"
		case c.broken:
			suite = "BROKEN"
		case len(passed) == 0:
			suite = "NONE"
		}
		if suite == strings.ToUpper(suite) {
			wrong = append(wrong, name)
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\n", name, len(passed), len(failed), len(skipped), suite)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, name := range wrong {
		r[name].explain(out, name)
	}
	switch {
	case len(r) == 0:
		return errors.New("no connector was tested")
	case len(wrong) > 0:
		return fmt.Errorf("not all keep the protocol: %s", strings.Join(wrong, ", "))
	}
	return nil
}

func (c *cases) explain(out io.Writer, name string) {
	failed := c.leaves("fail")
	if len(failed) == 0 {
		failed = []string{""}
	}
	for _, test := range failed {
		fmt.Fprintf(out, "\n%s %s\n%s", name, test, c.output[test])
	}
}
