package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// camt writes a statement of one account around some entries.
func camt(message, statement, namespace, head string, entries ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="` + namespace + `"><` + message + `><GrpHdr><MsgId>M</MsgId></GrpHdr><` + statement + `><Id>S</Id>
<Acct><Id><IBAN>NO93 8601 1117 947</IBAN></Id></Acct>` + head + "\n" + strings.Join(entries, "\n") + `
</` + statement + `></` + message + `></Document>`
}

func camt053(head string, entries ...string) string {
	return camt("BkToCstmrStmt", "Stmt", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", head, entries...)
}

func ntry(amount, sign, more string) string {
	return `<Ntry><Amt Ccy="NOK">` + amount + `</Amt><CdtDbtInd>` + sign + `</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>` + more + `</Ntry>`
}

func txs(details ...string) string {
	return "<NtryDtls>" + strings.Join(details, "") + "</NtryDtls>"
}

func tx(amount string) string {
	return `<TxDtls><Amt Ccy="NOK">` + amount + `</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>`
}

func balances(opening, closing string) string {
	out := ""
	for code, amount := range map[string]string{"OPBD": opening, "CLBD": closing} {
		sign := "CRDT"
		if plain, owed := strings.CutPrefix(amount, "-"); owed {
			amount, sign = plain, "DBIT"
		}
		out += `<Bal><Tp><CdOrPrtry><Cd>` + code + `</Cd></CdOrPrtry></Tp><Amt Ccy="NOK">` + amount + `</Amt><CdtDbtInd>` + sign + `</CdtDbtInd></Bal>`
	}
	return out
}

func TestCamtIsRead(t *testing.T) {
	summary := func(n, credits, debits string) string {
		return `<TxsSummry><TtlNtries><NbOfNtries>` + n + `</NbOfNtries></TtlNtries><TtlCdtNtries><Sum>` + credits + `</Sum></TtlCdtNtries><TtlDbtNtries><Sum>` + debits + `</Sum></TtlDbtNtries></TxsSummry>`
	}
	pending := strings.Replace(ntry("5", "CRDT", ""), "BOOK", "PDNG", 1)
	for name, tc := range map[string]struct{ file, want string }{
		"any version":               {camt("BkToCstmrStmt", "Stmt", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.13", "", ntry("1.50", "CRDT", "")), "1 movement, 1.50 NOK"},
		"the first version":         {camt("BkToCstmrStmtV01", "Stmt", "urn:swift:xsd:$camt.053.001.01", "", ntry("1.50", "DBIT", "")), "1 movement, -1.50 NOK"},
		"no namespace":              {camt("BkToCstmrStmt", "Stmt", "", "", ntry("1", "CRDT", "")), "1 movement, 1.00 NOK"},
		"camt.052":                  {camt("BkToCstmrAcctRpt", "Rpt", "camt.052", "", ntry("1", "CRDT", "")), "1 movement, 1.00 NOK"},
		"camt.054":                  {camt("BkToCstmrDbtCdtNtfctn", "Ntfctn", "camt.054", "", ntry("1", "CRDT", "")), "1 movement, 1.00 NOK"},
		"a prefix and an envelope":  {`<e:Env xmlns:e="x" xmlns:c="camt"><e:Body><c:Document><c:BkToCstmrStmt><c:Stmt><c:Acct><c:Id><c:IBAN>X</c:IBAN></c:Id></c:Acct><c:Ntry><c:Amt Ccy="EUR">3</c:Amt><c:CdtDbtInd>CRDT</c:CdtDbtInd><c:BookgDt><c:DtTm>2026-11-23T23:59:59.000-08:00</c:DtTm></c:BookgDt></c:Ntry></c:Stmt></c:BkToCstmrStmt></c:Document></e:Body></e:Env>`, "1 movement, 3.00 EUR"},
		"balances":                  {camt053(balances("-10.00", "-8.50"), ntry("2.00", "CRDT", ""), ntry("0.50", "DBIT", "")), "2 movements, 1.50 NOK"},
		"balances that differ":      {camt053(balances("10.00", "8.50"), ntry("2.00", "CRDT", "")), "refused, line 3 Amt: the closing balance is 8.50 NOK, but 10.00 NOK and what was booked make 12.00 NOK"},
		"one page of several":       {camt053("<StmtPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>"+balances("10.00", "8.50"), ntry("2.00", "CRDT", "")), "1 movement, 2.00 NOK"},
		"sums":                      {camt053(summary("2", "2.00", "0.50"), ntry("2.00", "CRDT", ""), ntry("0.50", "DBIT", "")), "2 movements, 1.50 NOK"},
		"sums without the pending":  {camt053(summary("1", "2.00", "0"), ntry("2.00", "CRDT", ""), pending), "1 movement, 2.00 NOK, 1 not booked"},
		"sums with the pending":     {camt053(summary("2", "7.00", "0"), ntry("2.00", "CRDT", ""), pending), "1 movement, 2.00 NOK, 1 not booked"},
		"a count that differs":      {camt053(summary("3", "2.00", "0.50"), ntry("2.00", "CRDT", ""), ntry("0.50", "DBIT", "")), "refused, line 3 NbOfNtries: it says that it holds 3 entries (TtlNtries), but 2 are there"},
		"a sum that differs":        {camt053(summary("1", "2.01", "0"), ntry("2.00", "CRDT", "")), "refused, line 3 Sum: it says that its entries add up to 2.01 NOK, but they make 2.00 NOK"},
		"a net sum that differs":    {camt053(`<TxsSummry><TtlNtries><TtlNetNtryAmt>2.00</TtlNetNtryAmt><CdtDbtInd>DBIT</CdtDbtInd></TtlNtries></TxsSummry>`, ntry("2.00", "CRDT", "")), "refused, line 3 TtlNetNtryAmt: it says that its entries come to -2.00 NOK, but they come to 2.00 NOK"},
		"a batch with its parts":    {camt053("", ntry("5.00", "CRDT", txs(tx("2.00"), tx("3.00")))), "2 movements, 5.00 NOK"},
		"a batch less its fees":     {camt053("", ntry("4.90", "CRDT", txs(tx("2.00"), tx("3.00")))), "1 movement, 4.90 NOK"},
		"a batch without amounts":   {camt053("", ntry("5.00", "CRDT", txs("<TxDtls/>", "<TxDtls/>"))), "1 movement, 5.00 NOK"},
		"zeros behind the decimals": {camt053("", ntry("1.50000", "CRDT", "")), "1 movement, 1.50 NOK"},
		"too many decimals":         {camt053("", ntry("1.505", "CRDT", "")), `refused, line 4 Amt: "1.505" has more than the 2 decimals of NOK`},
		"too many in a part":        {camt053("", ntry("5.00", "CRDT", txs(tx("2.001"), tx("2.999")))), `refused, line 4 Amt: "2.001" has more than the 2 decimals of NOK`},
		"a sign of its own":         {camt053("", ntry("-1", "CRDT", "")), `refused, line 4 Amt: the amount "-1" has a sign of its own`},
		"no such day":               {camt053("", strings.Replace(ntry("1", "CRDT", ""), "11-23", "02-30", 1)), `refused, line 4 BookgDt: "2026-02-30" is not a date`},
		"no direction":              {camt053("", ntry("1", "", "")), `refused, line 4 CdtDbtInd: "" is neither CRDT nor DBIT`},
		"an unknown status":         {camt053("", strings.Replace(ntry("1", "CRDT", ""), "BOOK", "HUH", 1)), `refused, line 4 Sts: "HUH" is not a status that is known here`},
		"no account":                {strings.Replace(camt053("", ntry("1", "CRDT", "")), "IBAN>", "XBAN>", 2), "refused, line 4 Ntry: the statement does not say of which account it is"},
		"a document type":           {`<!DOCTYPE x [<!ENTITY a "b">]>` + camt053(""), "refused, line 1: it has a document type, which bank files do not have"},
		"an entity":                 {strings.Replace(camt053(""), ">M<", ">&bomb;<", 1), "refused, line 2: it is damaged: invalid character entity &bomb;"},
		"a deep one":                {strings.Repeat("<a>", 100), "refused, line 1: its elements stand within each other more than 64 deep"},
		"cut":                       {camt053("", ntry("1", "CRDT", ""))[:370], "refused, line 5: it breaks off in the middle"},
		"another message":           {`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn/></Document>`, "refused, line 1: it is XML of another kind (Document pain.001.001.03), no account statement"},
	} {
		if got := readBytes([]byte(tc.file)).String(); got != tc.want {
			t.Errorf("%s: %s\n  want %s", name, got, tc.want)
		}
	}
}

// one reads a statement with one entry and gives the line that goes to the desk.
func one(t *testing.T, entry string) spec.BankLine {
	t.Helper()
	r := readBytes([]byte(camt053("", entry)))
	if r.err != nil || len(r.bookings) != 1 || len(r.bookings[0].lines()) != 1 {
		t.Fatalf("%v, %d bookings", r.err, len(r.bookings))
	}
	b := r.bookings[0]
	return bankLine("f.xml", b, &b.lines()[0], "id")
}

func TestWhoPaidAndWhy(t *testing.T) {
	detail := `<NtryDtls><TxDtls><Refs><EndToEndId>PO-7781</EndToEndId></Refs><RltdPties>
<Dbtr><Nm>Fjordfisk AS</Nm></Dbtr><DbtrAcct><Id><Othr><Id>15032080119</Id></Othr></Id></DbtrAcct>
<Cdtr><Pty><Nm>Acme AS</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>NO9386011117947</IBAN></Id></CdtrAcct></RltdPties>
<RmtInf><Ustrd>KID: 1234 5674</Ustrd><Strd><RfrdDocInf><Nb>F-1002</Nb></RfrdDocInf><CdtrRefInf><Ref>0001004217</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>`
	in := one(t, ntry("10", "CRDT", detail))
	if in.PayerName != "Fjordfisk AS" || in.PayerAccount != "15032080119" || in.Text != "KID: 1234 5674\nF-1002" || in.Account != "NO9386011117947" {
		t.Errorf("%+v", in)
	}
	if got := fmt.Sprint(in.References); got != "[0001004217 PO-7781 12345674]" {
		t.Errorf("the structured reference stands first, then the payer's, then what the text says: %s", got)
	}
	// Of a payment out the payee is told; where that is this account, as in a direct debit that comes back, the payer.
	out := one(t, ntry("10", "DBIT", strings.Replace(detail, "NO9386011117947", "NO8330001234567", 1)))
	if out.PayerName != "Acme AS" || out.Amount != -1000 || out.Reversal {
		t.Errorf("%+v", out)
	}
	back := one(t, ntry("10", "DBIT", strings.Replace(detail, "<RmtInf>", "<RtrInf/><RmtInf>", 1)))
	if back.PayerName != "Fjordfisk AS" || !back.Reversal {
		t.Errorf("%+v", back)
	}
	reversed := one(t, strings.Replace(ntry("10", "DBIT", detail), "<Sts>", "<RvslInd>true</RvslInd><Sts>", 1))
	if !reversed.Reversal || reversed.Amount != -1000 {
		t.Errorf("%+v", reversed)
	}
	// One of twenty payments is told: it must not pass for the payer of all.
	batch := one(t, ntry("10", "CRDT", strings.Replace(detail, "<TxDtls>", "<Btch><NbOfTxs>20</NbOfTxs></Btch><TxDtls>", 1)+"<AddtlNtryInf>Batch</AddtlNtryInf>"))
	if batch.PayerName != "" || len(batch.References) != 0 || batch.Text != "Batch" {
		t.Errorf("%+v", batch)
	}
}

// A file of many entries is read in memory that does not grow with it.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	entry := ntry("1.00", "CRDT", txs(tx("1.00"))) + "\n"
	const entries = 100_000
	file := strings.NewReader(strings.Replace(camt053("", "@"), "@", strings.Repeat(entry, entries), 1))
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, seen, most := live(), 0, uint64(0)
	err := parse(file, func(*booking) error {
		if seen++; seen%25_000 == 0 {
			most = max(most, live())
		}
		return nil
	})
	if err != nil || seen != entries {
		t.Fatalf("%d entries, %v", seen, err)
	}
	if most > before+8<<20 {
		t.Errorf("%d MiB more than before", (most-before)>>20)
	}
}

func TestAnEntryIsBounded(t *testing.T) {
	var f *fault
	wide := camt053("", ntry("1", "CRDT", strings.Repeat("<X/>", maxNodes+1)))
	if got := readBytes([]byte(wide)); got.err != nil {
		t.Errorf("what is not needed is passed over: %v", got.err)
	}
	wide = camt053("", ntry("1", "CRDT", txs(strings.Repeat("<Btch/>", maxNodes+1))))
	if got := readBytes([]byte(wide)); !errors.As(got.err, &f) || f.line != 4 {
		t.Errorf("%v", got.err)
	}
	wide = camt053("", ntry("1", "CRDT", txs("<TxDtls>"+strings.Repeat("<X/>", maxNodes+1)+"</TxDtls>")))
	if got := readBytes([]byte(wide)); !errors.As(got.err, &f) || f.line != 4 {
		t.Errorf("%v", got.err)
	}
	long := camt053("", ntry("1", "CRDT", txs("<TxDtls><X>"+strings.Repeat("x", maxNodeText+1)+"</X></TxDtls>")))
	if got := readBytes([]byte(long)); !errors.As(got.err, &f) || f.line != 4 {
		t.Errorf("%v", got.err)
	}
}
