package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Pace keeps the requests of one client apart, as its source asks for.
type Pace struct {
	// Every is the shortest time between two requests.
	Every time.Duration
	// Most is how many requests may go within Within, where a source counts over a sliding time; 0 does not count.
	Most   int
	Within time.Duration
	// Remaining and Reset name the headers that tell how many requests are left and how many seconds until they are counted
	// anew; several, with spaces between, where a source counts by minute and by day.
	Remaining string
	Reset     string
	// Window is how long to wait when nothing is left, or a request came too early (429), and no header says so.
	Window time.Duration
	// Now is the clock; nil is the machine's.
	Now func() time.Time

	next time.Time
	gone []time.Time // the last requests, at most Most of them
}

func (p *Pace) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now() //nolint:forbidigo // a connector is a program of its own: here the clock comes in
}

// wait lets the next request go when its time has come.
func (p *Pace) wait(ctx context.Context, sleep func(context.Context, time.Duration) error) error {
	if p == nil {
		return nil
	}
	if pause := p.next.Sub(p.now()); pause > 0 {
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
	p.next = p.now().Add(p.Every)
	p.count()
	return nil
}

// count has the request after this one wait until fewer than Most are within the time.
func (p *Pace) count() {
	if p.Most == 0 {
		return
	}
	p.gone = append(p.gone, p.now())
	if len(p.gone) < p.Most {
		return
	}
	if at := p.gone[0].Add(p.Within); at.After(p.next) {
		p.next = at
	}
	p.gone = p.gone[1:]
}

// heed takes the source's word for how many requests are left.
func (p *Pace) heed(status int, h http.Header) {
	if p == nil {
		return
	}
	if status == http.StatusTooManyRequests && h.Get("Retry-After") == "" {
		p.hold(p.Window)
	}
	for name := range strings.FieldsSeq(p.Remaining) {
		if left, err := strconv.Atoi(h.Get(name)); err != nil || left > 0 {
			continue
		}
		pause := p.Window
		for reset := range strings.FieldsSeq(p.Reset) {
			if n, err := strconv.Atoi(h.Get(reset)); err == nil && n >= 0 {
				pause = max(pause, time.Duration(n)*time.Second)
			}
		}
		p.hold(pause)
	}
}

// hold lets nothing go for a while.
func (p *Pace) hold(pause time.Duration) {
	if at := p.now().Add(min(pause, patience)); at.After(p.next) {
		p.next = at
	}
}
