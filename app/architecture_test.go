package main_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// room is one part of the house: a folder with all below it.
type room struct {
	folder string
	// may lists the other rooms that its files may import. A room may always import itself.
	may []string
	// tests lists what its _test.go files may import beside that.
	tests []string
}

// house is the map of the project. Read a line as "this room knows only these"; everything that a line does not
// name, the room cannot know. Data flows connectors -> plugin -> app/intake -> app/desk -> app/store, and back out
// through app/courier; app/core holds the rules and knows nothing but itself.
//
// A folder belongs to the longest entry that holds it.
var house = []room{
	// The rules, pure: no clock, no disk, no network, no screen. See corePure for what of the standard library it may use.
	{folder: "app/core"},

	// What staff can do, one file a verb. Owns the ports it needs; knows no SQL, no plugin, no widget.
	{folder: "app/desk", may: []string{"app/core", "app/store"}, tests: []string{"app/store"}},

	// The book. The interface knows the rules' nouns; the engines know the interface.
	{folder: "app/store", may: []string{"app/core"}},

	// Turns a running connector into desk's Source. Alone sees the plugin's messages and core's nouns.
	{
		folder: "app/intake", may: []string{"app/desk", "app/core", "plugin/spec", "plugin/host"},
		tests: []string{"app/store", "plugin/sdk"},
	},

	// How things leave: letters, mail, the outbox.
	{folder: "app/courier", may: []string{"app/desk", "app/core", "app/locale", "app/durable", "assets"}},

	// The screens, and the same verbs without a window. Neither knows where the book lies.
	{
		folder: "app/ui", may: []string{"app/desk", "app/core", "app/locale", "assets"},
		tests: []string{"app/store", "app/intake", "app/courier", "plugin/spec", "plugin/host"},
	},
	{
		// The terminal says what the rules found in the sentences of the screens; of the window it knows their words and no more.
		folder: "app/cli", may: []string{"app/desk", "app/core", "app/casefile", "app/locale", "app/ui/words"},
		tests: []string{"app/store"},
	},

	// Small rooms with one purpose each: numbers and dates as people write them, the rules' test language, the keychain.
	{folder: "app/locale", may: []string{"app/core"}},
	{folder: "app/casefile", may: []string{"app/core"}},
	{folder: "app/secret", may: []string{"app/core/fault", "app/durable"}},
	{folder: "app/durable"}, // files that a power cut does not take away

	// The front door: flags, wiring, window or command. Decides nothing, so it may know everything.
	{folder: "app", may: []string{"app", "plugin", "scheduler", "assets"}},

	// What connector authors and the host share. Nothing of app, so that a connector can be built without it.
	{folder: "plugin/spec"},
	{folder: "plugin/proto", may: []string{"plugin/spec"}},
	{folder: "plugin/sdk", may: []string{"plugin/spec", "plugin/proto"}, tests: []string{"plugin/host"}},
	{
		folder: "plugin/host", may: []string{"plugin/spec", "plugin/proto"},
		tests: []string{"plugin/sdk", "plugin/conformance"},
	},
	// The worked example of docs/connector-guide.md, built and tested like any connector.
	{
		folder: "plugin/sdk/example", may: []string{"plugin/sdk", "plugin/spec"},
		tests: []string{"plugin/conformance"},
	},
	// The connector that misbehaves, for the host's tests: a program of its own, like any connector.
	{folder: "plugin/host/internal/rogue", may: []string{"plugin/sdk", "plugin/spec", "plugin/proto"}},
	// The folder of a new connector; its templates are tested as what they become.
	{folder: "plugin/scaffold"},
	{folder: "plugin/conformance", may: []string{"plugin/spec", "plugin/host"}, tests: []string{"plugin/sdk"}},

	// What connectors of HTTP sources share.
	{folder: "plugin/web", may: []string{"plugin/sdk", "plugin/spec"}},

	// Each connector is a program of its own and knows only the kit.
	{folder: "connectors", may: []string{"plugin/sdk", "plugin/spec", "plugin/web"}, tests: []string{"plugin/conformance"}},

	// When things run; what is embedded. Both know nothing of ours.
	{folder: "scheduler"},
	{folder: "assets"},
}

// libraries says which rooms may use a library that shapes what it touches. Libraries that are not listed
// (decimal arithmetic, text encodings ...) may be used anywhere but in app/core.
var libraries = map[string][]string{
	"fyne.io/fyne/v2/app":             {"app"}, // needs OpenGL and cgo: without it all screens test headless
	"fyne.io/fyne/v2":                 {"app", "app/ui"},
	"github.com/spf13/cobra":          {"app", "app/cli"},
	"database/sql":                    {"app/store/sqlstore", "app/store/sqlite", "app/store/postgres", "app/store/storetest", "app/store/transfer", "connectors"},
	"github.com/mattn/go-sqlite3":     {"app/store/sqlite", "connectors"},
	"github.com/hashicorp/go-plugin":  {"plugin"},
	"google.golang.org/grpc":          {"plugin"},
	"google.golang.org/protobuf":      {"plugin"},
	"github.com/bufbuild":             {"plugin/proto/reference"},
	"github.com/wneessen/go-mail":     {"app/courier"},
	"github.com/emersion":             {"app/courier"},
	"net/smtp":                        {"app/courier"},
	"rsc.io/qr":                       {"app/courier"},
	"github.com/cbroglie/mustache":    {"app/courier"},
	"github.com/nyaruka/phonenumbers": {"app/courier"},
	"github.com/yuin/goldmark":        {"app/courier"},
	"github.com/go-co-op/gocron/v2":   {"scheduler"},
	"github.com/zalando/go-keyring":   {"app/secret"},
	"github.com/goccy/go-yaml":        {"app/casefile", "assets", "plugin/web/contract"},
	"github.com/stretchr/testify":     {}, // the standard library and go-cmp say it plainly enough
}

// corePure is the whole of what app/core may import: computing, no doing.
var corePure = []string{
	"bytes", "cmp", "crypto/sha256", "embed", "encoding/hex", "encoding/json", "errors", "fmt", "hash", "html", "io", "iter", "maps",
	"math", "math/big", "math/bits", "path", "regexp", "slices", "sort", "strconv", "strings", "time", "unicode", "unicode/utf8",
	"github.com/shopspring/decimal",
}

// testLibraries may be used by any test.
var testLibraries = []string{
	"testing", "github.com/google/go-cmp", "pgregory.net/rapid", "go.uber.org/goleak", "github.com/jonboulle/clockwork",
	"github.com/rogpeppe/go-internal", "os", "path", "path/filepath", "io", "io/fs", "bufio", "runtime", "sync", "context",
	"encoding/csv", "math/rand",
}

// yardsticks may be used by any test outside the rules: a bare database to measure the book against, or to stand in for it.
var yardsticks = []string{"database/sql", "github.com/mattn/go-sqlite3"}

func TestEveryImportFollowsTheMap(t *testing.T) {
	for _, file := range goFiles(t) {
		here, found := roomOf(file.folder)
		if !found {
			t.Errorf("%s lies in no room of the house: add its folder to the map, with what it may import", file.path)
			continue
		}
		for _, imported := range file.imports() {
			if why := forbidden(file, here, imported); why != "" {
				t.Errorf("%s imports %s: %s", file.path, imported, why)
			}
		}
	}
}

// forbidden says in words why the file may not import the path, or "" when it may.
func forbidden(file goFile, here room, imported string) string {
	if target, ours := strings.CutPrefix(imported, modulePath); ours {
		allowed := append([]string{here.folder}, here.may...)
		if here.folder == "connectors" {
			allowed[0] = connectorOf(file.folder) // connectors do not know each other
		}
		if file.isTest || testSupport(file.folder) {
			allowed = append(allowed, here.tests...)
		}
		if !holds(allowed, target) {
			return "the room " + here.folder + " may know only " + strings.Join(allowed, ", ")
		}
		return ""
	}
	if here.folder == "app/core" && !holds(corePure, imported) && (!file.isTest || !holds(testLibraries, imported)) {
		return "the rules are pure: they compute, and leave clocks, disks and networks to others"
	}
	if file.isTest && holds(yardsticks, imported) {
		return ""
	}
	if rooms, listed := libraryRule(imported); listed && !allowedIn(rooms, file.folder) {
		return "only " + strings.Join(rooms, ", ") + " may use it"
	}
	return ""
}

// roomOf finds the longest entry of the map that holds the folder.
func roomOf(folder string) (room, bool) {
	var best room
	for _, candidate := range house {
		if inside(folder, candidate.folder) && len(candidate.folder) > len(best.folder) {
			best = candidate
		}
	}
	// Below app/ the front door's own entry counts for its files alone: a new folder has to declare itself.
	if best.folder == "app" && folder != "app" {
		return room{}, false
	}
	return best, best.folder != ""
}

// connectorOf is the folder of the one connector that the folder belongs to.
func connectorOf(folder string) string {
	parts := strings.SplitN(folder, "/", 3)
	return path.Join(parts[:min(2, len(parts))]...)
}

// testSupport tells of packages that exist for tests alone, though their files are not named _test.go.
func testSupport(folder string) bool {
	return slices.Contains([]string{"storetest", "conformance", "gallery"}, path.Base(folder)) || strings.Contains(folder, "/internal/test")
}

// holds tells whether one of the entries is the path or a folder above it.
func holds(entries []string, target string) bool {
	return slices.ContainsFunc(entries, func(entry string) bool { return inside(target, entry) })
}

// libraryRule finds the longest entry of libraries that the import falls under.
func libraryRule(imported string) (rooms []string, listed bool) {
	longest := ""
	for library := range libraries {
		if inside(imported, library) && len(library) > len(longest) {
			longest = library
		}
	}
	return libraries[longest], longest != ""
}

// allowedIn tells whether the folder lies in one of the rooms; "app" means the front door alone.
func allowedIn(rooms []string, folder string) bool {
	return slices.ContainsFunc(rooms, func(room string) bool {
		return folder == room || room != "app" && inside(folder, room)
	})
}

// clockReads are the calls by which a result would depend on when it was computed.
var clockReads = []string{"Now", "Since", "Until", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Sleep"}

func TestTheRulesReadNoClock(t *testing.T) {
	for _, file := range goFiles(t) {
		if !inside(file.folder, "app/core") {
			continue
		}
		ast.Inspect(file.syntax, func(node ast.Node) bool {
			call, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if from, ok := call.X.(*ast.Ident); ok && from.Name == "time" && slices.Contains(clockReads, call.Sel.Name) {
				t.Errorf("%s: time.%s: take the moment from the caller", file.position(call), call.Sel.Name)
			}
			return true
		})
	}
}

func TestNoFloatTouchesMoney(t *testing.T) {
	for _, file := range goFiles(t) {
		if !inside(file.folder, "app/core") && !inside(file.folder, "app/store") {
			continue
		}
		ast.Inspect(file.syntax, func(node ast.Node) bool {
			if name, ok := node.(*ast.Ident); ok && (name.Name == "float64" || name.Name == "float32") {
				t.Errorf("%s: %s: money is an integer of minor units, rates are exact decimals", file.position(name), name.Name)
			}
			return true
		})
	}
}

// TestTheMapIsStrict proves that the map can refuse: a rule that never fails holds nothing.
func TestTheMapIsStrict(t *testing.T) {
	cases := []struct {
		from, to string
		isTest   bool
		allowed  bool
	}{
		{from: "app/core/money", to: "app/core/fault", allowed: true},
		{from: "app/core/money", to: "app/store", allowed: false},
		{from: "app/core/money", to: "net/http", allowed: false},
		{from: "app/core/money", to: "github.com/shopspring/decimal", allowed: true},
		{from: "app/core/money", to: "pgregory.net/rapid", allowed: false},
		{from: "app/core/money", to: "pgregory.net/rapid", isTest: true, allowed: true},
		{from: "app/core/money", to: "github.com/stretchr/testify/require", isTest: true, allowed: false},
		{from: "app/desk", to: "app/store/sqlite", allowed: true},
		{from: "app/desk", to: "plugin/spec", allowed: false},
		{from: "app/desk", to: "fyne.io/fyne/v2", allowed: false},
		{from: "app/store/sqlstore", to: "database/sql", allowed: true},
		{from: "app/store", to: "database/sql", allowed: false},
		{from: "app/ui/customers", to: "fyne.io/fyne/v2/widget", allowed: true},
		{from: "app/ui/customers", to: "fyne.io/fyne/v2/app", allowed: false},
		{from: "app/ui/customers", to: "app/store", allowed: false},
		{from: "app/cli", to: "app/ui/words", allowed: true},
		{from: "app/cli", to: "app/ui/widget", allowed: false},
		{from: "app/ui/customers", to: "app/store/sqlite", isTest: true, allowed: true},
		{from: "app", to: "fyne.io/fyne/v2/app", allowed: true},
		{from: "app", to: "scheduler", allowed: true},
		{from: "connectors/files", to: "plugin/sdk", allowed: true},
		{from: "connectors/files", to: "plugin/host", allowed: false},
		{from: "connectors/files", to: "connectors/gnucash", allowed: false},
		{from: "connectors/files", to: "connectors/files/internal/sheet", allowed: true},
		{from: "connectors/files", to: "plugin/conformance", isTest: true, allowed: true},
		{from: "plugin/host", to: "app/core/money", allowed: false},
		{from: "scheduler", to: "app/core/date", allowed: false},
		{from: "scheduler", to: "github.com/go-co-op/gocron/v2", allowed: true},
		{from: "app/desk", to: "github.com/go-co-op/gocron/v2", allowed: false},
	}
	for _, c := range cases {
		here, found := roomOf(c.from)
		if !found {
			t.Fatalf("%s lies in no room", c.from)
		}
		imported := c.to
		if _, ours := roomOf(c.to); ours {
			imported = modulePath + c.to
		}
		why := forbidden(goFile{folder: c.from, isTest: c.isTest}, here, imported)
		if (why == "") != c.allowed {
			t.Errorf("%s -> %s (test: %v): allowed = %v, want %v (%s)", c.from, c.to, c.isTest, why == "", c.allowed, why)
		}
	}
	if _, found := roomOf("app/util"); found {
		t.Error("a new folder of app/ was let in without an entry in the map")
	}
}
