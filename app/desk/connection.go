package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Codes of connections.
const (
	NotApproved     fault.Code = "connector-not-approved"     // nobody has approved this connector program
	ChecksumChanged fault.Code = "connector-checksum-changed" // the program is another than the one approved
	NoConnector     fault.Code = "no-connector"               // no such connector on this machine
	StaleData       fault.Code = "stale-data"                 // the data is too old, or a read did not end well
)

// clockSlack is how far apart the clocks of two machines, or of one before and after it was set, may stand.
const clockSlack = 10 * time.Minute

// NewConnection is what a person enters to connect an accounting system.
type NewConnection struct {
	Name     string
	Kind     string
	Settings map[string]string
	Secrets  map[string]string
	Approve  bool // pin the connector's checksum as it is now
}

// Kinds gives the connectors on this machine.
func (d *Desk) Kinds(ctx context.Context) ([]Kind, error) { return d.Sources.Kinds(ctx) }

func (d *Desk) kind(ctx context.Context, name string) (Kind, error) {
	k, there, err := d.Sources.Kind(ctx, name)
	if err != nil {
		return Kind{}, err
	}
	if there {
		return k, k.Err
	}
	return Kind{}, fault.New(NoConnector, "there is no connector %q on this machine", name).
		WithHint("see `dunningdesk connectors` for those that are")
}

// Connections gives every connection with how fresh its data is, by name.
func (d *Desk) Connections(ctx context.Context) (out []Fresh, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = d.fresh(r)
		return err
	})
	return out, err
}

// fresh judges every connection's data by the house's rules.
func (d *Desk) fresh(r store.Reader) ([]Fresh, error) {
	rules, err := waveRules(r)
	if err != nil {
		return nil, err
	}
	conns, err := r.Connections()
	if err != nil {
		return nil, err
	}
	out := make([]Fresh, 0, len(conns))
	for _, c := range conns {
		f := Fresh{Connection: c}
		runs, err := r.SyncRuns(c.ID, 1)
		if err != nil {
			return nil, err
		}
		if len(runs) > 0 {
			f.Last = runs[0]
		}
		if f.Findings, err = r.FindingCounts(c.ID); err != nil {
			return nil, err
		}
		if f.LeftOut = f.Last.Rejected; !f.Last.Full || f.Last.Partial {
			if _, f.LeftOut, err = leftOut(r, c); err != nil {
				return nil, err
			}
		}
		f.Code, f.Message = judge(c, f.Last, d.Clock.Now(), rules.MaxAgeHours)
		out = append(out, f)
	}
	return out, nil
}

// judge says why a connection's data may not be used for a wave now.
func judge(c store.Connection, last store.SyncRun, now time.Time, maxAgeHours int) (fault.Code, string) {
	age := now.Sub(c.FreshAt)
	switch {
	case c.Blocked != "":
		return StaleData, c.Blocked
	case c.FreshAt.IsZero() && last.ID != 0 && !last.Finished.IsZero() && last.Code != "":
		return fault.Code(last.Code), last.Message
	case c.FreshAt.IsZero():
		return StaleData, fmt.Sprintf("%s has never been read to the end", c.Name)
	case last.ID != 0 && !last.Finished.IsZero() && last.Code != "" && !last.Partial:
		return fault.Code(last.Code), last.Message
	case age < -clockSlack:
		return StaleData, fmt.Sprintf("%s was last read when the clock stood at %s, which is still to come: nobody knows how old its data is",
			c.Name, c.FreshAt.Format("2006-01-02 15:04 MST"))
	case age > time.Duration(maxAgeHours)*time.Hour:
		return StaleData, fmt.Sprintf("%s was last read %d hours ago, more than the %d that the house allows", c.Name, int(age.Hours()), maxAgeHours)
	}
	return "", ""
}

// AddConnection keeps a connection after its settings were looked at; it does not read anything yet.
func (d *Desk) AddConnection(ctx context.Context, n NewConnection) (store.Connection, error) {
	c, err := d.shape(ctx, store.Connection{}, n)
	if err != nil {
		return c, err
	}
	err = d.administer(ctx, func(w store.Writer) error {
		if c.ID, err = w.PutConnection(c); err != nil {
			return err
		}
		if err := w.Append(activity.ConnectionAdded, 0, 0, c.Name, describe(c)); err != nil {
			return err
		}
		return noteApproval(w, c, n.Approve)
	})
	if err != nil {
		return c, err
	}
	return c, d.keepSecrets(c, n.Secrets)
}

// ChangeConnection changes settings. A secret that is not given stays as it is.
func (d *Desk) ChangeConnection(ctx context.Context, id receivable.ConnectionID, n NewConnection) error {
	var before store.Connection
	if err := d.view(ctx, func(r store.Reader) (err error) {
		before, err = r.Connection(id)
		return err
	}); err != nil {
		return err
	}
	n.Kind = before.Kind
	c, err := d.shape(ctx, before, n)
	if err != nil {
		return err
	}
	if err := d.mayAdminister(ctx); err != nil { // before the keychain is touched
		return err
	}
	if err := d.keepSecrets(c, n.Secrets); err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		if _, err := w.PutConnection(c); err != nil {
			return err
		}
		if err := w.Append(activity.ConnectionChanged, 0, 0, c.Name, describe(c)); err != nil {
			return err
		}
		return noteApproval(w, c, n.Approve)
	})
}

func noteApproval(w store.Writer, c store.Connection, approved bool) error {
	if !approved {
		return nil
	}
	return w.Append(activity.ConnectorApproved, 0, 0, c.Name, map[string]string{"kind": c.Kind, "checksum": c.Checksum})
}

func describe(c store.Connection) map[string]any {
	return map[string]any{"name": c.Name, "kind": c.Kind, "settings": c.Settings}
}

func secretName(c store.Connection, key string) string {
	return fmt.Sprintf("connection/%d/%s", c.ID, key)
}

func (d *Desk) keepSecrets(c store.Connection, secrets map[string]string) error {
	for _, key := range slices.Sorted(maps.Keys(secrets)) {
		if secrets[key] == "" {
			continue
		}
		if err := d.Secrets.Set(secretName(c, key), secrets[key]); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) secretsOf(c store.Connection) (map[string]string, error) {
	out := map[string]string{}
	for _, key := range c.SecretKeys {
		value, err := d.Secrets.Get(secretName(c, key))
		if err != nil {
			return nil, fault.Wrap(err, fault.Unavailable, "the secret %q of %s is not in the keychain", key, c.Name).
				WithHint("enter it again under Connections")
		}
		out[key] = value
	}
	return out, nil
}

// ApproveConnector pins the connector's program as it is on this machine now.
func (d *Desk) ApproveConnector(ctx context.Context, id receivable.ConnectionID) error {
	var kind Kind
	if err := d.view(ctx, func(r store.Reader) error {
		c, err := r.Connection(id)
		kind.Kind = c.Kind
		return err
	}); err != nil {
		return err
	}
	kind, err := d.kind(ctx, kind.Kind) // may start the program, which the book must not wait for
	if err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		c, err := w.Connection(id)
		if err != nil {
			return err
		}
		c.Checksum = kind.Checksum
		if _, err := w.PutConnection(c); err != nil {
			return err
		}
		return noteApproval(w, c, true)
	})
}

// RemoveConnection removes a connection that never brought a record; others keep their history.
func (d *Desk) RemoveConnection(ctx context.Context, id receivable.ConnectionID) error {
	return d.administer(ctx, func(w store.Writer) error {
		c, err := w.Connection(id)
		if err != nil {
			return err
		}
		if err := w.DeleteConnection(id); err != nil {
			return err
		}
		return w.Append(activity.ConnectionChanged, 0, 0, c.Name, map[string]string{"removed": c.Name})
	})
}

// CheckConnection tests a connection without writing anything, and says what was found.
func (d *Desk) CheckConnection(ctx context.Context, id receivable.ConnectionID) ([]store.SyncNote, error) {
	var c store.Connection
	if err := d.view(ctx, func(r store.Reader) (err error) {
		c, err = r.Connection(id)
		return err
	}); err != nil {
		return nil, err
	}
	order, err := d.order(ctx, c, false)
	if err != nil {
		return nil, err
	}
	return d.Sources.Check(ctx, order)
}

// CheckNew tests what was entered before it is kept.
func (d *Desk) CheckNew(ctx context.Context, n NewConnection) ([]store.SyncNote, error) {
	n.Approve = true // a person is looking at the form and presses the button: this once, nothing is kept
	c, err := d.shape(ctx, store.Connection{}, n)
	if err != nil {
		return nil, err
	}
	company, err := d.Company(ctx)
	if err != nil {
		return nil, err
	}
	return d.Sources.Check(ctx, ReadOrder{Connection: c, Secrets: n.Secrets, Language: company.Language})
}

// order makes a read order, refusing a connector that nobody approved.
func (d *Desk) order(ctx context.Context, c store.Connection, full bool) (ReadOrder, error) {
	if c.Checksum == "" {
		return ReadOrder{}, fault.New(NotApproved, "nobody has approved the connector of %s yet", c.Name).
			WithHint("look at it under Connections and approve it, or use `connect --approve`")
	}
	secrets, err := d.secretsOf(c)
	if err != nil {
		return ReadOrder{}, err
	}
	company, err := d.Company(ctx)
	if err != nil {
		return ReadOrder{}, err
	}
	on, err := d.Today(ctx)
	if err != nil {
		return ReadOrder{}, err
	}
	return ReadOrder{
		Connection: c, Secrets: secrets, Full: full, AsOf: on, Language: company.Language,
		Renewed: func(renewed map[string]string) error { return d.renew(context.WithoutCancel(ctx), c.ID, renewed) },
		Current: func() (map[string]string, error) { return d.currentSecrets(context.WithoutCancel(ctx), c.ID) },
	}, nil
}

// currentSecrets gives the secrets of a connection as they are by now: a renewal may have added to them.
func (d *Desk) currentSecrets(ctx context.Context, id receivable.ConnectionID) (map[string]string, error) {
	var c store.Connection
	if err := d.view(ctx, func(r store.Reader) (err error) {
		c, err = r.Connection(id)
		return err
	}); err != nil {
		return nil, err
	}
	return d.secretsOf(c)
}

// renew keeps secrets that a source has replaced, also when the person has cancelled what brought them: the old ones are
// useless by now.
func (d *Desk) renew(ctx context.Context, id receivable.ConnectionID, secrets map[string]string) error {
	if err := d.keepSecrets(store.Connection{ID: id}, secrets); err != nil {
		return err
	}
	return d.update(ctx, func(w store.Writer) error {
		c, err := w.Connection(id)
		if err != nil {
			return err
		}
		known := len(c.SecretKeys)
		for _, key := range slices.Sorted(maps.Keys(secrets)) {
			if !slices.Contains(c.SecretKeys, key) {
				c.SecretKeys = append(c.SecretKeys, key)
			}
		}
		if len(c.SecretKeys) == known {
			return nil
		}
		_, err = w.PutConnection(c)
		return err
	})
}

// SyncRuns gives the reads of a connection, newest first.
func (d *Desk) SyncRuns(ctx context.Context, id receivable.ConnectionID, limit int) (runs []store.SyncRun, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		runs, err = r.SyncRuns(id, limit)
		return err
	})
	return runs, err
}

// Changes gives what reads changed since a moment, newest first.
func (d *Desk) Changes(ctx context.Context, since time.Time) (rows []store.ItemChange, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		rows, err = r.Changes(since, 1000)
		return err
	})
	return rows, err
}
