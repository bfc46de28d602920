package desk

import (
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// situation is how the accounts of some messages stand at one moment.
type situation struct {
	on      date.Date
	rules   *planner
	notices map[store.NoticeID]*store.Notice
	debtors map[receivable.DebtorID]receivable.Debtor
	why     map[int64]string             // of each message that must not leave any more
	touched map[receivable.DebtorID]bool // something was taken back of them
}

// situationOf looks at the accounts of all these messages together; see dunning.Rules.Outdated. The day is the desk's.
func (d *Desk) situationOf(r store.Reader, rows []store.OutMessage) (s situation, err error) {
	s = situation{debtors: map[receivable.DebtorID]receivable.Debtor{}, why: map[int64]string{}, touched: map[receivable.DebtorID]bool{}}
	if s.on, err = d.todayOf(r); err != nil || len(rows) == 0 {
		return s, err
	}
	if s.rules, err = d.newPlanner(r, s.on); err != nil {
		return s, err
	}
	if s.notices, err = noticesOf(r, rows); err != nil {
		return s, err
	}
	of := map[receivable.DebtorID][]store.OutMessage{}
	for _, m := range rows {
		of[m.Debtor] = append(of[m.Debtor], m)
	}
	judge := func(a *dunning.Account) error {
		for _, m := range of[a.Debtor.ID] {
			n := s.notices[m.Notice]
			if said := s.rules.rulesOf(&a.Debtor).Outdated(&n.Claim, int64(n.ID), a, s.on); said != "" {
				s.why[m.ID] = said
			}
		}
		s.debtors[a.Debtor.ID] = a.Debtor
		delete(of, a.Debtor.ID)
		return nil
	}
	if err := r.Accounts(s.rules.query(store.AccountQuery{Debtors: slices.Sorted(maps.Keys(of))}, s.on), s.on, judge); err != nil {
		return s, err
	}
	for id := range of { // nothing is open with them any more
		debtor, err := r.Debtor(id)
		if err != nil {
			return s, err
		}
		if err := judge(&dunning.Account{Debtor: debtor}); err != nil {
			return s, err
		}
	}
	return s, nil
}

// noticesOf reads the notices of messages.
func noticesOf(r store.Reader, rows []store.OutMessage) (map[store.NoticeID]*store.Notice, error) {
	ids := make([]store.NoticeID, len(rows))
	for i, m := range rows {
		ids[i] = m.Notice
	}
	found, err := r.NoticesByID(ids)
	if err != nil {
		return nil, err
	}
	of := make(map[store.NoticeID]*store.Notice, len(found))
	for i := range found {
		of[found[i].ID] = &found[i]
	}
	for _, id := range ids {
		if of[id] == nil {
			_, err := r.Notice(id) // says in its words that there is none
			return nil, err
		}
	}
	return of, nil
}

// stillStanding gives the messages that may leave as the accounts stand at this moment, and takes the others back: the messages
// before them may have taken hours.
func (d *Desk) stillStanding(w store.Writer, rows []store.OutMessage) (situation, []store.OutMessage, error) {
	s, err := d.situationOf(w, rows)
	if err != nil {
		return s, nil, err
	}
	rest := make([]store.OutMessage, 0, len(rows))
	for _, m := range rows {
		why := s.why[m.ID]
		if why == "" {
			rest = append(rest, m)
			continue
		}
		s.touched[m.Debtor] = true
		if err := takeBackMessage(w, s.on, m, why); err != nil {
			return s, nil, err
		}
	}
	return s, rest, nil
}

// mayLeave gives the queued messages that may leave as the accounts stand at this moment and at this hour, with what their fate is
// written down with. The others are taken back, or put off until the next hour that is allowed. touched are the customers of
// those that were taken back.
func (d *Desk) mayLeave(w store.Writer, rows []store.OutMessage) (may []leaving, touched map[receivable.DebtorID]bool, err error) {
	s, rest, err := d.stillStanding(w, rows)
	if err != nil {
		return nil, nil, err
	}
	later, zones := putOff{}, zones{desk: d}
	for _, m := range rest {
		debtor := s.debtors[m.Debtor]
		pack := s.rules.law(debtor)
		zone, err := zones.of(w, debtor, pack)
		if err != nil {
			return nil, nil, err
		}
		refused, next, err := d.outsideHours(w, pack, zone, debtor, m.Channel)
		if err != nil {
			return nil, nil, err
		}
		if refused != nil {
			later.add(m.ID, refused.Row.ID+": "+refused.Row.Ref, next)
			continue
		}
		may = append(may, leaving{m, s.notices[m.Notice], d.dayIn(zone, d.Clock.Now())})
	}
	return may, s.touched, later.write(w, OutsideHours)
}

// outsideHours gives the rule by which a customer may not be written to at this hour, and from when on it may be; nil when it
// may be now.
func (d *Desk) outsideHours(w store.Writer, pack law.Pack, zone *time.Location, debtor receivable.Debtor, c receivable.Channel) (*dunning.Refusal, time.Time, error) {
	if !pack.Has(law.ContactHours) {
		return nil, time.Time{}, nil
	}
	on := date.In(w.Now(), zone)
	g := dunning.Guard{Pack: &pack, Kind: debtor.Kind, Holidays: pack.Days}
	today, err := d.todayOf(w)
	if err != nil {
		return nil, time.Time{}, err
	}
	if g.SetAside, err = d.asidesAt(w, debtor.ID, today, on); err != nil {
		return nil, time.Time{}, err
	}
	r := g.Hours(c, on, timeOfDay(w.Now().In(zone)))
	switch {
	case r == nil:
		return nil, time.Time{}, nil
	case r.Until.IsZero() || r.At < 0: // rules without a common hour: asked again tomorrow, when somebody may have mended them
		return r, w.Now().Add(24 * time.Hour), nil
	}
	return r, moment(r, zone), nil
}

// zones remembers where clocks stand: looking a zone up reads a file.
type zones struct {
	desk  *Desk
	known map[[2]string]*time.Location
}

func (z *zones) of(r store.Reader, debtor receivable.Debtor, pack law.Pack) (*time.Location, error) {
	key := [2]string{debtor.Timezone, pack.Zone}
	if zone := z.known[key]; zone != nil {
		return zone, nil
	}
	zone, err := z.desk.zoneOf(r, debtor, pack)
	if z.known == nil {
		z.known = map[[2]string]*time.Location{}
	}
	z.known[key] = zone
	return zone, err
}

// putOff gathers messages that wait for the same reason until the same moment.
type putOff map[waitsFor][]int64

type waitsFor struct {
	why  string
	next time.Time
}

func (p putOff) add(id int64, why string, next time.Time) {
	key := waitsFor{why, next.UTC()}
	p[key] = append(p[key], id)
}

func (p putOff) write(w store.Writer, code string) error {
	for key, ids := range p {
		if err := w.PutOffOutbox(ids, code, key.why, key.next); err != nil {
			return err
		}
	}
	return nil
}
