package window

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/bank"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/inbox"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/shot"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/terms"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/waves"
)

// Pictures says how the screens are drawn.
type Pictures struct {
	Dir      string
	Mode     theme.Mode
	Language string // empty: the book's
	Sizes    []fyne.Size
	User     string
}

// Sizes are the two windows for which the screens are made: the smallest, and an ordinary monitor.
func Sizes() []fyne.Size { return []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(1920, 1080)} }

// Screenshots draws every screen of the book into a folder and gives the files. It needs no display, writes nothing into
// the book, and must be called on the goroutine that owns the windows, after the program's app has been made.
func Screenshots(ctx context.Context, d Desk, p Pictures) ([]string, error) {
	if err := os.MkdirAll(p.Dir, 0o700); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the folder %s cannot be made", p.Dir)
	}
	start, err := Look(ctx, d)
	if err != nil {
		return nil, err
	}
	if p.Language != "" {
		start.Company.Language = p.Language
	}
	if len(p.Sizes) == 0 {
		p.Sizes = Sizes()
	}
	defer func(before string) { _ = i18n.Use(before) }(i18n.Language())
	var paths []string
	for _, size := range p.Sizes {
		drawn, err := drawAll(ctx, d, p, start, size)
		paths = append(paths, drawn...)
		if err != nil {
			return paths, err
		}
	}
	return paths, nil
}

// album is the window that is drawn, and where its pictures go.
type album struct {
	window *Window
	shot   *shot.Window
	dir    string
	suffix string
	paths  []string
	err    error
}

func drawAll(ctx context.Context, d Desk, p Pictures, start Start, size fyne.Size) ([]string, error) {
	host := shot.Open(size, p.Mode)
	defer host.Close()
	w, err := New(Config{Desk: d, Run: runner.Inline(), Host: host, Start: start, User: p.User, Mode: p.Mode, Quiet: true})
	if err != nil {
		return nil, err
	}
	a := &album{window: w, shot: host, dir: p.Dir, suffix: fmt.Sprintf("-%s-%s-%dx%d.png", p.Mode, i18n.Language(), int(size.Width), int(size.Height))}
	for _, page := range pages(ctx, d, start) {
		if err := ctx.Err(); err != nil {
			return a.paths, err
		}
		page.turn(a.window)
		a.draw(page.name)
	}
	return a.paths, a.err
}

// page is one picture: how the window gets there, and its name.
type page struct {
	name string
	turn func(*Window)
}

// pages are the pictures of a book. Screens of one record are drawn for the record that has most to show.
func pages(ctx context.Context, d Desk, start Start) []page {
	at := func(key, id string) func(*Window) { return func(w *Window) { w.shell.Go(key, id) } }
	all := []page{{"today", at(stage.Today, "")}, {"customers", at(stage.Customers, "")}}
	if id := liveliest(ctx, d, start); id != 0 {
		all = append(all, page{"customer", at(stage.Customer, strconv.FormatInt(int64(id), 10))},
			page{"customer-why", func(w *Window) { w.customer.Why() }}, page{"customer-ways-out", func(w *Window) { w.customer.WaysOut() }},
			page{"customer-ways-out-court", func(w *Window) { w.customer.Ways().Turn(settlement.WayCourt) }},
			page{"customer-call", func(w *Window) { w.customer.Escape(); w.customer.Call(desk.CallReached) }},
			page{"customer-call-promised", func(w *Window) { closeDialog(w); w.customer.Call(desk.CallPromised) }},
			page{"customer-call-disputes", func(w *Window) { closeDialog(w); w.customer.Call(desk.CallDisputes) }},
			page{"customer-dispute", func(w *Window) { closeDialog(w); w.customer.Dispute() }},
			page{"customer-hold", func(w *Window) { closeDialog(w); w.customer.Hold() }},
			page{"customer-contacts", func(w *Window) { closeDialog(w); w.customer.Contacts() }},
			page{"customer-hand-over", func(w *Window) { closeDialog(w); w.customer.HandOver() }},
			page{"customer-channels", func(w *Window) { closeDialog(w); w.customer.Channels() }},
			page{"customer-consent", func(w *Window) { w.customer.Consent() }},
			page{"customer-visit", func(w *Window) { closeDialog(w); w.customer.Visit() }},
			page{"customer-anonymise", func(w *Window) { closeDialog(w); w.customer.Forget() }},
			page{"terms", func(w *Window) { closeDialog(w); at(stage.Terms, strconv.FormatInt(int64(id), 10))(w) }},
			page{"terms-each", func(w *Window) { w.terms.WriteEach() }},
			page{"terms-settlement", func(w *Window) { w.terms.Turn(terms.TabSettlement) }}, page{"terms-finance", func(w *Window) { w.terms.Turn(terms.TabFinance) }})
	}
	all = append(all, found(ctx, d)...)
	if id := handedOver(ctx, d); id != "" {
		all = append(all, page{"handover", func(w *Window) { closeDialog(w); at(stage.HandOver, id)(w) }}, page{"handover-say", func(w *Window) { w.handover.Say("") }})
	}
	if off := lastWriteOff(ctx, d); off != nil {
		all = append(all, page{"customer-write-off", func(w *Window) {
			closeDialog(w)
			at(stage.Customer, strconv.FormatInt(int64(off.Debtor), 10))(w)
			w.customer.OpenWriteOff(off.ID)
		}}, page{"customer-reversal", func(w *Window) { w.customer.Reverse(off.ID) }})
	}
	if rows, err := d.Terms(ctx, 0); err == nil && len(rows) > 0 {
		all = append(all, page{"terms-agreements", at(stage.Terms, terms.OfAgreements(rows[len(rows)-1].Debtor))},
			page{"terms-acknowledge", func(w *Window) { w.terms.Acknowledge() }})
	}
	all = append(all, page{"wave", func(w *Window) { closeDialog(w); at(stage.Waves, "")(w) }}, page{"wave-left-out", func(w *Window) { w.waves.Turn(waves.TabLeftOut) }},
		page{"approvals", at(stage.Approvals, "")})
	for _, v := range ofEachKind(ctx, d) {
		all = append(all, page{"approvals-" + string(v.Measure.Kind), at(stage.Approvals, strconv.FormatInt(int64(v.ID), 10))})
	}
	all = append(all, page{"bank", at(stage.Bank, "")}, page{"bank-ignore", func(w *Window) { w.bank.AskIgnore() }},
		page{"bank-waiting", func(w *Window) { closeDialog(w); w.bank.Turn(bank.Waiting) }},
		page{"bank-set-aside", func(w *Window) { w.bank.Turn(bank.Ignored) }})
	all = append(all, page{"inbox", func(w *Window) { closeDialog(w); at(stage.Inbox, "")(w) }}, page{"inbox-settle", func(w *Window) { w.inbox.Ask(incoming.AsksTime) }},
		page{"inbox-to-place", func(w *Window) { closeDialog(w); w.inbox.Turn(inbox.ToPlace) }}, page{"inbox-rest", func(w *Window) { w.inbox.Turn(inbox.Rest) }})
	all = append(all, page{"connections", at(stage.Connections, "")}, page{"connections-written", func(w *Window) { w.connections.ShowPostings() }},
		page{"connections-write-back", func(w *Window) { w.connections.AskKinds() }}, page{"connections-pay-links", func(w *Window) { closeDialog(w); w.connections.AskPayLinks() }}, page{"connections-settle", settlePosting},
		page{"connections-set-aside", func(w *Window) { closeDialog(w); w.connections.ShowFindings() }},
		page{"connections-add", func(w *Window) { closeDialog(w); addConnection(w) }},
		page{"first-run", func(w *Window) { w.connections.Review() }})
	all = append(all, listed(ctx, d)...)
	for _, part := range []string{"company", "accounts", "mail", "mail-in", "sms", "procedure", "assignment", "waves", "booking", "law", "users", "privacy", "look"} {
		all = append(all, page{"settings-" + part, at(stage.Settings, part)})
	}
	all = append(all, page{"texts", at(stage.Texts, "firm "+i18n.Language())}, page{"texts-letter", func(w *Window) { w.texts.Turn("letter") }},
		page{"texts-message", func(w *Window) { w.texts.Turn("sms") }}, page{"texts-values", func(w *Window) { w.texts.Turn("values") }},
		page{"texts-wrong", func(w *Window) { w.texts.Write("{{custmer}}, pay NOW, or the police will come!!") }},
		page{"texts-versions", func(w *Window) { w.texts.Versions() }})
	return append(all, page{"sign-in", func(w *Window) { w.cover(approval.User{}) }}, page{"locked", locked})
}

// found are the page of a customer about whom a read has remarked, and the question what was done, where there is one.
func found(ctx context.Context, d Desk) []page {
	all, err := d.Findings(ctx, desk.FindingQuery{Unnoted: true})
	if err != nil {
		return nil
	}
	for _, wanted := range []func(admission.Finding) bool{
		func(f admission.Finding) bool { return f.Calls() }, func(f admission.Finding) bool { return f.Item != 0 && f.Reason.SetsAside() },
	} {
		if at := slices.IndexFunc(all, wanted); at >= 0 {
			show := func(w *Window) { w.shell.Go(stage.Customer, strconv.FormatInt(int64(all[at].Debtor), 10)) }
			return []page{{"customer-found", show}, {"customer-found-note", func(w *Window) { w.customer.NoteFinding() }}}
		}
	}
	return nil
}

// handedOver is the last hand-over of the book, empty when there is none.
func handedOver(ctx context.Context, d Desk) string {
	all, err := d.Escalations(ctx, 0)
	if err != nil || len(all) == 0 {
		return ""
	}
	return strconv.FormatInt(all[len(all)-1].ID, 10)
}

// ofEachKind are the requests that wait, one of each kind: what lies before who decides differs by it.
func ofEachKind(ctx context.Context, d Desk) (out []desk.RequestView) {
	open, _, err := d.Requests(ctx, 0)
	if err != nil {
		return nil
	}
	for _, v := range open {
		if !slices.ContainsFunc(out, func(o desk.RequestView) bool { return o.Measure.Kind == v.Measure.Kind }) {
			out = append(out, v)
		}
	}
	return out
}

// lastWriteOff is the newest write-off that stands; nil when there is none.
func lastWriteOff(ctx context.Context, d Desk) *settlement.WriteOff {
	all, err := d.WriteOffs(ctx, 0)
	if err != nil {
		return nil
	}
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].State() != settlement.Reversed {
			return &all[i]
		}
	}
	return nil
}

// locked covers the window as when somebody has left it.
func locked(w *Window) {
	w.uncover()
	w.cover(approval.User{ID: 1, Name: w.userName()})
}

func closeDialog(w *Window) {
	overlays := w.stage.Canvas().Overlays()
	for overlays.Top() != nil {
		overlays.Remove(overlays.Top())
	}
}

// settlePosting asks what became of the first posting, where there is one.
func settlePosting(w *Window) {
	closeDialog(w)
	w.connections.PostingTable().SelectIndex(0)
	w.connections.Settle()
}

// addConnection opens the form for a new connection, with the first kind of books chosen that is not made up.
func addConnection(w *Window) {
	w.connections.Add()
	if form := w.connections.Form(); form != nil {
		form.Choose("gnucash")
	}
}

// liveliest is the customer of the work list's first page with most reasons on it: whose page shows most.
func liveliest(ctx context.Context, d Desk, start Start) receivable.DebtorID {
	view, err := d.WorkList(ctx, start.Today)
	if err != nil || len(view.Work) == 0 {
		return 0
	}
	best, most := receivable.DebtorID(0), -1
	for i, w := range view.Work {
		if i == 25 {
			break
		}
		c, err := d.Customer(ctx, w.Debtor, start.Today)
		if err != nil {
			continue
		}
		if n := interest(c); n > most {
			best, most = w.Debtor, n
		}
	}
	return best
}

func interest(c desk.CustomerView) int {
	return min(6, len(c.Items)) + 2*len(c.Promises) + 3*len(c.Disputes) + 2*min(3, len(c.Notices)) + min(3, len(c.Charges))
}

func (a *album) draw(name string) {
	path := filepath.Join(a.dir, name+a.suffix)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err == nil {
		err = errors.Join(a.shot.WritePNG(f), f.Close())
	}
	if err != nil {
		a.err = errors.Join(a.err, fault.Wrap(err, fault.Unavailable, "%s cannot be written", path))
		return
	}
	a.paths = append(a.paths, path)
}
