package casefile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// world reads the packs and calendars that the program ships with.
func world(t testing.TB) casefile.World {
	t.Helper()
	w := casefile.World{Laws: map[string]law.Pack{}, Calendars: map[string]date.Calendar{}}
	for _, file := range files(t, filepath.Join("..", "..", "assets", "law"), ".json") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(filepath.Dir(file)) == "calendar" {
			cal, err := date.ParseCalendar(data)
			if err != nil {
				t.Fatal(err)
			}
			w.Calendars[cal.Name] = cal
			continue
		}
		pack, err := law.Parse(filepath.Base(file), data)
		if err != nil {
			t.Fatal(err)
		}
		w.Laws[pack.Code] = pack
	}
	return w
}

func files(t testing.TB, dir, ext string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ext {
			out = append(out, path)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("nothing found in %s: %v", dir, err)
	}
	return out
}

func TestEveryCaseHolds(t *testing.T) {
	w := world(t)
	names := map[string]string{}
	for _, file := range files(t, "cases", ".yaml") {
		t.Run(strings.TrimSuffix(filepath.ToSlash(file), ".yaml"), func(t *testing.T) {
			out, err := w.Run(file)
			if err != nil {
				t.Fatal(err)
			}
			if !out.OK {
				t.Error(out.Text())
			}
			if out.Source == "" {
				t.Error("the case does not say where it comes from")
			}
			if other := names[out.Case]; other != "" {
				t.Errorf("%s has the same name", other)
			}
			names[out.Case] = file
		})
	}
}
