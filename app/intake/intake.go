// Package intake turns a connector process into what the desk reads from: it finds connectors, runs one in a process of its
// own for each check or read, and maps the protocol's records to the book's nouns. It alone knows both languages.
package intake

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Intake is desk.Sources over the connectors found in some folders.
type Intake struct {
	Folders   []string // where connectors lie, the first wins
	Catalogue *host.Catalogue
	Log       *slog.Logger
	Version   string // of the desk, told to connectors
	Limits    host.Limits

	turns turns
}

// Kinds describes the connectors found. A connector that cannot be described is listed with its error.
func (in *Intake) Kinds(ctx context.Context) ([]desk.Kind, error) {
	programs, err := host.Discover(in.Folders...)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the folders of connectors cannot be read")
	}
	out := make([]desk.Kind, 0, len(programs))
	for _, p := range programs {
		out = append(out, in.describe(ctx, p))
	}
	return out, nil
}

// Kind describes the connector of one kind; false where there is none.
func (in *Intake) Kind(ctx context.Context, name string) (desk.Kind, bool, error) {
	p, there, err := host.Find(name, in.Folders...)
	if err != nil {
		return desk.Kind{}, false, fault.Wrap(err, fault.Unavailable, "the folders of connectors cannot be read")
	}
	if !there {
		return desk.Kind{}, false, nil
	}
	return in.describe(ctx, p), true, nil
}

func (in *Intake) describe(ctx context.Context, p host.Program) desk.Kind {
	d, err := in.Catalogue.Describe(ctx, p, in.options("", ""))
	k := kindFrom(d)
	k.Kind, k.Path, k.Checksum, k.Err = p.Kind, p.Path, p.Checksum, coded(err)
	return k
}

func (in *Intake) options(approved, locale string) host.Options {
	return host.Options{Approved: approved, Logger: in.Log, Limits: in.Limits, Version: in.Version, Locale: locale}
}

// start launches the approved program of a connection when it is its turn.
func (in *Intake) start(ctx context.Context, order desk.ReadOrder) (*session, spec.Settings, error) {
	p, there, err := host.Find(order.Connection.Kind, in.Folders...)
	if err != nil {
		return nil, spec.Settings{}, fault.Wrap(err, fault.Unavailable, "the folders of connectors cannot be read")
	}
	if !there {
		return nil, spec.Settings{}, fault.New(desk.NoConnector, "the connector %q of %s is not on this machine", order.Connection.Kind, order.Connection.Name).
			WithHint("install it again, or see `dunningdesk connectors` for those that are")
	}
	options := in.options(order.Connection.Checksum, order.Language)
	options.Renewed = order.Renewed
	end, err := in.turns.take(ctx, order.Connection.ID)
	if err != nil {
		return nil, spec.Settings{}, err
	}
	settings, err := settingsOf(order)
	if err != nil {
		end()
		return nil, spec.Settings{}, err
	}
	running, err := host.Start(ctx, p, options)
	if err != nil {
		end()
		return nil, spec.Settings{}, coded(err)
	}
	known, _ := in.Catalogue.Known(p)
	return &session{Session: running, pay: end, compares: known.Capabilities.Has(spec.CanCompare)}, settings, nil
}

// settingsOf gives the settings as they are when the connection's turn has come.
func settingsOf(order desk.ReadOrder) (spec.Settings, error) {
	secrets := order.Secrets
	if order.Current != nil {
		var err error
		if secrets, err = order.Current(); err != nil {
			return spec.Settings{}, err
		}
	}
	return spec.NewSettings(order.Connection.Settings, secrets), nil
}

// Check tests a connection without writing anything.
func (in *Intake) Check(ctx context.Context, order desk.ReadOrder) ([]desk.SyncNote, error) {
	session, settings, err := in.start(ctx, order)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	found, err := session.Check(ctx, settings)
	notes := make([]desk.SyncNote, 0, len(found))
	for _, d := range found {
		note := noteFrom(d)
		note.Proposed = d.Proposed
		notes = append(notes, note)
	}
	return notes, coded(err)
}

// readingGC is how much the heap may grow, in percent, before garbage is collected during a read; 100 is usual.
const readingGC = 400

// Read reads a connection into sink.
func (in *Intake) Read(ctx context.Context, order desk.ReadOrder, sink desk.Sink) error {
	session, settings, err := in.start(ctx, order)
	if err != nil {
		return err
	}
	defer session.Close()
	req := spec.ReadRequest{
		Mode: spec.ModeIncremental, Cursor: order.Connection.Cursor, Generation: order.Connection.Generation + 1, Debtors: order.Debtors,
		AsOf: spec.Date(order.AsOf.String()), Locale: order.Language,
	}
	if order.Full || len(order.Debtors) > 0 {
		req.Mode = spec.ModeFull
		if !session.compares {
			req.Cursor = nil
		}
	}
	// A read makes garbage of every record and keeps little: collecting it a quarter as often costs some memory for a moment.
	defer debug.SetGCPercent(debug.SetGCPercent(readingGC))
	into := &mapper{sink: sink, full: req.Mode == spec.ModeFull}
	_, err = session.Read(ctx, settings, req, into)
	return coded(err)
}

// coded turns a connector's failure into the desk's error shape, keeping its code; other errors pass as they are.
func coded(err error) error {
	var failed *host.Error
	if !errors.As(err, &failed) {
		return err
	}
	e := fault.New(fault.Code(failed.Code), "%s", failed.Message).WithHint("%s", failed.Hint)
	if failed.Diagnostic != nil {
		e.Code, e.Field = fault.Code(failed.Diagnostic.Code), failed.Diagnostic.Field
	}
	if failed.Detail != "" {
		e.Err = errors.New(failed.Detail)
	}
	return e
}
