package host

import (
	"fmt"
	"math"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// tally recounts a read: the host believes no count that it has not made itself.
type tally struct {
	generation int64
	records    int64
	counts     map[spec.Stream]int64
	sums       map[string]int64
}

func newTally(generation int64) *tally {
	return &tally{generation: generation, counts: map[spec.Stream]int64{}, sums: map[string]int64{}}
}

// add checks each record of the batch and counts it.
func (t *tally) add(b *Batch) error {
	for i := range b.Debtors {
		if err := b.Debtors[i].Validate(); err != nil {
			return fmt.Errorf("customer %s: %w", quote(b.Debtors[i].ExternalID), err)
		}
	}
	if err := t.addItems(b.Items); err != nil {
		return err
	}
	for i := range b.Payments {
		if err := b.Payments[i].Validate(); err != nil {
			return fmt.Errorf("payment %s: %w", quote(b.Payments[i].ExternalID), err)
		}
	}
	for i := range b.Removals {
		if err := b.Removals[i].Validate(); err != nil {
			return fmt.Errorf("removal %s: %w", quote(b.Removals[i].ExternalID), err)
		}
	}
	for i := range b.BankLines {
		if err := b.BankLines[i].Validate(); err != nil {
			return fmt.Errorf("bank line %s: %w", quote(b.BankLines[i].ExternalID), err)
		}
	}
	t.counts[spec.StreamBankLines] += int64(len(b.BankLines))
	t.counts[spec.StreamDebtors] += int64(len(b.Debtors))
	t.counts[spec.StreamItems] += int64(len(b.Items))
	t.counts[spec.StreamPayments] += int64(len(b.Payments))
	t.counts[spec.StreamRemovals] += int64(len(b.Removals))
	t.records += int64(b.Len())
	return nil
}

// addItems sums up runs of one currency before it touches the map.
func (t *tally) addItems(items []spec.Item) error {
	for start := 0; start < len(items); {
		currency, sum, i := items[start].Currency, int64(0), start
		for ; i < len(items) && items[i].Currency == currency; i++ {
			if err := items[i].Validate(); err != nil {
				return fmt.Errorf("item %s: %w", quote(items[i].ExternalID), err)
			}
			next, ok := addExactly(sum, items[i].Open)
			if !ok {
				return errTotal(currency)
			}
			sum = next
		}
		total, ok := addExactly(t.sums[currency], sum)
		if !ok {
			return errTotal(currency)
		}
		t.sums[currency] = total
		start = i
	}
	return nil
}

func errTotal(currency string) error {
	return fmt.Errorf("the open amounts in %s add up to more than %s", currency, spec.FormatAmount(math.MaxInt64, currency))
}

func addExactly(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0) || b == 0
}

// verify holds a checkpoint's claims against what arrived.
func (t *tally) verify(c spec.Checkpoint) error {
	if c.Generation != t.generation {
		return fmt.Errorf("it belongs to generation %d, not %d", c.Generation, t.generation)
	}
	if len(c.Cursor) > spec.MaxCursor {
		return fmt.Errorf("its cursor holds %d bytes, more than %d", len(c.Cursor), spec.MaxCursor)
	}
	for _, stream := range []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments, spec.StreamRemovals, spec.StreamBankLines} {
		if c.Counts[stream] != t.counts[stream] {
			return fmt.Errorf("it claims %d %s, %d arrived", c.Counts[stream], stream, t.counts[stream])
		}
	}
	if c.Rejected < 0 {
		return fmt.Errorf("it claims %d rejected records", c.Rejected)
	}
	for currency := range c.Control {
		if _, known := spec.Exponent(currency); !known {
			return fmt.Errorf("its control total is in %s, which is not an ISO 4217 currency", quote(currency))
		}
	}
	return t.verifySums(c)
}

func (t *tally) verifySums(c spec.Checkpoint) error {
	for currency, claimed := range c.Sums {
		if _, known := t.sums[currency]; !known && claimed != 0 {
			return fmt.Errorf("it claims %s %s open, none arrived", spec.FormatAmount(claimed, currency), quote(currency))
		}
	}
	for currency, sum := range t.sums {
		if c.Sums[currency] != sum {
			return fmt.Errorf("it claims %s %s open, %s arrived",
				spec.FormatAmount(c.Sums[currency], currency), currency, spec.FormatAmount(sum, currency))
		}
		if exponent, _ := spec.Exponent(currency); c.Exponents[currency] != exponent {
			return fmt.Errorf("it counts %s with %d decimals, the standard says %d", currency, c.Exponents[currency], exponent)
		}
	}
	return nil
}
