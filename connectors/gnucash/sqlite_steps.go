//go:build cgo

package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// retryAfter is when a locked book is worth another try.
const retryAfter = time.Minute

// slashed writes a path as a file URL has it, on Windows too.
func slashed(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return path
}

// sqliteSteps read the tables one after the other. They cast what they read:
// SQLite keeps any type in any column, and a book may come from other tools.
var sqliteSteps = []func(context.Context, *sql.Tx, *ledger) error{
	checkVersions, readLock, readAccounts, readCustomers, readJobs, readDocuments, readLots, readSplits, readTransactions,
}

// each runs the query and calls take for each row.
func each(ctx context.Context, tx *sql.Tx, query string, take func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// checkVersions makes sure that this is a GnuCash book of a known schema.
func checkVersions(ctx context.Context, tx *sql.Tx, _ *ledger) error {
	var tables int
	err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'
		AND name IN ('versions', 'books', 'accounts', 'transactions', 'splits', 'slots', 'lots', 'customers', 'invoices', 'jobs', 'commodities')`).Scan(&tables)
	switch {
	case err != nil:
		return err
	case tables != 11:
		return troubleForeign("The file is an SQLite database, but not a book of GnuCash with its business tables.")
	}
	return each(ctx, tx, `SELECT CAST(table_name AS TEXT), CAST(table_version AS INTEGER) FROM versions`, func(rows *sql.Rows) error {
		var name string
		var version int64
		if err := rows.Scan(&name, &version); err != nil {
			return err
		}
		if newest, known := newestTables[name]; known && version > newest {
			return troubleNewer(fmt.Sprintf("%s has version %d, known is %d", name, version, newest))
		}
		return nil
	})
}

// readLock finds who has the book open. Books made by other tools may lack the
// table, and nobody then tells.
func readLock(ctx context.Context, tx *sql.Tx, l *ledger) error {
	var tables int
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'gnclock'`).Scan(&tables); err != nil || tables == 0 {
		return err
	}
	return each(ctx, tx, `SELECT COALESCE(CAST(Hostname AS TEXT), '') FROM gnclock LIMIT 1`, func(rows *sql.Rows) error {
		if err := rows.Scan(&l.openedBy); err != nil {
			return err
		}
		if l.openedBy == "" {
			l.openedBy = "another computer"
		}
		return nil
	})
}

func readAccounts(ctx context.Context, tx *sql.Tx, l *ledger) error {
	return each(ctx, tx, `SELECT a.guid, CAST(a.name AS TEXT), CAST(c.mnemonic AS TEXT)
		FROM accounts a JOIN commodities c ON c.guid = a.commodity_guid WHERE a.account_type = 'RECEIVABLE'`, func(rows *sql.Rows) error {
		var id string
		var a account
		if err := rows.Scan(&id, &a.name, &a.currency); err != nil {
			return err
		}
		l.accounts[id] = a
		return nil
	})
}

func readCustomers(ctx context.Context, tx *sql.Tx, l *ledger) error {
	const text = "COALESCE(CAST(k.%s AS TEXT), '')"
	columns := []string{"id", "name", "notes", "addr_name", "addr_addr1", "addr_addr2", "addr_addr3", "addr_addr4", "addr_phone", "addr_fax", "addr_email"}
	for i, c := range columns {
		columns[i] = fmt.Sprintf(text, c)
	}
	query := "SELECT k.guid, " + strings.Join(columns, ", ") + `, COALESCE(CAST(c.mnemonic AS TEXT), ''), k.active <> 0,
		COALESCE(CAST(k.credit_num AS INTEGER), 0), COALESCE(CAST(k.credit_denom AS INTEGER), 1)
		FROM customers k LEFT JOIN commodities c ON c.guid = k.currency`
	return each(ctx, tx, query, func(rows *sql.Rows) error {
		var k customer
		a := &k.address
		if err := rows.Scan(&k.id, &k.number, &k.name, &k.notes, &a.name, &a.lines[0], &a.lines[1], &a.lines[2], &a.lines[3],
			&a.phone, &a.fax, &a.mail, &k.currency, &k.active, &k.credit.num, &k.credit.denom); err != nil {
			return err
		}
		l.customers = append(l.customers, k)
		return nil
	})
}

func readJobs(ctx context.Context, tx *sql.Tx, l *ledger) error {
	return each(ctx, tx, `SELECT guid, CAST(name AS TEXT), CAST(reference AS TEXT), COALESCE(owner_type, 0), COALESCE(owner_guid, '') FROM jobs`, func(rows *sql.Rows) error {
		var id string
		var j job
		if err := rows.Scan(&id, &j.name, &j.reference, &j.owner.kind, &j.owner.id); err != nil {
			return err
		}
		l.jobs[id] = j
		return nil
	})
}

func readDocuments(ctx context.Context, tx *sql.Tx, l *ledger) error {
	return each(ctx, tx, `SELECT i.guid, CAST(i.id AS TEXT), CAST(i.notes AS TEXT), COALESCE(CAST(i.billing_id AS TEXT), ''),
		COALESCE(i.owner_type, 0), COALESCE(i.owner_guid, ''), COALESCE(CAST(i.date_posted AS TEXT), ''), i.post_txn, COALESCE(i.post_lot, ''),
		EXISTS (SELECT 1 FROM slots s WHERE s.obj_guid = i.guid AND s.name = 'credit-note' AND s.int64_val = 1)
		FROM invoices i WHERE i.owner_type IN (2, 3) AND i.post_txn IS NOT NULL`, func(rows *sql.Rows) error {
		var d document
		var posted string
		err := rows.Scan(&d.id, &d.number, &d.notes, &d.order, &d.owner.kind, &d.owner.id, &posted, &d.transaction, &d.lot, &d.isCredit)
		if err != nil {
			return err
		}
		l.addDocument(d, posted)
		return nil
	})
}

func readLots(ctx context.Context, tx *sql.Tx, l *ledger) error {
	return each(ctx, tx, `SELECT l.guid, l.account_guid, COALESCE(kind.int64_val, 0), COALESCE(who.guid_val, '')
		FROM lots l JOIN accounts a ON a.guid = l.account_guid AND a.account_type = 'RECEIVABLE'
		LEFT JOIN slots frame ON frame.obj_guid = l.guid AND frame.name = 'gncOwner'
		LEFT JOIN slots kind ON kind.obj_guid = frame.guid_val AND kind.name = 'gncOwner/owner-type'
		LEFT JOIN slots who ON who.obj_guid = frame.guid_val AND who.name = 'gncOwner/owner-guid'`, func(rows *sql.Rows) error {
		var id string
		var one lot
		if err := rows.Scan(&id, &one.account, &one.owner.kind, &one.owner.id); err != nil {
			return err
		}
		l.lots[id] = one
		return nil
	})
}

func readSplits(ctx context.Context, tx *sql.Tx, l *ledger) error {
	return each(ctx, tx, `SELECT s.tx_guid, s.account_guid, COALESCE(s.lot_guid, ''), COALESCE(CAST(s.memo AS TEXT), ''),
		CAST(s.quantity_num AS INTEGER), CAST(s.quantity_denom AS INTEGER)
		FROM splits s JOIN accounts a ON a.guid = s.account_guid AND a.account_type = 'RECEIVABLE'`, func(rows *sql.Rows) error {
		var s split
		if err := rows.Scan(&s.transaction, &s.account, &s.lot, &s.memo, &s.quantity.num, &s.quantity.denom); err != nil {
			return err
		}
		l.splits = append(l.splits, s)
		return nil
	})
}

func readTransactions(ctx context.Context, tx *sql.Tx, l *ledger) error {
	err := each(ctx, tx, `SELECT t.guid, CAST(t.num AS TEXT), COALESCE(CAST(t.description AS TEXT), ''), COALESCE(CAST(t.post_date AS TEXT), ''),
		COALESCE(CAST(p.gdate_val AS TEXT), ''), COALESCE(CAST(d.timespec_val AS TEXT), ''), COALESCE(CAST(d.gdate_val AS TEXT), '')
		FROM transactions t
		LEFT JOIN slots p ON p.obj_guid = t.guid AND p.name = 'date-posted'
		LEFT JOIN slots d ON d.obj_guid = t.guid AND d.name = 'trans-date-due'
		WHERE t.guid IN (SELECT s.tx_guid FROM splits s JOIN accounts a ON a.guid = s.account_guid AND a.account_type = 'RECEIVABLE')`, func(rows *sql.Rows) error {
		var t transaction
		var posted, postedOn, due, dueOn string
		if err := rows.Scan(&t.id, &t.number, &t.text, &posted, &postedOn, &due, &dueOn); err != nil {
			return err
		}
		if dueOn != "" {
			due = dueOn
		}
		l.addTransaction(t, posted, postedOn, due)
		return nil
	})
	if err != nil {
		return err
	}
	return each(ctx, tx, `SELECT s.tx_guid, CAST(a.account_type AS TEXT) FROM splits s JOIN accounts a ON a.guid = s.account_guid
		WHERE a.account_type <> 'RECEIVABLE' AND s.tx_guid IN
		(SELECT r.tx_guid FROM splits r JOIN accounts b ON b.guid = r.account_guid AND b.account_type = 'RECEIVABLE')`, func(rows *sql.Rows) error {
		var id, kind string
		if err := rows.Scan(&id, &kind); err != nil {
			return err
		}
		t := l.transactions[id]
		t.countsElsewhere(kind)
		l.transactions[id] = t
		return nil
	})
}
