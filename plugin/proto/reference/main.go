// Reference writes docs/protocol.md from a .proto file and its comments. It needs no protoc.
//
//	reference connector.proto > docs/protocol.md
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bufbuild/protocompile"
	"github.com/bufbuild/protocompile/linker"
	"google.golang.org/protobuf/reflect/protoreflect"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("give it one .proto file")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	file, err := parse(args[0])
	if err != nil {
		return err
	}
	page, err := page(string(text), file)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, page)
	return err
}

func parse(path string) (linker.File, error) {
	c := protocompile.Compiler{
		Resolver: protocompile.WithStandardImports(&protocompile.SourceResolver{ImportPaths: []string{filepath.Dir(path)}}), SourceInfoMode: protocompile.SourceInfoStandard,
	}
	files, err := c.Compile(context.Background(), filepath.Base(path))
	if err != nil {
		return nil, err
	}
	return files[0], nil
}

// writer gathers the page. What has no comment is an error: a reference that leaves something out is none.
type writer struct {
	strings.Builder

	file   protoreflect.FileDescriptor
	silent []string
}

func page(source string, file protoreflect.FileDescriptor) (string, error) {
	w := &writer{file: file}
	w.head(source)
	for i := range file.Services().Len() {
		w.service(file.Services().Get(i))
	}
	for i := range file.Messages().Len() {
		w.message(file.Messages().Get(i))
	}
	for i := range file.Enums().Len() {
		w.enum(file.Enums().Get(i))
	}
	if len(w.silent) > 0 {
		return "", fmt.Errorf("no comment says what these are: %s", strings.Join(w.silent, ", "))
	}
	return strings.TrimRight(w.String(), "\n") + "\n", nil
}

// head turns the comment at the top of the file into chapters.
func (w *writer) head(source string) {
	fmt.Fprintf(w, "<!-- Made from plugin/proto by `make gen`. Edit the .proto, not this page. -->\n\n")
	first := true
	for line := range strings.Lines(source) {
		text, comment := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "//")
		if !comment {
			break
		}
		switch text = strings.TrimPrefix(text, " "); {
		case first:
			fmt.Fprintf(w, "# %s\n\n", text)
		case strings.HasPrefix(text, "Version ") && !strings.Contains(text, "policy"):
			fmt.Fprintf(w, "**%s.** Go programs use `plugin/sdk` and never see this. Others speak gRPC with mutual TLS behind the greeting of hashicorp/go-plugin;\n"+
				"[connector-guide.md](connector-guide.md) says what the desk relies on.\n", text)
		case strings.HasPrefix(text, "  * "):
			fmt.Fprintf(w, "- %s\n", text[4:])
		case strings.HasPrefix(text, "    "):
			fmt.Fprintf(w, "  %s\n", text[4:])
		case text == "":
			w.WriteString("\n")
		default:
			fmt.Fprintf(w, "## %s\n\n", text)
		}
		first = false
	}
	w.WriteString("\n")
}

func (w *writer) service(s protoreflect.ServiceDescriptor) {
	fmt.Fprintf(w, "## %s\n\n%s\n\n| call | takes | answers | |\n|---|---|---|---|\n", s.FullName(), w.comment(s))
	for i := range s.Methods().Len() {
		m := s.Methods().Get(i)
		fmt.Fprintf(w, "| `%s` | %s | %s | %s |\n", m.Name(), stream(m.IsStreamingClient())+link(m.Input()), stream(m.IsStreamingServer())+link(m.Output()), w.comment(m))
	}
	w.WriteString("\n")
}

func stream(is bool) string {
	if is {
		return "stream of "
	}
	return ""
}

func (w *writer) message(m protoreflect.MessageDescriptor) {
	fmt.Fprintf(w, "### %s\n\n%s\n\n| nr | field | type | |\n|---|---|---|---|\n", m.Name(), w.comment(m))
	for i := range m.Fields().Len() {
		f := m.Fields().Get(i)
		meaning := w.comment(f)
		if one := f.ContainingOneof(); one != nil && !one.IsSynthetic() {
			meaning = "*one of " + string(one.Name()) + ":* " + meaning
		}
		fmt.Fprintf(w, "| %d | `%s` | %s | %s |\n", f.Number(), f.Name(), typeOf(f), meaning)
	}
	w.WriteString("\n")
}

func (w *writer) enum(e protoreflect.EnumDescriptor) {
	fmt.Fprintf(w, "### %s\n\n%s\n\n| nr | value | |\n|---|---|---|\n", e.Name(), w.comment(e))
	for i := range e.Values().Len() {
		v := e.Values().Get(i)
		fmt.Fprintf(w, "| %d | `%s` | %s |\n", v.Number(), v.Name(), w.comment(v))
	}
	w.WriteString("\n")
}

// comment is what stands above a thing, in one line.
func (w *writer) comment(d protoreflect.Descriptor) string {
	text := strings.Join(strings.Fields(w.file.SourceLocations().ByDescriptor(d).LeadingComments), " ")
	if text == "" {
		w.silent = append(w.silent, string(d.FullName()))
	}
	return strings.ReplaceAll(text, "|", `\|`)
}

func typeOf(f protoreflect.FieldDescriptor) string {
	switch {
	case f.IsMap():
		return "map of " + kindOf(f.MapKey()) + " to " + kindOf(f.MapValue())
	case f.IsList():
		return "list of " + kindOf(f)
	case f.HasOptionalKeyword():
		return kindOf(f) + ", may be absent"
	}
	return kindOf(f)
}

func kindOf(f protoreflect.FieldDescriptor) string {
	switch {
	case f.Message() != nil:
		return link(f.Message())
	case f.Enum() != nil:
		return link(f.Enum())
	}
	return f.Kind().String()
}

// link leads to the chapter of a message or enum on the same page.
func link(d protoreflect.Descriptor) string {
	return fmt.Sprintf("[%s](#%s)", d.Name(), strings.ToLower(string(d.Name())))
}
