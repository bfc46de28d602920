package theme

// Mode is how the window looks: one of the three drawn palettes, or whatever the desktop asks for.
type Mode string

// The modes a user can choose. Auto follows the desktop between light and dark.
const (
	Auto         Mode = "auto"
	Light        Mode = "light"
	Dark         Mode = "dark"
	HighContrast Mode = "contrast"
)

// Modes lists the modes in the order in which they are offered.
func Modes() []Mode { return []Mode{Auto, Light, Dark, HighContrast} }

// ParseMode reads a stored or typed mode; anything unknown is Auto, because a bad setting must not keep a window shut.
func ParseMode(text string) Mode {
	for _, m := range Modes() {
		if string(m) == text {
			return m
		}
	}
	return Auto
}
