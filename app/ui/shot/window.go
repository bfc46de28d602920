package shot

import "fyne.io/fyne/v2"

var _ fyne.Window = (*fyneWindow)(nil)

// fyneWindow shows the picture's window to code that asks the driver for windows. What only a window on a screen can do,
// it does not.
type fyneWindow struct{ shot *Window }

func (w *fyneWindow) Title() string                                { return w.shot.title }
func (w *fyneWindow) SetTitle(title string)                        { w.shot.SetTitle(title) }
func (w *fyneWindow) FullScreen() bool                             { return false }
func (w *fyneWindow) SetFullScreen(bool)                           {}
func (w *fyneWindow) Resize(size fyne.Size)                        { w.shot.resize(size) }
func (w *fyneWindow) RequestFocus()                                {}
func (w *fyneWindow) FixedSize() bool                              { return true }
func (w *fyneWindow) SetFixedSize(bool)                            {}
func (w *fyneWindow) CenterOnScreen()                              {}
func (w *fyneWindow) Padded() bool                                 { return false }
func (w *fyneWindow) SetPadded(bool)                               {}
func (w *fyneWindow) Icon() fyne.Resource                          { return nil }
func (w *fyneWindow) SetIcon(fyne.Resource)                        {}
func (w *fyneWindow) SetMaster()                                   {}
func (w *fyneWindow) MainMenu() *fyne.MainMenu                     { return nil }
func (w *fyneWindow) SetMainMenu(*fyne.MainMenu)                   {}
func (w *fyneWindow) SetOnClosed(func())                           {}
func (w *fyneWindow) SetCloseIntercept(func())                     {}
func (w *fyneWindow) SetOnDropped(func(fyne.Position, []fyne.URI)) {}
func (w *fyneWindow) Show()                                        {}
func (w *fyneWindow) Hide()                                        {}
func (w *fyneWindow) Close()                                       { w.shot.Close() }
func (w *fyneWindow) ShowAndRun()                                  {}
func (w *fyneWindow) Content() fyne.CanvasObject                   { return w.shot.canvas.Content() }
func (w *fyneWindow) SetContent(content fyne.CanvasObject)         { w.shot.SetContent(content) }
func (w *fyneWindow) Canvas() fyne.Canvas                          { return w.shot.canvas }
func (w *fyneWindow) Clipboard() fyne.Clipboard                    { return w.shot.before.Clipboard() }
