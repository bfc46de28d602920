// Package gallery shows every widget of the program on a few pages, with figures like those of a working day, to look at
// beside the design: light, dark and in high contrast.
package gallery
