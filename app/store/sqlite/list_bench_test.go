package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// BenchmarkCustomers opens the list of a hundred thousand customers: its first page in each order, a search, and all of it.
func BenchmarkCustomers(b *testing.B) {
	book, id := benchBook(b, filepath.Join(b.TempDir(), "list.book"))
	defer func() { must(b, book.Close()) }()
	src := makeSource(400_000)
	src.items = src.items[:100_000]
	src.sync(b, book, id)
	for _, c := range []struct {
		name string
		q    store.CustomerQuery
		rows int
	}{
		{"first page by name", store.CustomerQuery{Limit: 100}, 100},
		{"first page by number", store.CustomerQuery{Sort: store.ByNumber, Limit: 100}, 100},
		{"first page by overdue", store.CustomerQuery{Sort: store.ByOverdue, Limit: 100}, 100},
		{"first page by oldest", store.CustomerQuery{Sort: store.ByOldest, Limit: 100}, 100},
		{"search", store.CustomerQuery{Search: "fjordfisk 77", Limit: 100}, 100},
		{"all", store.CustomerQuery{}, 100_000},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				n := 0
				must(b, book.View(b.Context(), func(r store.Reader) error {
					return r.Customers(c.q, func(store.CustomerRow) error { n++; return nil })
				}))
				if n != c.rows {
					b.Fatalf("%d rows, want %d", n, c.rows)
				}
			}
		})
	}
}
