package dunning

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// lowered says that a fee is less because some of the claims may not bear it, by the rule that let the first of them off.
func lowered(because Effect, from, to money.Amount, steps, bearing []step) Effect {
	var off []string
	for _, s := range steps {
		if !slices.ContainsFunc(bearing, func(b step) bool { return b.item == s.item }) {
			off = append(off, s.item.Number)
		}
	}
	args := map[string]string{"from": from.String(), "to": to.String(), "because": because.What.Key, "items": strings.Join(off, ", ")}
	for name, value := range because.What.Args {
		if name != "fee" {
			args[name] = value
		}
	}
	because.What = Why{EffectFeeLowered, args}
	return because
}
