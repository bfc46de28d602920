package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

func debtor(c customer) spec.Debtor {
	kind := spec.DebtorConsumer
	if c.Company {
		kind = spec.DebtorBusiness
	}
	return spec.Debtor{
		ExternalID: c.ID, Number: c.Number, Name: c.Name, Kind: kind, Country: c.Country, Email: c.Email,
		Address: spec.Address{Lines: []string{c.Street}, PostalCode: c.Zip, City: c.City, Country: c.Country},
	}
}

func item(i invoice) (spec.Item, error) {
	total, err := spec.ParseAmount(i.Total, i.Currency)
	if err != nil {
		return spec.Item{}, err
	}
	open, err := spec.ParseAmount(i.Open, i.Currency)
	if err != nil {
		return spec.Item{}, err
	}
	kind := spec.ItemInvoice
	if total < 0 {
		kind = spec.ItemCredit
	}
	return spec.Item{
		ExternalID: i.ID, DebtorID: i.Customer, Number: i.Number, Kind: kind,
		Issued: spec.Date(i.Date), Due: spec.Date(i.Due), Currency: i.Currency, Amount: total, Open: open,
	}, nil
}
