package shot

import (
	"net/url"

	"fyne.io/fyne/v2"
)

// app is the program's app with the picture's driver and settings.
type app struct {
	fyne.App
	driver   *driver
	settings *settings
}

func newApp(under fyne.App, w *Window) *app {
	return &app{
		App:      under,
		driver:   &driver{Driver: under.Driver(), window: &fyneWindow{shot: w}},
		settings: &settings{Settings: under.Settings()},
	}
}

// Driver is the one that draws into the picture.
func (a *app) Driver() fyne.Driver { return a.driver }

// Settings hold the picture's look and leave the program's alone.
func (a *app) Settings() fyne.Settings { return a.settings }

// NewWindow gives the one window there is.
func (a *app) NewWindow(title string) fyne.Window {
	a.driver.window.SetTitle(title)
	return a.driver.window
}

// OpenURL opens nothing: nobody is looking.
func (a *app) OpenURL(*url.URL) error { return nil }

// Run returns at once.
func (a *app) Run() {}

// Quit does nothing.
func (a *app) Quit() {}

// settings keep the look to the picture.
type settings struct {
	fyne.Settings
	theme fyne.Theme
}

// Theme is the look of the picture.
func (s *settings) Theme() fyne.Theme { return s.theme }

// SetTheme changes the look of the picture alone.
func (s *settings) SetTheme(t fyne.Theme) { s.theme = t }

// ShowAnimations is false: a picture shows the end of a movement.
func (s *settings) ShowAnimations() bool { return false }

// driver measures text as the program's driver does, and knows one window.
type driver struct {
	fyne.Driver
	window *fyneWindow
}

// CreateWindow gives the one window there is.
func (d *driver) CreateWindow(title string) fyne.Window {
	d.window.SetTitle(title)
	return d.window
}

// AllWindows is the one window.
func (d *driver) AllWindows() []fyne.Window { return []fyne.Window{d.window} }

// CanvasForObject is the picture's.
func (d *driver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return d.window.Canvas() }

// DoFromGoroutine runs at once: the picture's owner waits for the work it started.
func (d *driver) DoFromGoroutine(f func(), _ bool) { f() }

// StartAnimation goes to the end.
func (d *driver) StartAnimation(a *fyne.Animation) { a.Tick(1) }

// StopAnimation has nothing to stop.
func (d *driver) StopAnimation(*fyne.Animation) {}

// AbsolutePositionForObject is the window's corner: the toolkit keeps its renderers to itself, so places inside widgets
// cannot be found from outside. Only menus ask, and a picture has none open.
func (d *driver) AbsolutePositionForObject(fyne.CanvasObject) fyne.Position { return fyne.Position{} }
