package casefile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// BadCase is the code for a file that is no valid case file. The message starts with file:line and the field.
const BadCase fault.Code = "bad-case-file"

// maxFile bounds a case file in bytes.
const maxFile = 256 << 10

// shape is what a value of the file is.
type shape string

const (
	text   shape = "text"
	number shape = "number" // a bare number, which amounts and rates must not be
	truth  shape = "true or false"
	table  shape = "mapping"
	list   shape = "list"
	empty  shape = "nothing"
)

// value is one value of the file with its place. Scalars keep the characters that stand in the file: NO is a country, on is
// a key and 010 is not eight, as in YAML 1.2 read with its failsafe schema.
type value struct {
	line    int
	field   string // path from the top, as in steps[2].pay.amount (lists counted from 1)
	shape   shape
	text    string
	entries []entry
	list    []*value
}

type entry struct {
	key   string
	value *value
}

// wrong makes the error for a value: what is wrong with it, and what was expected.
func (v *value) wrong(message string, args ...any) *fault.Error {
	return fault.New(BadCase, "line %d, %s: %s", v.line, v.field, fmt.Sprintf(message, args...)).OnField(v.field)
}

// readYAML parses a file into values. Anchors, tags and several documents are refused: a case is plain to read.
func readYAML(data []byte) (v *value, err error) {
	if len(data) > maxFile {
		return nil, fault.New(BadCase, "the file is larger than %d KB", maxFile>>10)
	}
	defer func() {
		if crash := recover(); crash != nil {
			v, err = nil, fault.New(BadCase, "line 1: this is not YAML that can be read")
		}
	}()
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, syntaxError(err)
	}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	if len(bodies) != 1 {
		return nil, fault.New(BadCase, "line 1: the file must hold one case, it holds %d", len(bodies))
	}
	return convert(bodies[0], "case file")
}

func syntaxError(err error) error {
	line, message := 1, err.Error()
	var located yaml.Error
	if errors.As(err, &located) {
		message = located.GetMessage()
		if t := located.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
	}
	return fault.New(BadCase, "line %d: %s", line, strings.TrimSpace(message))
}

func convert(n ast.Node, field string) (*value, error) {
	v := &value{line: lineOf(n), field: field}
	switch n := n.(type) {
	case *ast.MappingNode:
		v.shape = table
		return v, v.addEntries(n.Values)
	case *ast.MappingValueNode:
		v.shape = table
		return v, v.addEntries([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		v.shape = list
		for i, each := range n.Values {
			child, err := convert(each, fmt.Sprintf("%s[%d]", field, i+1))
			if err != nil {
				return nil, err
			}
			v.list = append(v.list, child)
		}
		return v, nil
	case *ast.LiteralNode:
		v.shape, v.text = text, n.Value.Value
		return v, nil
	case *ast.StringNode:
		v.shape, v.text = text, n.Value
		return v, nil
	case *ast.NullNode:
		v.shape = empty
		return v, nil
	case *ast.BoolNode:
		v.shape, v.text = truth, n.GetToken().Value
		return v, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.shape, v.text = number, n.GetToken().Value
		return v, nil
	}
	return nil, v.wrong("anchors, aliases, tags and merge keys are not used in case files")
}

func (v *value) addEntries(nodes []*ast.MappingValueNode) error {
	for _, n := range nodes {
		switch n.Key.(type) {
		case *ast.StringNode, *ast.IntegerNode, *ast.BoolNode, *ast.FloatNode:
		default:
			return v.wrong("a key must be a plain word")
		}
		key := n.Key.GetToken().Value
		field := key
		if v.field != "case file" {
			field = v.field + "." + key
		}
		child, err := convert(n.Value, field)
		if err != nil {
			return err
		}
		child.line = n.Key.GetToken().Position.Line
		if child.shape == empty {
			child.line = lineOf(n)
		}
		for _, e := range v.entries {
			if e.key == key {
				return child.wrong("stands twice")
			}
		}
		v.entries = append(v.entries, entry{key, child})
	}
	return nil
}

func lineOf(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}
