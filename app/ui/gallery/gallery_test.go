package gallery

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/ui/shot"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// With GALLERY_DIR set, draws every page in every look into that folder. Without it, each page is drawn once and must put
// something on the canvas, so that a broken widget fails here and not on somebody's screen.
func TestGallery(t *testing.T) {
	test.NewTempApp(t)
	dir := os.Getenv("GALLERY_DIR")
	modes := []theme.Mode{theme.Light, theme.Dark, theme.HighContrast}
	for name, build := range Pages() {
		for _, mode := range modes {
			w := shot.Open(fyne.NewSize(1280, 800), mode)
			build(w)
			img := w.Image()
			if dir != "" {
				save(t, filepath.Join(dir, name+"-"+string(mode)+".png"), w)
			}
			colours := map[uint32]bool{}
			for y := 0; y < 800; y += 2 {
				for x := 0; x < 1280; x += 2 {
					r, g, b, _ := img.At(x, y).RGBA()
					colours[r>>8<<16|g>>8<<8|b>>8] = true
				}
			}
			if len(colours) < 20 {
				t.Errorf("%s in %s: %d colours on the page, want a drawn page", name, mode, len(colours))
			}
			w.Close()
		}
	}
}

func save(t *testing.T, path string, w *shot.Window) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Image()); err != nil {
		t.Fatal(err)
	}
}
