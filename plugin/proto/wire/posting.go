package wire

import (
	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Outcome says what became of a posting.
type Outcome string

// The outcomes of protocol 1. What a reader does not know, it takes as unknown.
const (
	Written Outcome = "written"
	Refused Outcome = "refused"
	Later   Outcome = "later"
	Unknown Outcome = "unknown"
)

// FromPosting writes a posting for the wire.
func FromPosting(p spec.Posting) *receivablev1.Posting {
	out := &receivablev1.Posting{
		Key: p.Key, Kind: string(p.Kind), DebtorId: p.DebtorID, Date: string(p.Date), Title: p.Title, Text: p.Text,
		Document: &receivablev1.Document{Name: p.Document.Name, MediaType: p.Document.MediaType, Content: p.Document.Content},
		Currency: p.Currency, Amount: p.Amount, Reason: p.Reason, Until: string(p.Until), Undoes: p.Undoes,
	}
	for _, part := range p.Parts {
		out.Parts = append(out.Parts, &receivablev1.PostingPart{ItemId: part.ItemID, Number: part.Number, Amount: part.Amount})
	}
	return out
}

// ToPosting reads a posting from the wire.
func ToPosting(m *receivablev1.Posting) spec.Posting {
	out := spec.Posting{
		Key: m.GetKey(), Kind: spec.PostingKind(m.GetKind()), DebtorID: m.GetDebtorId(), Date: spec.Date(m.GetDate()), Title: m.GetTitle(),
		Text: m.GetText(), Document: spec.Document{
			Name: m.GetDocument().GetName(), MediaType: m.GetDocument().GetMediaType(), Content: m.GetDocument().GetContent(),
		},
		Currency: m.GetCurrency(), Amount: m.GetAmount(), Reason: m.GetReason(), Until: spec.Date(m.GetUntil()), Undoes: m.GetUndoes(),
	}
	for _, part := range m.GetParts() {
		out.Parts = append(out.Parts, spec.PostingPart{ItemID: part.GetItemId(), Number: part.GetNumber(), Amount: part.GetAmount()})
	}
	return out
}

// FromPosted writes an answer for the wire.
func FromPosted(p spec.Posted) *receivablev1.Posted {
	return &receivablev1.Posted{ExternalIds: p.ExternalIDs, Number: p.Number, Link: p.Link, Already: p.Already}
}

// ToPosted reads an answer from the wire.
func ToPosted(m *receivablev1.Posted) spec.Posted {
	return spec.Posted{ExternalIDs: m.GetExternalIds(), Number: m.GetNumber(), Link: m.GetLink(), Already: m.GetAlready()}
}

// FromRenewed writes renewed secrets for the wire; nil when there is none.
func FromRenewed(secrets map[string]string) *receivablev1.Renewed {
	if len(secrets) == 0 {
		return nil
	}
	return &receivablev1.Renewed{Secrets: secrets}
}
