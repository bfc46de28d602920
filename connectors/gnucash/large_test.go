package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// largeXML writes a book with n invoices, each paid in half, and as many
// bookings that have nothing to do with customers.
func largeXML(n int) io.Reader {
	out, in := io.Pipe()
	go func() {
		w := func(format string, args ...any) { fmt.Fprintf(in, format, args...) }
		w(`<gnc-v2><gnc:book version="2.0.0"><gnc:count-data cd:type="transaction">%d</gnc:count-data>`, 3*n)
		w(`<gnc:account><act:id>bank</act:id><act:type>BANK</act:type></gnc:account><gnc:account><act:name>AR</act:name><act:id>ar</act:id>` +
			`<act:type>RECEIVABLE</act:type><act:commodity><cmdty:id>EUR</cmdty:id></act:commodity><act:lots>`)
		for i := range n {
			w(`<gnc:lot><lot:id>lot%d</lot:id><lot:slots><slot><slot:key>title</slot:key></slot></lot:slots></gnc:lot>`, i)
		}
		w(`</act:lots></gnc:account>`)
		for i := range n {
			writeBooking(w, fmt.Sprint("post", i), fmt.Sprint("lot", i), "10000/100", "ar")
			writeBooking(w, fmt.Sprint("pay", i), fmt.Sprint("lot", i), "-5000/100", "ar")
			writeBooking(w, fmt.Sprint("other", i), "", "700/100", "bank")
		}
		w(`<gnc:GncCustomer><cust:guid>c</cust:guid><cust:name>C</cust:name></gnc:GncCustomer>`)
		for i := range n {
			w(`<gnc:GncInvoice><invoice:guid>inv%d</invoice:guid><invoice:id>%d</invoice:id><invoice:owner><owner:type>gncCustomer</owner:type>`+
				`<owner:id>c</owner:id></invoice:owner><invoice:posted><ts:date>2026-01-01 10:59:00 +0000</ts:date></invoice:posted>`+
				`<invoice:posttxn>post%d</invoice:posttxn><invoice:postlot>lot%d</invoice:postlot></gnc:GncInvoice>`, i, i, i, i)
		}
		w(`</gnc:book></gnc-v2>`)
		_ = in.Close()
	}()
	return out
}

func writeBooking(w func(string, ...any), id, lot, amount, account string) {
	w(`<gnc:transaction><trn:id>%s</trn:id><trn:date-posted><ts:date>2026-01-01 10:59:00 +0000</ts:date></trn:date-posted><trn:slots>`+
		`<slot><slot:key>trans-date-due</slot:key><slot:value type="timespec"><ts:date>2026-02-01 00:00:00 +0000</ts:date></slot:value></slot></trn:slots>`+
		`<trn:splits><trn:split><split:quantity>%s</split:quantity><split:account>%s</split:account><split:lot>%s</split:lot></trn:split>`+
		`<trn:split><split:quantity>1/1</split:quantity><split:account>bank</split:account></trn:split></trn:splits></gnc:transaction>`, id, amount, account, lot)
}

// What has nothing to do with customers must cost no memory, and no part of the
// work may grow faster than the book.
func TestLargeBookStaysSmallInMemory(t *testing.T) {
	const n = 20000
	l, err := loadXML(t.Context(), largeXML(n))
	if err != nil {
		t.Fatal(err)
	}
	m := mapLedger(l, zone{location: time.UTC})
	if len(m.items) != n || len(m.payments) != n || m.control["EUR"] != n*5000 {
		t.Errorf("%d items, %d payments, balance %d", len(m.items), len(m.payments), m.control["EUR"])
	}
	var held runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&held)
	runtime.KeepAlive(l)
	if most := uint64(64<<20 + 4<<10*n); held.HeapAlloc > most {
		t.Errorf("%d bytes are held for %d invoices, want at most %d", held.HeapAlloc, n, most)
	}
}

func BenchmarkLoadXML(b *testing.B) {
	book, err := io.ReadAll(largeXML(10000))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(book)))
	for b.Loop() {
		l, err := loadXML(b.Context(), strings.NewReader(string(book)))
		if err != nil {
			b.Fatal(err)
		}
		mapLedger(l, zone{location: time.UTC})
	}
}
