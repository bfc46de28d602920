package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// mostReferences is how many earlier mails a mail names: enough for every mail program to keep them together.
const mostReferences = 10

func itemsOf(n *dunning.Notice) []receivable.ItemID {
	out := make([]receivable.ItemID, len(n.Lines))
	for i := range n.Lines {
		out[i] = n.Lines[i].Item
	}
	return out
}
