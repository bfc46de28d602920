package law

import (
	"embed"
	"path"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Load reads the packs of a folder by country code: every <code>.json of it. A file whose name is not its pack's code is
// an error, and so is a pack that Check finds wrong.
func Load(files embed.FS, dir string) (map[string]Pack, error) {
	entries, err := files.ReadDir(dir)
	if err != nil {
		return nil, fault.Wrap(err, BadPack, "the law packs cannot be read")
	}
	packs := map[string]Pack{}
	for _, entry := range entries {
		code, isPack := strings.CutSuffix(entry.Name(), ".json")
		if !isPack || entry.IsDir() {
			continue
		}
		data, err := files.ReadFile(path.Join(dir, entry.Name()))
		if err != nil {
			return nil, fault.Wrap(err, BadPack, "%s cannot be read", entry.Name())
		}
		pack, err := Parse(entry.Name(), data)
		if err != nil {
			return nil, err
		}
		if pack.Code != code {
			return nil, fault.New(BadPack, "%s holds the pack of %q", entry.Name(), pack.Code)
		}
		if found := Check(pack); len(found) > 0 {
			return nil, fault.New(BadPack, "%s: %s", entry.Name(), found[0])
		}
		packs[code] = pack
	}
	return packs, nil
}

// LoadCalendars reads the business calendars of a folder by country code: every <code>.json of it.
func LoadCalendars(files embed.FS, dir string) (map[string]date.Calendar, error) {
	entries, err := files.ReadDir(dir)
	if err != nil {
		return nil, fault.Wrap(err, BadPack, "the business calendars cannot be read")
	}
	out := map[string]date.Calendar{}
	for _, entry := range entries {
		data, err := files.ReadFile(path.Join(dir, entry.Name()))
		if err != nil {
			return nil, fault.Wrap(err, BadPack, "%s cannot be read", entry.Name())
		}
		cal, err := date.ParseCalendar(data)
		if err != nil {
			return nil, err
		}
		out[cal.Name] = cal
	}
	return out, nil
}

// Codes lists the country codes of packs in alphabetical order.
func Codes(packs map[string]Pack) []string {
	codes := make([]string, 0, len(packs))
	for code := range packs {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
