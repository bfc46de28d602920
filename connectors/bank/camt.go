package main

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// camtMessages are the messages of ISO 20022 that are read, by the beginning of the name of their element (the first versions
// have their number behind it), and what a statement is called in each.
var camtMessages = map[string]camtMessage{
	"BkToCstmrAcctRpt":      {"Rpt", "camt.052"}, // within the day
	"BkToCstmrStmt":         {"Stmt", "camt.053"},
	"BkToCstmrDbtCdtNtfctn": {"Ntfctn", "camt.054"},
}

type camtMessage struct{ statement, format string }

// camtReader reads one message.
type camtReader struct {
	*xmlReader
	take       takeBooking
	format     string // of the message being read
	statements int
	bookings   int
	root       string // the first element, for words
	space      string
}

// parseCamt reads camt.052, 053 and 054 of any version, in any namespace and with any prefix, also inside an envelope.
func parseCamt(in *bufio.Reader, take takeBooking) error {
	r := &camtReader{xmlReader: newXMLReader(in), take: take}
	messages := 0
	for {
		t, err := r.token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if r.root == "" {
			r.root, r.space = start.Name.Local, start.Name.Space
		}
		if message, ok := messageOf(start.Name.Local); ok {
			messages++
			r.format = message.format
			if err := r.message(start.Name.Local, message.statement); err != nil {
				return err
			}
		}
	}
	if r.depth > 0 {
		return truncated(r.here(""), "it breaks off in the middle")
	}
	if messages == 0 {
		return foreign("it is XML of another kind ("+shorten(strings.TrimSpace(r.root+" "+r.space[strings.LastIndex(r.space, ":")+1:]))+"), no account statement", "Get camt.053, camt.054 or camt.052 from the bank.")
	}
	return nil
}

func messageOf(name string) (camtMessage, bool) {
	if i := len(name) - 3; i > 0 && name[i] == 'V' {
		name = name[:i] // BkToCstmrStmtV01
	}
	message, ok := camtMessages[name]
	return message, ok
}

func (r *camtReader) message(name, statement string) error {
	before := r.statements
	err := r.children(func(start xml.StartElement) error {
		if start.Name.Local == statement {
			return r.statement(start)
		}
		return r.skip()
	})
	if err == nil && r.statements == before {
		return truncated(r.here(name), "it holds no statement (%s)", statement)
	}
	return err
}

// statement reads one Stmt, Rpt or Ntfctn. Its head comes before its entries, by the schema.
func (r *camtReader) statement(start xml.StartElement) error {
	r.statements++
	s := &camtStatement{number: r.statements, at: r.here(start.Name.Local)}
	err := r.children(func(start xml.StartElement) error {
		switch name := start.Name.Local; name {
		case "Acct", "Bal", "TxsSummry", "CreDtTm", "StmtPgntn", "RptPgntn", "NtfctnPgntn", "FrToDt":
			n, err := r.tree(start)
			if err != nil {
				return err
			}
			return s.head(n)
		case "Ntry":
			return r.entry(s)
		}
		return r.skip()
	})
	if err != nil {
		return err
	}
	return s.control()
}

// entryParts are the parts of an entry that are read.
var entryParts = map[string]bool{
	"Amt": true, "CdtDbtInd": true, "RvslInd": true, "Sts": true, "BookgDt": true, "ValDt": true, "AcctSvcrRef": true, "BkTxCd": true, "Btch": true,
	"AddtlNtryInf": true, "TxDtls": true,
}

// entry reads one Ntry and hands it on. Its transactions are read one by one: a batch may have many.
func (r *camtReader) entry(s *camtStatement) error {
	e := &camtEntry{head: &node{name: "Ntry", line: r.here("").line}}
	part := func(start xml.StartElement) error { return r.part(e, start) }
	err := r.children(func(start xml.StartElement) error {
		if start.Name.Local == "NtryDtls" {
			return r.children(part)
		}
		return part(start)
	})
	if err != nil {
		return err
	}
	if err := r.another(e.head); err != nil {
		return err
	}
	b, err := e.booking(s)
	if err != nil {
		return err
	}
	if err := s.count(e.head.at(), b); err != nil {
		return err
	}
	b.format = r.format
	return r.take(b)
}

// part reads a part of an entry. The first version has transactions beside the other parts.
func (r *camtReader) part(e *camtEntry, start xml.StartElement) error {
	if !entryParts[start.Name.Local] {
		return r.skip()
	}
	n, err := r.tree(start)
	if err != nil {
		return err
	}
	if n.name == "TxDtls" {
		e.details = append(e.details, detailOf(n))
		return r.another(n)
	}
	if e.head.kids = append(e.head.kids, n); len(e.head.kids) > maxNodes {
		return faultAt(n.at(), "one entry has more than %d elements", maxNodes)
	}
	return nil
}

// another counts entries and transactions.
func (r *camtReader) another(n *node) error {
	if r.bookings++; r.bookings > maxBookings {
		return faultAt(n.at(), "it holds more than %d transactions", maxBookings)
	}
	return nil
}
