package theme

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/assets"
)

var (
	regular  = font("DeskSans-Regular.ttf")
	semiBold = font("DeskSans-SemiBold.ttf")
)

func font(file string) fyne.Resource {
	content, err := assets.Fonts.ReadFile("fonts/" + file)
	if err != nil {
		panic("theme: the program was built without its typeface: " + err.Error())
	}
	return fyne.NewStaticResource(file, content)
}
