package theme

import "image/color"

// The three palettes. AccentHover is not in the design tokens: it is accent one step darker (light) or lighter (dark).
var (
	light = withStatuses(palette{
		Work: rgb("#FFFFFF"), Pane: rgb("#F8F9FA"), Nav: rgb("#F1F3F5"), Hair: rgb("#ECEEF1"), Line: rgb("#DDE1E6"),
		Control: rgb("#868F9A"), Selected: rgb("#E4EDFB"), AccentSoft: rgb("#EDF3FD"), NotDue: rgb("#C3CAD2"),
		Text: rgb("#1A1E23"), Text2: rgb("#434B55"), Text3: rgb("#5F6873"),
		Accent: rgb("#1F57B8"), OnAccent: rgb("#FFFFFF"), AccentHover: rgb("#1A4A9C"), Danger: rgb("#A3182A"),
		Transparent: color.NRGBA{}, Veil: rgb("#1A1E2359"), SelectedText: rgb("#BFD4F7"),
	}, map[Status][3]string{
		Overdue1: {"#855300", "#FBF1DC", "#E6B04A"},
		Overdue2: {"#9A4600", "#FBEADB", "#DC8230"},
		Overdue3: {"#A83212", "#FAE4DD", "#C6502C"},
		Overdue4: {"#8E1420", "#F8E0E2", "#8F1D2A"},
		Held:     {"#47586C", "#E6EBF1", "#7C8FA5"},
		Disputed: {"#6B32A8", "#F0E8F9", "#8E5BC7"},
		Promised: {"#17693C", "#E1F2E8", "#2F9159"},
		Credit:   {"#0A6660", "#DDF1EF", "#1B8F87"},
	})
	dark = withStatuses(palette{
		Work: rgb("#16191D"), Pane: rgb("#1B1F24"), Nav: rgb("#101317"), Hair: rgb("#22272D"), Line: rgb("#30363E"),
		Control: rgb("#737E8B"), Selected: rgb("#1D2B47"), AccentSoft: rgb("#1A2438"), NotDue: rgb("#4A535E"),
		Text: rgb("#E8EBEF"), Text2: rgb("#BCC4CD"), Text3: rgb("#98A2AE"),
		Accent: rgb("#84ADFF"), OnAccent: rgb("#0E1A33"), AccentHover: rgb("#A3C2FF"), Danger: rgb("#FF8A8F"),
		Transparent: color.NRGBA{}, Veil: rgb("#00000099"), SelectedText: rgb("#2F4A80"),
	}, map[Status][3]string{
		Overdue1: {"#EDBE63", "#33290F", "#D9A540"},
		Overdue2: {"#F2A15F", "#3A2413", "#D9782C"},
		Overdue3: {"#F58E6E", "#3D1F16", "#D2583A"},
		Overdue4: {"#FF8A8F", "#401A1F", "#B0303D"},
		Held:     {"#A9BACD", "#232C37", "#6E8299"},
		Disputed: {"#C8A2F2", "#2E2140", "#9466CF"},
		Promised: {"#7FD3A0", "#16301F", "#359A60"},
		Credit:   {"#6ED0C8", "#11302E", "#1F958D"},
	})
	contrast = withStatuses(palette{
		Work: rgb("#FFFFFF"), Pane: rgb("#FFFFFF"), Nav: rgb("#FFFFFF"), Hair: rgb("#000000"), Line: rgb("#000000"),
		Control: rgb("#000000"), Selected: rgb("#CFE0FF"), AccentSoft: rgb("#FFFFFF"), NotDue: rgb("#767676"),
		Text: rgb("#000000"), Text2: rgb("#000000"), Text3: rgb("#2B2B2B"),
		Accent: rgb("#003A9B"), OnAccent: rgb("#FFFFFF"), AccentHover: rgb("#002868"), Danger: rgb("#7A0012"),
		Transparent: color.NRGBA{}, Veil: rgb("#00000099"), SelectedText: rgb("#9CC0FF"),
	}, map[Status][3]string{
		// Chips are white with a stroke; a bar is filled with its status's text colour, which reaches 10:1.
		Overdue1: {"#5C3A00", "#FFFFFF", "#5C3A00"},
		Overdue2: {"#6E2F00", "#FFFFFF", "#6E2F00"},
		Overdue3: {"#7A1F06", "#FFFFFF", "#7A1F06"},
		Overdue4: {"#6B0010", "#FFFFFF", "#6B0010"},
		Held:     {"#22303F", "#FFFFFF", "#22303F"},
		Disputed: {"#4A1580", "#FFFFFF", "#4A1580"},
		Promised: {"#00451F", "#FFFFFF", "#00451F"},
		Credit:   {"#00413D", "#FFFFFF", "#00413D"},
	})
)

func withStatuses(p palette, statuses map[Status][3]string) palette {
	for s, hex := range statuses {
		p[s.Text()], p[s.Soft()], p[s.Fill()] = rgb(hex[0]), rgb(hex[1]), rgb(hex[2])
	}
	return p
}
