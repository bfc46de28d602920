package main

import "fmt"

const london = "Europe/London"

var britain = country{
	code: "GB", language: "en", currency: "GBP", pattern: "stf", low: 55_00, step: 1, octaves: 7, numberFirst: true,
	stems: []string{
		"Harrowfield", "Thornbury Lane", "Blackmoor", "Ashcombe", "Kestrel & Vane", "Oakhollow", "Merrowdown", "Silverbeck", "Wetherfold", "Pennygate", "Larkmead", "Coldharbour Mill",
		"Foxglove", "Brindle", "Hawthorn Quay", "Millrace", "Saltmarsh", "Old Tannery", "Copperhill", "Wrenfield", "Stonebridge Row", "Marlow & Pike", "Tidewater", "Greyfriar", "Elmstead",
		"Hollin", "Quayside Nine", "Dunmallet", "Cinder Lane", "Rookwood",
	},
	trades: []string{
		"Bakery", "Catering", "Fishmongers", "Foods", "Hotel", "Provisions", "Tea Rooms", "Wholesale", "Kitchens", "Butchers", "Brewery", "Farm Shop", "Delicatessen", "Coffee", "Events",
		"Inn", "Dairy", "Greengrocers", "Bistro", "Pantry",
	},
	forms: []string{"Ltd", "Ltd", "Ltd", "Ltd", "LLP", "& Sons", "plc"},
	first: []string{
		"Emma", "Oliver", "Priya", "Callum", "Harriet", "Nigel", "Aisha", "Gareth", "Fiona", "Owen", "Beatrice", "Rhys", "Imogen", "Alistair", "Chloe", "Duncan", "Yasmin", "Trevor",
		"Niamh", "Edmund", "Sophie", "Kwame", "Rosalind", "Hamish", "Leila", "Graham", "Tamsin",
	},
	last: []string{
		"Clarke", "Whitfield", "Okafor", "Pritchard", "Bannerman", "Ashworth", "Patel", "Sinclair", "Lockwood", "Trelawney", "Hargreaves", "MacLeod", "Bright", "Fairfax", "Osei", "Rowe",
		"Penrose", "Carmichael", "Dunne", "Holloway", "Sharpe", "Vaughan", "Winslow",
	},
	places: []place{
		{"EC1A 1BB", "London", "", london},
		{"M1 1AE", "Manchester", "", london},
		{"B33 8TH", "Birmingham", "", london},
		{"LS1 4DY", "Leeds", "", london},
		{"BS1 4DJ", "Bristol", "", london},
		{"EH1 1YZ", "Edinburgh", "", london},
		{"G1 1XQ", "Glasgow", "", london},
		{"CF10 1EP", "Cardiff", "", london},
		{"BT1 5GS", "Belfast", "", london},
		{"NE1 4ST", "Newcastle upon Tyne", "", london},
		{"L1 8JQ", "Liverpool", "", london},
		{"S1 2HE", "Sheffield", "", london},
		{"PL1 1EA", "Plymouth", "", london},
		{"NR2 1TF", "Norwich", "", london},
		{"YO1 7HH", "York", "", london},
		{"BN1 1EE", "Brighton", "", london},
		{"AB10 1AB", "Aberdeen", "", london},
	},
	streets: []string{"High Street", "Market Row", "Station Road", "Mill Lane", "Church Street", "Harbour Walk", "Victoria Road", "Kiln Close", "Bridge Street"},

	mailboxes: []string{"accounts", "ap", "ledger", "office"},
	roles:     []string{"Accounts payable", "Managing director", "Purchasing"},
	owners:    []string{"Emma Clarke", "Owen Pritchard"},
	goods:     []string{"Fish and seafood", "Fruit and vegetables", "Chilled and frozen", "Dry goods", "Dairy", "Coffee and tea", "Packaging", "Carriage"},
	complaints: []string{
		"12 boxes arrived thawed", "Ordered 40, got 24", "Not the price we agreed", "Never delivered", "Sent back last month",
	},
	// Ofcom keeps these numbers free for drama.
	phone: func(d *dice) string {
		blocks := []string{"+44 20 7946 0", "+44 113 496 0", "+44 117 496 0", "+44 131 496 0", "+44 161 496 0", "+44 7700 900"}
		return fmt.Sprintf("%s%03d", d.pick(blocks), d.below(1000))
	},
}
