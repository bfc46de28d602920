package theme

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAPageThatComesBackInAnotherLookIsRepainted(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(Light))
	repaints := 0
	app.Settings().AddListener(func(fyne.Settings) { repaints++ })
	looks := NewLooks()
	looks.Showing("list")
	looks.Showing("form")
	if repaints != 0 {
		t.Fatalf("%d repaints, and nothing has changed", repaints)
	}
	app.Settings().SetTheme(New(Dark))
	repaints = 0
	looks.Showing("list")  // was last seen in the light
	looks.Showing("never") // was made in the light and never seen
	if repaints != 2 {
		t.Errorf("%d repaints, want one for each page", repaints)
	}
	looks.Showing("list")
	looks.Showing("never")
	if repaints != 2 {
		t.Errorf("pages that wear the look of now are repainted again")
	}
	app.Settings().SetTheme(New(Light))
	app.Settings().SetTheme(New(HighContrast)) // has the same ground as light
	repaints = 0
	looks.Showing("form")
	if repaints != 1 {
		t.Errorf("from light to high contrast: %d repaints", repaints)
	}
}
