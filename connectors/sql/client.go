package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// source is a database on which one transaction is open.
type source struct {
	engine  engine
	target  target
	queries querySet
	limit   time.Duration // of a query
	zone    *time.Location
	notes   []spec.Diagnostic

	db   *sql.DB
	conn *sql.Conn
	tx   *sql.Tx
}

// open connects and finds the queries. All errors it returns are diagnostics,
// but for that of a cancelled context.
func open(ctx context.Context, settings spec.Settings, limit time.Duration) (*source, error) {
	s := &source{engine: engineOf(settings.Get("driver")), limit: limit}
	if zone := settings.Get("timezone"); zone != "" {
		s.zone = settings.Location("timezone")
	}
	var err error
	if s.target, err = aim(settings, s.engine); err != nil {
		return nil, err
	}
	if err := holdsPassword(settings, s.target); err != nil {
		return nil, err
	}
	own := querySet{}
	preset, hasPreset := presets[settings.Get("preset")]
	switch path := settings.Get("queries"); {
	case path != "":
		if own, err = readQueries(s.engine, path); err != nil {
			return nil, err
		}
	case !hasPreset:
		return nil, trouble(spec.CodeSettingMissing, "queries", "The file with the queries is missing.", "Choose it, or choose your accounting system under \"Queries for\".")
	}
	if hasPreset && s.engine.title() != (postgresEngine{}).title() {
		return nil, trouble(spec.CodeSettingInvalid, "preset", "This system keeps its books in PostgreSQL.", "Choose PostgreSQL as the database.")
	}
	if err := s.begin(ctx); err != nil {
		s.close()
		return nil, s.explained(err, nil, "")
	}
	if s.queries, err = s.chosen(ctx, preset, own); err != nil {
		s.close()
		return nil, s.explained(err, nil, "")
	}
	return s, nil
}

func (s *source) begin(ctx context.Context) error {
	db, err := s.engine.open(s.target)
	if err != nil {
		return err
	}
	s.db = db
	db.SetMaxOpenConns(1)
	greeting, cancel := context.WithTimeout(ctx, 2*connecting)
	defer cancel()
	if s.conn, err = db.Conn(greeting); err != nil {
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			return trouble(spec.CodeSourceUnreachable, "host", unreachable.summary, unreachable.hint)
		}
		return err
	}
	s.tx, s.notes, err = s.engine.begin(ctx, s.conn, s.limit)
	return err
}

// close leaves the server as it was: whatever a query has done is undone.
func (s *source) close() {
	if s.tx != nil {
		s.tx.Rollback()
	}
	if s.conn != nil {
		_ = s.conn.Close()
	}
	if s.db != nil {
		_ = s.db.Close()
	}
}

// chosen is the preset that fits the database, with a person's own queries over it.
func (s *source) chosen(ctx context.Context, preset []variant, own querySet) (querySet, error) {
	if preset == nil {
		return own.complete(nil)
	}
	if there, err := s.has(ctx, "ar", "transdate"); err != nil {
		return nil, err
	} else if !there {
		if newer, err := s.has(ctx, "ar", "trans_id"); err == nil && newer {
			return nil, trouble(spec.CodeSourceNewer, "preset", "The books were made by a newer version than these queries know.", "Update Dunning Desk, or write queries of your own.")
		}
		return nil, noSuchBooks()
	}
	for _, v := range preset {
		fits, err := s.has(ctx, v.table, v.column)
		if err != nil {
			return nil, err
		}
		if fits {
			set, err := v.read(s.engine.grammar())
			if err != nil {
				return nil, err
			}
			return set.complete(own)
		}
	}
	return nil, noSuchBooks()
}

func noSuchBooks() error {
	return trouble(spec.CodeSourceNotFound, "database", "The books of this system are not in the database, or the user may not see them.",
		"Check the name of the database and the choice under \"Queries for\". Books outside the schema \"public\" need a connection string with search_path.")
}

// has asks PostgreSQL whether the books have a column.
func (s *source) has(ctx context.Context, table, column string) (bool, error) {
	var n int
	err := s.tx.QueryRowContext(ctx, "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2 AND NOT attisdropped", table, column).Scan(&n)
	return n > 0, err
}

// errEnough ends a query before its last row.
var errEnough = errors.New("enough was read")

// halt is an error of who takes the rows, not of the server.
type halt struct{ error }

// each runs the query of a section and gives take each of its rows; alive is
// called now and then while the server thinks.
func (s *source) each(ctx context.Context, section string, alive func() error, take func(row) error) error {
	q := s.queries[section]
	// The server's own limit comes first, where it has one: its end is the cleaner.
	ctx, cancel := context.WithTimeout(ctx, s.limit+time.Second)
	defer cancel()
	first := make(chan answer, 1)
	go func() { first <- s.ask(ctx, q) }()
	tick := time.NewTicker(20 * time.Second)
	defer tick.Stop()
	for {
		select {
		case got := <-first:
			err := s.take(ctx, cancel, section, got, take)
			if ours := (halt{}); errors.As(err, &ours) {
				return ours.error
			}
			return s.explained(err, &q, section)
		case <-tick.C:
			if err := alive(); err != nil {
				cancel()
				<-first
				return err
			}
		}
	}
}

// answer is a result of which the first row was waited for.
type answer struct {
	*result
	more bool
	err  error
}

func (s *source) ask(ctx context.Context, q statement) answer {
	r, err := s.engine.query(ctx, s.tx, q.text)
	if err != nil {
		return answer{err: err} // and the connection is given up
	}
	return answer{result: r, more: r.rows.Next()}
}

func (s *source) take(ctx context.Context, cancel context.CancelFunc, section string, got answer, take func(row) error) error {
	if got.err != nil {
		return cause(ctx, got.err)
	}
	defer got.rows.Close()
	l, err := bind(section, got.names, got.types, s.engine)
	if err != nil {
		return err
	}
	r := row{layout: l, cells: make([]any, len(got.names)), zone: s.zone}
	for more := got.more; more; more = got.rows.Next() {
		if err := got.cells(r.cells); err != nil {
			return cause(ctx, err)
		}
		if err := take(r); err != nil {
			cancel() // else the driver fetches the other rows before it closes
			return halt{err}
		}
	}
	return cause(ctx, got.rows.Err())
}

// cause prefers that the time is up to what a driver makes of it.
func cause(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// again begins anew, after a query that was ended early.
func (s *source) again(ctx context.Context) error {
	s.close()
	s.tx, s.conn, s.db = nil, nil, nil
	return s.explained(s.begin(ctx), nil, "")
}

// sections are those that the query set has, in their order.
func (s *source) sections() []string {
	return slices.DeleteFunc(slices.Clone(sections), func(one string) bool {
		_, there := s.queries[one]
		return !there
	})
}

// title names the database for people.
func (s *source) title(version string) string {
	name := s.engine.title() + " " + version
	if s.target.database != "" {
		name += fmt.Sprintf(", %s", s.target.database)
	}
	return name
}
