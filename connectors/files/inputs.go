package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// inputs are the files of one read: those that settings name, or the newest of a folder.
type inputs struct {
	folder *folder
	newest
	// print is how all that was looked at appears from outside.
	print string
}

// openFiles finds the files that the settings name without reading them. Its errors are diagnostics about a setting.
func openFiles(settings spec.Settings) (*inputs, error) {
	items, path := settings.Get("items"), settings.Get("folder")
	switch {
	case items == "" && path == "":
		return nil, setting("items", spec.CodeSettingMissing, "Neither a list of open items nor a folder is given.", "Choose the file, or the folder into which it is exported.")
	case items != "" && path != "":
		return nil, setting("folder", spec.CodeSettingInvalid, "A list of open items and a folder are given.", "Leave one of them empty.")
	}
	for _, key := range []string{"items_name", "customers_name"} {
		if _, err := filepath.Match(settings.Get(key), ""); err != nil {
			return nil, setting(key, spec.CodeSettingInvalid, settings.Get(key)+" is no name that files can have.", "Write it like open*.csv, where * stands for anything.")
		}
	}
	in := &inputs{newest: newest{lists: map[role]*list{}, files: map[role]candidate{}}}
	var seen []candidate
	if items != "" {
		in.files[roleItems] = named(roleItems, items)
		seen = append(seen, in.files[roleItems])
	} else {
		var err error
		if in.folder, err = openFolder(path); err != nil {
			return nil, err
		}
		seen = append(seen, in.folder.files...)
	}
	if customers := settings.Get("customers"); customers != "" {
		in.files[roleCustomers] = named(roleCustomers, customers)
		seen = append(seen, in.files[roleCustomers])
	}
	in.print = lookOf(seen)
	return in, nil
}

func named(r role, path string) candidate {
	c := candidate{place: placeAt(string(r), path)}
	_ = c.look() // opening it says why it cannot be read
	return c
}

// open opens the lists: in a folder the newest.
func (in *inputs) open(ctx context.Context, on timepiece, settings spec.Settings, o options) []spec.Diagnostic {
	if in.folder != nil {
		found, problems := in.folder.choose(ctx, on, settings, o)
		if len(problems) > 0 {
			return problems
		}
		in.notes = found.notes
		for r, l := range found.lists {
			in.lists[r], in.files[r] = l, found.files[r]
		}
		if d, stale := isStale(in.files[roleItems].name, in.files[roleItems].Day, on, settings); stale {
			return []spec.Diagnostic{d}
		}
	}
	for r, c := range in.files {
		if in.lists[r] != nil {
			continue
		}
		l, problems := openList(ctx, r, c.place, o)
		if len(problems) > 0 {
			return problems
		}
		in.lists[r] = l
	}
	return nil
}

// isStale refuses a list of a folder that is older than the setting allows: exporting has stopped, and who has paid since
// would be reminded.
func isStale(name string, day spec.Date, on timepiece, settings spec.Settings) (spec.Diagnostic, bool) {
	most := settings.Number("max_age")
	then, err := time.Parse(time.DateOnly, string(day))
	if err != nil || most <= 0 {
		return spec.Diagnostic{}, false
	}
	today, err := time.Parse(time.DateOnly, string(spec.DateOf(on.time())))
	days := int64(today.Sub(then).Hours() / 24)
	if err != nil || days <= most {
		return spec.Diagnostic{}, false
	}
	d := setting("folder", codeSourceStale, fmt.Sprintf("%s, the newest list of open items, is %d days old; the settings allow %d.", name, days, most),
		"Export the list again. Until then nobody is reminded by it.")
	d.Record.File = name
	return d, true
}

// sums sums up the files that are open.
func (in *inputs) sums(ctx context.Context) (map[role]knownFile, error) {
	out := map[role]knownFile{}
	for r := range in.lists {
		c := in.files[r]
		file, err := c.take(ctx)
		if err != nil {
			return nil, err
		}
		out[r] = file
	}
	return out, nil
}

// goesBack returns why files must not be read: they are older than those that were.
func (in *inputs) goesBack(k known, sums map[role]knownFile) []spec.Diagnostic {
	var out []spec.Diagnostic
	if in.folder == nil {
		return nil
	}
	for _, r := range []role{roleItems, roleCustomers} {
		now, found := sums[r]
		was, read := k.Files[r]
		if d, behind := k.behind(r, now); found && behind {
			out = append(out, d)
		}
		if read && !found {
			d := setting("folder", spec.CodeSourceNotFound, fmt.Sprintf("The customers' file %s, which was read before, is gone.", was.Name),
				"Put it back, or choose another one as the customers' file.")
			d.Record.File = was.Name
			out = append(out, d)
		}
	}
	return out
}

func (in *inputs) close() {
	in.newest.close()
	if in.folder != nil {
		in.folder.close()
	}
}

// setting is trouble with a setting: nothing can be read.
func setting(field, code, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{Severity: spec.SeverityError, Code: code, Field: field, Summary: summary, Hint: hint}
}

// names lists the files that were read, for a sentence.
func (k known) names() string {
	names := []string{k.Files[roleItems].Name}
	if c, ok := k.Files[roleCustomers]; ok && c.Name != names[0] {
		names = append(names, c.Name)
	}
	return strings.Join(names, " and ")
}
