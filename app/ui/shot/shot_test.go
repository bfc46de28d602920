package shot

import (
	"bytes"
	"image/color"
	"image/png"
	"os/exec"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

func TestAPictureHasTheSizeAndTheLookAskedFor(t *testing.T) {
	app := test.NewTempApp(t)
	for mode, want := range map[theme.Mode]color.NRGBA{theme.Light: {0xFF, 0xFF, 0xFF, 0xFF}, theme.Dark: {0x16, 0x19, 0x1D, 0xFF}} {
		w := Open(fyne.NewSize(320, 200), mode)
		w.SetContent(widget.NewSurface(theme.Work, widget.NoEdge, widget.NewText("Dunning Desk", widget.Title)))
		var out bytes.Buffer
		if err := w.WritePNG(&out); err != nil {
			t.Fatal(err)
		}
		w.Close()
		img, err := png.Decode(&out)
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != 320 || b.Dy() != 200 {
			t.Errorf("%s: %v", mode, b)
		}
		if got := color.NRGBAModel.Convert(img.At(310, 190)); got != want {
			t.Errorf("%s: ground %v, want %v", mode, got, want)
		}
	}
	if fyne.CurrentApp() != app {
		t.Error("Close must give the program its own app back")
	}
}

// Text that wraps tells its height only after it has its width; the picture must show the end of that, not the beginning.
func TestWrappedTextHasItsPlaceInThePicture(t *testing.T) {
	test.NewTempApp(t)
	w := Open(fyne.NewSize(200, 300), theme.Light)
	defer w.Close()
	below := widget.NewText("below", widget.Body)
	w.SetContent(widget.Stack(0, widget.NewSentence(widget.Body, strings.Repeat("words ", 30)), below))
	w.Image()
	if y := below.Position().Y; y < 3*18 {
		t.Errorf("what follows three lines and more stands at %v", y)
	}
}

// The package goes into the program that people install: nothing of the toolkit's test packages may come along.
func TestNoTestPackagesComeAlong(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skip("the go command cannot list packages here:", err)
	}
	for _, pkg := range strings.Fields(string(out)) {
		if pkg == "testing" || pkg == "fyne.io/fyne/v2/test" || pkg == "fyne.io/fyne/v2/app" || strings.HasPrefix(pkg, "github.com/stretchr/") {
			t.Errorf("package shot brings %s into the program", pkg)
		}
	}
}
