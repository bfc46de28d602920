// Package widget is the toolkit of the screens: buttons, fields, the data table, banners, bars and badges, drawn to the
// measures of package theme. Widgets are dumb: they show what they are given, report what the user did through OnXxx
// functions, and decide nothing. All of them belong to the goroutine that runs the window.
package widget
