package desk

import (
	"context"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// keyLaw is the setting of the office's own rows, by country.
const keyLaw = "law-rows"

// mostOwnRows bounds what an office may write for one country; no office has so many terms.
const mostOwnRows = 200

// LawPack is a country's law as planning acts on it here.
type LawPack struct {
	Pack        law.Pack         // with the office's own rows laid over it
	Own         []law.Row        // as the office wrote them
	Differences []law.Difference // what they change
	Trouble     error            // why they cannot be laid over the pack, which then stands alone and planning stops
}

// LawRows gives the office's own rows by country.
func (d *Desk) LawRows(ctx context.Context) (rows map[string][]law.Row, err error) {
	err = d.view(ctx, func(r store.Reader) (err error) {
		rows, err = ownLaw(r)
		return err
	})
	return rows, err
}

func ownLaw(r store.Reader) (map[string][]law.Row, error) {
	rows := map[string][]law.Row{}
	_, err := r.Setting(keyLaw, &rows)
	return rows, err
}

// laws gives the packs as planning acts on them. An own row that no longer fits, because a later version of the program knows
// more of the law, stops planning: what it was to forbid must not go out unseen.
func (d *Desk) laws(r store.Reader) (map[string]law.Pack, error) {
	own, err := ownLaw(r)
	if err != nil {
		return nil, err
	}
	all := overlaid(d.Laws, own)
	for _, country := range slices.Sorted(maps.Keys(all)) {
		if err := all[country].Trouble; err != nil {
			return nil, err
		}
	}
	return packsOf(all), nil
}

// LawPacks gives every pack in the order of the country codes, and the countries for which there are own rows alone.
func (d *Desk) LawPacks(ctx context.Context) (out []LawPack, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		own, err := ownLaw(r)
		if err != nil {
			return err
		}
		all := overlaid(d.Laws, own)
		for _, country := range slices.Sorted(maps.Keys(all)) {
			out = append(out, all[country])
		}
		return nil
	})
	return out, err
}

// PutLawRows writes the office's own rows for a country, in place of those that it had; none takes them all away. Rows that
// are looser than the law are refused with law.LoosensLaw, rows without sense with fault.Invalid.
func (d *Desk) PutLawRows(ctx context.Context, country string, rows []law.Row) error {
	return d.changeLaw(ctx, country, func([]law.Row) ([]law.Row, error) { return rows, nil })
}

// ChangeLawRows takes one of the office's own rows for a country away (none when without is empty) and adds others, whatever
// somebody else changes at the same time. Errors are those of PutLawRows, and fault.NotFound when the row is not there.
func (d *Desk) ChangeLawRows(ctx context.Context, country, without string, more ...law.Row) error {
	return d.changeLaw(ctx, country, func(own []law.Row) ([]law.Row, error) {
		left := slices.DeleteFunc(slices.Clone(own), func(r law.Row) bool { return r.ID == without })
		if without != "" && len(left) == len(own) {
			return nil, fault.New(fault.NotFound, "there is no own row %q over %s; somebody may have taken it away", without, country).WithHint("look again at the own rows")
		}
		return append(left, more...), nil
	})
}

// changeLaw writes the own rows of a country as change gives them.
func (d *Desk) changeLaw(ctx context.Context, country string, change func(own []law.Row) ([]law.Row, error)) error {
	if country != law.BaseEU {
		if err := receivable.CheckCountry(country); err != nil {
			return err
		}
	}
	return d.administer(ctx, func(w store.Writer) error {
		all, err := ownLaw(w)
		if err != nil {
			return err
		}
		rows, err := change(all[country])
		if err != nil {
			return err
		}
		if err := d.checkOwnRows(w, rows); err != nil {
			return err
		}
		all[country] = rows
		if len(rows) == 0 {
			delete(all, country)
		}
		for code, l := range overlaid(d.Laws, all) {
			if l.Trouble != nil && (code == country || country == law.BaseEU) {
				return l.Trouble
			}
		}
		if err := w.PutSetting(keyLaw, all); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "law "+country, map[string]any{"country": country, "rows": rows})
	})
}

func (d *Desk) checkOwnRows(r store.Reader, rows []law.Row) error {
	if len(rows) > mostOwnRows {
		return fault.New(fault.Invalid, "%d own rows are more than %d", len(rows), mostOwnRows).OnField("rows")
	}
	on, err := d.todayOf(r)
	for i := range rows {
		if rows[i].Verified.After(on) {
			return fault.New(fault.Invalid, "own row %s: nobody can have verified it on %s, which is to come", rows[i].ID, rows[i].Verified).OnField("verified")
		}
	}
	return err
}

// overlaid lays own rows over the packs, by country. Those of the Union's base also hold for its members that have no pack of
// their own, and a member's own rows then lie over both.
func overlaid(packs map[string]law.Pack, own map[string][]law.Row) map[string]LawPack {
	out := make(map[string]LawPack, len(packs))
	for code, pack := range packs {
		out[code] = LawPack{Pack: pack}
	}
	countries := slices.Sorted(maps.Keys(own))
	if i := slices.Index(countries, law.BaseEU); i > 0 {
		countries = slices.Insert(slices.Delete(countries, i, i+1), 0, law.BaseEU)
	}
	for _, country := range countries {
		l := LawPack{Own: own[country]}
		l.Pack, l.Differences, l.Trouble = law.Overlay(law.For(packsOf(out), country), l.Own)
		if _, shipped := packs[country]; !shipped {
			l.Pack.Code, l.Pack.Name = country, country
		}
		out[country] = l
	}
	return out
}

func packsOf(all map[string]LawPack) map[string]law.Pack {
	packs := make(map[string]law.Pack, len(all))
	for code, l := range all {
		packs[code] = l.Pack
	}
	return packs
}
