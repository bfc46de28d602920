package main

import (
	_ "embed"
	"strings"
)

//go:embed words.tsv
var wordsFile string

// words gives the meaning of a folded word, by sort of word.
var words = func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, line := range tableLines(wordsFile) {
		sort, meaning, list := line[0], line[1], line[2]
		if out[sort] == nil {
			out[sort] = map[string]string{}
		}
		for word := range strings.SplitSeq(list, ";") {
			out[sort][fold(word)] = meaning
		}
	}
	return out
}()

// meaning of a cell among one sort of word; "" where it is not known.
func meaning(sort, cell string) string { return words[sort][fold(cell)] }

// tableLines splits a table of the program: three columns by tabs, lines that
// begin with # are remarks.
func tableLines(file string) [][3]string {
	var out [][3]string
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.SplitN(line, "\t", 3)
		out = append(out, [3]string{parts[0], parts[1], parts[2]})
	}
	return out
}
