package theme

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/assets"
)

// IconName names one of the program's icons: assets/icons/<name>.svg.
type IconName string

// Icon gives an icon in a meaning's colour of the theme in use now, for a box of size device-independent pixels. Ask
// again after the theme has changed: the resource carries its colour and stroke in its name, so that the toolkit's picture
// cache never shows yesterday's.
//
// The size is needed because the toolkit's SVG painter scales a path but not its stroke: the stroke is written in device
// pixels here, 2 units of the 24-unit box up to 16 pixels and 1.75 above.
func Icon(name IconName, colour fyne.ThemeColorName, size float32) fyne.Resource {
	n, ok := color.NRGBAModel.Convert(Color(colour)).(color.NRGBA)
	if !ok {
		n = color.NRGBA{A: 0xFF}
	}
	units := float32(2)
	if size > IconNav {
		units = 1.75
	}
	key := iconKey{name, n, int(units*size/24*pixelsPerUnit()*100 + 0.5)}
	if r, ok := iconCache.Load(key); ok {
		if res, ok := r.(fyne.Resource); ok {
			return res
		}
	}
	r := drawIcon(key)
	iconCache.Store(key, r)
	return r
}

type iconKey struct {
	name   IconName
	colour color.NRGBA
	stroke int // hundredths of a device pixel
}

var iconCache sync.Map // iconKey to fyne.Resource: some sixty icons in a dozen colours and four sizes, 500 bytes each

func drawIcon(key iconKey) fyne.Resource {
	src, err := assets.Icons.ReadFile("icons/" + string(key.name) + ".svg")
	if err != nil {
		src = missingIcon
	}
	hex := fmt.Sprintf("%02x%02x%02x", key.colour.R, key.colour.G, key.colour.B)
	svg := bytes.ReplaceAll(src, []byte("currentColor"), []byte("#"+hex))
	svg = bytes.ReplaceAll(svg, []byte(`stroke-width="2"`), fmt.Appendf(nil, `stroke-width="%d.%02d"`, key.stroke/100, key.stroke%100))
	return fyne.NewStaticResource(fmt.Sprintf("%s-%s-%d.svg", key.name, hex, key.stroke), svg)
}

// pixelsPerUnit is the density of the program's window: 1 on a plain screen, 2 where each unit is two device pixels.
func pixelsPerUnit() float32 {
	app := fyne.CurrentApp()
	if app == nil {
		return 1
	}
	windows := app.Driver().AllWindows()
	if len(windows) == 0 {
		return 1
	}
	const probe = 1000
	px, _ := windows[0].Canvas().PixelCoordinateForPosition(fyne.NewPos(probe, 0))
	if px <= 0 {
		return 1
	}
	return float32(px) / probe
}

// missingIcon is an empty square, which is seen at once and never fails to draw.
var missingIcon = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="none" stroke="currentColor" stroke-width="2" d="M4 4H20V20H4Z"/></svg>`)
