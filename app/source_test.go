package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// modulePath is the prefix by which an import is recognised as our own.
const modulePath = "github.com/dunningdesk/dunningdesk/"

// goFile is one parsed source file of the project. All platforms and build tags are read, not only
// those of the machine that runs the test, so an arrow cannot hide in a file for another system.
type goFile struct {
	path    string // slash-separated, relative to the repository root
	folder  string
	isTest  bool
	content string
	fset    *token.FileSet
	syntax  *ast.File
}

// imports lists the import paths of the file, ours without the module prefix.
func (f goFile) imports() []string {
	paths := make([]string, 0, len(f.syntax.Imports))
	for _, spec := range f.syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			imported = spec.Path.Value
		}
		paths = append(paths, imported)
	}
	return paths
}

// position says where a piece of syntax stands, as file:line.
func (f goFile) position(node ast.Node) string {
	return f.path + ":" + strconv.Itoa(f.fset.Position(node.Pos()).Line)
}

// repositoryRoot is the folder of go.mod, walking up from where the test runs.
func repositoryRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = parent
	}
}

// notOurs are folders whose content is made, fetched or deliberately odd.
var notOurs = map[string]bool{"build": true, "out": true, "testdata": true, "node_modules": true}

// eachFile calls visit for every file of the project below the named folders of the root ("." for all).
func eachFile(t *testing.T, visit func(slashPath string, read func() string), below ...string) {
	t.Helper()
	root := repositoryRoot(t)
	for _, start := range below {
		err := filepath.WalkDir(filepath.Join(root, start), func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			relative, err := filepath.Rel(root, name)
			if err != nil {
				return err
			}
			slash := filepath.ToSlash(relative)
			if entry.IsDir() {
				hidden := strings.HasPrefix(entry.Name(), ".") && slash != "." && slash != ".ci"
				if hidden || notOurs[entry.Name()] {
					return fs.SkipDir
				}
				return nil
			}
			visit(slash, func() string {
				content, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				return string(content)
			})
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

// goFiles parses the project's Go files, comments included.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	eachFile(t, func(slash string, read func() string) {
		if !strings.HasSuffix(slash, ".go") || !strings.Contains(slash, "/") {
			return
		}
		content, fset := read(), token.NewFileSet()
		syntax, err := parser.ParseFile(fset, slash, content, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%s does not parse: %v", slash, err)
			return
		}
		files = append(files, goFile{
			path: slash, folder: path.Dir(slash), isTest: strings.HasSuffix(slash, "_test.go"),
			content: content, fset: fset, syntax: syntax,
		})
	}, ".")
	if len(files) == 0 {
		t.Fatal("found no Go file at all: the walk is broken")
	}
	return files
}

// inside tells whether the folder is the room or lies below it.
func inside(folder, room string) bool {
	return folder == room || strings.HasPrefix(folder, room+"/")
}
