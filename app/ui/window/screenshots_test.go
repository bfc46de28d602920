package window

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

func TestEveryScreenIsDrawnWithoutADisplay(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	on, err := o.desk.Today(o.ctx())
	must(t, err)
	_, err = o.desk.Propose(o.ctx(), on)
	must(t, err)
	list := filepath.Join(t.TempDir(), "list.csv")
	must(t, os.WriteFile(list, []byte(handList), 0o600))
	_, err = o.desk.AddConnection(o.ctx(), desk.NewConnection{Name: "Branch", Kind: "files", Settings: map[string]string{"items": list, "currency": "NOK"}, Approve: true})
	must(t, err)
	dir := t.TempDir()
	size := fyne.NewSize(1280, 800)
	paths, err := Screenshots(o.ctx(), o.desk, Pictures{Dir: dir, Mode: theme.Dark, Language: "nb", Sizes: []fyne.Size{size}, User: "Kari Nordby"})
	must(t, err)
	for _, want := range []string{"today", "customers", "customer", "customer-why", "wave", "wave-left-out", "connections", "connections-add", "first-run", "settings-company",
		"connections-list-more", "connections-list-confirm", "connections-list-import", "connections-list-checked"} {
		path := filepath.Join(dir, want+"-dark-nb-1280x800.png")
		if c := colours(t, path, size); c < 20 {
			t.Errorf("%s has %d colours: nothing is drawn on it", want, c)
		}
	}
	if len(paths) < 14 {
		t.Errorf("%d pictures", len(paths))
	}
	if i18n.Language() != "en" {
		t.Errorf("drawing in Norwegian leaves the window in %q", i18n.Language())
	}
	if o.sees("Kunder") || !strings.Contains(strings.Join(o.said(), " "), "Customers") {
		t.Error("drawing in Norwegian changed the window that is open")
	}
}

// colours counts the colours of a picture, which must have the size of the window.
func colours(t *testing.T, path string, size fyne.Size) int {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	img, err := png.Decode(f)
	must(t, err)
	if img.Bounds() != image.Rect(0, 0, int(size.Width), int(size.Height)) {
		t.Errorf("%s is %v", path, img.Bounds())
	}
	seen := map[[3]uint32]bool{}
	for y := 0; y < img.Bounds().Dy(); y += 3 {
		for x := 0; x < img.Bounds().Dx(); x += 3 {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}
