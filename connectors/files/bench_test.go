package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// BenchmarkRead reads a list of 100,000 open items of 25,000 customers.
func BenchmarkRead(b *testing.B) {
	var list strings.Builder
	list.WriteString("Kundenr;Kundenavn;E-post;Fakturanr;Fakturadato;Forfallsdato;Beløp;Restbeløp;Valuta;KID\n")
	for i := range 100_000 {
		fmt.Fprintf(&list, "%d;Kunde %d Ås AS;post%d@kunde.example;F%d;%02d.10.2026;%02d.11.2026;%d.%03d,50;%d,25;NOK;%010d\n",
			i/4, i/4, i/4, i, i%28+1, i%28+1, i%9+1, i%1000, i%900, i)
	}
	settings := set("items", fileWith(b, "list.csv", list.String()))
	b.SetBytes(int64(list.Len()))
	b.ResetTimer()
	for range b.N {
		if _, err := sdk.Collect(b.Context(), connector{}, settings, spec.ReadRequest{Mode: spec.ModeFull}); err != nil {
			b.Fatal(err)
		}
	}
}
