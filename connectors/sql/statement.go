package main

import (
	"slices"
	"strings"
)

// statement is a text that was found to be one query that only reads.
type statement struct {
	// text goes to the server: without comments and without a semicolon.
	text string
	// line is that of the text's first line in its file.
	line int
	file string
}

// refusedWords change data, or write what they read somewhere, wherever they
// stand in a query. Where a column is called like one, it takes quotation marks.
var refusedWords = []string{
	"INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "EXEC", "EXECUTE", "CALL", "DROP", "ALTER", "CREATE", "GRANT", "REVOKE", "OUTFILE", "DUMPFILE",
}

// refusedUnlessFunctions are names of functions too.
var refusedUnlessFunctions = []string{"REPLACE", "TRUNCATE"}

// refusedAnywhere are functions that act on the server, by their whole names or
// (ending in *) beginnings, in any dialect.
var refusedAnywhere = []string{
	// PostgreSQL
	"dblink*", "lo_*", "pg_*", "set_config", "nextval", "setval", "query_to_xml*", "cursor_to_xml*", "ts_stat", "txid_current", "xp_*", "sp_*",
	"database_to_xml*", "schema_to_xml*", "table_to_xml*",
	// MySQL and MariaDB
	"load_file", "get_lock", "release_lock", "release_all_locks", "sys_exec", "sys_eval",
	// SQL Server
	"openrowset", "openquery", "opendatasource",
	// SQLite
	"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer",
}

// allowedFunctions begin like refused ones and do nothing.
var allowedFunctions = []string{"pg_sleep", "pg_typeof"}

// read takes a text as a query, or says why it is none. What is taken is one
// SELECT, or WITH that ends in one, and changes nothing.
func (g grammar) read(text string, extra []string) (string, error) {
	tokens, plain, err := takeApart(g, text)
	if err != nil {
		return "", err
	}
	end := len(tokens)
	for end > 0 && tokens[end-1].is(";") {
		end--
	}
	if tokens = tokens[:end]; end == 0 {
		return "", flaw{1, "is empty"}
	}
	if first := tokens[0]; first.kind != word || first.text != "SELECT" && first.text != "WITH" {
		return "", flaw{first.line, "begins with " + first.shown() + ": it has to begin with SELECT or WITH"}
	}
	for i := range tokens {
		if err := refuse(tokens, i, extra); err != nil {
			return "", err
		}
	}
	if err := single(tokens); err != nil {
		return "", err
	}
	// What is left behind the last token are spaces and semicolons.
	return strings.TrimRight(plain, "; \t\n"), nil
}

func (t token) is(m string) bool { return t.kind == mark && t.text == m }

func (t token) isWord(words ...string) bool { return t.kind == word && slices.Contains(words, t.text) }

func (t token) shown() string {
	if len(t.text) > 40 {
		return t.text[:40] + "..."
	}
	return t.text
}

// refuse looks at one token and its neighbours.
func refuse(tokens []token, i int, extra []string) error {
	t := tokens[i]
	next := token{kind: -1}
	if i+1 < len(tokens) {
		next = tokens[i+1]
	}
	no := func(text string) error { return flaw{t.line, text} }
	switch {
	case t.is(";"):
		return no("goes on behind a semicolon: one query is taken, without a second statement")
	case next.is("(") && (t.kind == word || t.kind == quotedName) && refusedFunction(t.text):
		return no("calls " + strings.ToLower(t.shown()) + ", which does more than read")
	case t.kind != word:
		return nil
	case slices.Contains(refusedWords, t.text), slices.Contains(extra, t.text) && !behindRows(tokens, i),
		slices.Contains(refusedUnlessFunctions, t.text) && !next.is("("):
		return no("holds the word " + t.text + ": a query may only read. A column of that name takes quotation marks")
	case t.text == "SHARE" && i > 0 && tokens[i-1].isWord("FOR", "KEY", "IN"):
		return no("locks what it reads (" + tokens[i-1].text + " SHARE)")
	case t.text == "NEXT" && next.isWord("VALUE"), t.text == "PREVIOUS" && next.isWord("VALUE"):
		return no("takes a number from a sequence")
	}
	return nil
}

// behindRows tells the FETCH of OFFSET 0 ROWS FETCH NEXT from that of a cursor.
func behindRows(tokens []token, i int) bool {
	return tokens[i].isWord("FETCH") && i > 0 && tokens[i-1].isWord("ROW", "ROWS")
}

func refusedFunction(name string) bool {
	name = strings.ToLower(name)
	return !slices.Contains(allowedFunctions, name) && slices.ContainsFunc(refusedAnywhere, func(refused string) bool {
		begin, isBegin := strings.CutSuffix(refused, "*")
		return name == refused || isBegin && strings.HasPrefix(name, begin)
	})
}

// single makes sure that the tokens are one SELECT. SQL Server needs no
// semicolon between two statements.
func single(tokens []token) error {
	selects := 0
	for i, t := range tokens {
		if t.depth != 0 || !t.isWord("SELECT") {
			continue
		}
		if i > 0 && tokens[i-1].isWord("UNION", "ALL", "DISTINCT", "EXCEPT", "INTERSECT", "MINUS") {
			continue
		}
		if selects++; selects > 1 {
			return flaw{t.line, "holds a second SELECT: one query is taken"}
		}
	}
	if selects == 0 {
		return flaw{tokens[0].line, "has a WITH that does not end in a SELECT"}
	}
	return nil
}
