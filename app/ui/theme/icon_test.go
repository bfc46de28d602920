package theme

import (
	"go/ast"
	"go/parser"
	"go/token"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/assets"
)

// iconNames reads the constants of icons.go, so that a constant without a file cannot hide.
func iconNames(t *testing.T) []IconName {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "icons.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []IconName
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, IconName(text))
		}
		return true
	})
	return names
}

func TestEveryIconHasAFileAndEveryFileAnIcon(t *testing.T) {
	known := map[string]bool{}
	for _, name := range iconNames(t) {
		known[string(name)] = true
		if _, err := assets.Icons.ReadFile("icons/" + string(name) + ".svg"); err != nil {
			t.Errorf("icon %q has no file: %v", name, err)
		}
	}
	files, err := assets.Icons.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[strings.TrimSuffix(f.Name(), ".svg")] {
			t.Errorf("%s has no constant in icons.go", f.Name())
		}
	}
}

// Each icon must put ink on the canvas in the colour asked for: the picture decoder draws nothing, silently, for a path
// that it does not understand.
func TestEveryIconDrawsInItsColour(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(New(Light))
	for _, name := range iconNames(t) {
		img := canvas.NewImageFromResource(Icon(name, Accent, 24))
		img.FillMode = canvas.ImageFillContain
		c := software.NewCanvas()
		c.SetPadded(false)
		c.SetContent(img)
		c.Resize(fyne.NewSize(24, 24))
		shot := c.Capture()
		ink := 0
		for y := range 24 {
			for x := range 24 {
				r, g, b, _ := shot.At(x, y).RGBA()
				if r>>8 < 0x60 && g>>8 < 0x90 && b>>8 > 0x90 {
					ink++
				}
			}
		}
		if ink < 4 {
			t.Errorf("icon %s: %d pixels in the accent colour, want at least 4", name, ink)
		}
	}
}

// With GALLERY_DIR set, draws all icons on one sheet to look at.
func TestIconSheet(t *testing.T) {
	dir := os.Getenv("GALLERY_DIR")
	if dir == "" {
		t.Skip("set GALLERY_DIR to draw the sheet of icons")
	}
	test.NewTempApp(t).Settings().SetTheme(New(Light))
	names := iconNames(t)
	var objects []fyne.CanvasObject
	for i, name := range names {
		x, y := float32(i%10)*104+16, float32(i/10)*96+16
		for j, size := range []float32{12, 14, 16, 48} {
			img := canvas.NewImageFromResource(Icon(name, Text2, size))
			img.FillMode = canvas.ImageFillContain
			img.Resize(fyne.NewSquareSize(size))
			img.Move(fyne.NewPos(x+[]float32{50, 64, 80, 0}[j], y+[]float32{0, 0, 0, 0}[j]))
			objects = append(objects, img)
		}
		label := canvas.NewText(string(name), Color(Text3))
		label.TextSize = SizeSmall
		label.Move(fyne.NewPos(x, y+54))
		objects = append(objects, label)
	}
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(&fyne.Container{Objects: objects})
	c.Resize(fyne.NewSize(1072, float32((len(names)+9)/10)*96+16))
	f, err := os.Create(filepath.Join(dir, "icons.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, c.Capture()); err != nil {
		t.Fatal(err)
	}
}
