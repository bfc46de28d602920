package main

import "fmt"

const (
	eastern  = "America/New_York"
	central  = "America/Chicago"
	mountain = "America/Denver"
	pacific  = "America/Los_Angeles"
)

var usa = country{
	code: "US", language: "en", currency: "USD", pattern: "stf", low: 75_00, step: 1, octaves: 7, numberFirst: true,
	stems: []string{
		"Cedar Hollow", "Prairie Lantern", "Harborlight", "Maple Junction", "Redstone Mesa", "Blue Heron", "Juniper Flats", "Lakebend", "Copper Kettle", "Windmill Creek", "Sagebrush", "Granite Pass",
		"Northfork", "Willow Bend", "Old Depot", "Cottonwood", "Silver Trout", "Bayou Lantern", "Foggy Pier", "Timberline Nine", "Sunfield", "Ironwood", "Magnolia Row", "Two Rivers", "Canyon Gate",
		"Whistlestop", "Evergreen Mill", "Desert Plum", "Riverton Oak", "Golden Acre",
	},
	trades: []string{
		"Diner", "Foods", "Catering", "Seafood", "Grocers", "Coffee Roasters", "Bakery", "Provisions", "Hospitality", "Kitchen Supply", "Market", "Creamery", "Taproom", "Imports", "Produce",
		"Steakhouse", "Lodge", "Deli", "Smokehouse", "Farms",
	},
	forms: []string{"Inc.", "Inc.", "LLC", "LLC", "LLC", "Co.", "Corp."},
	first: []string{
		"Ryan", "Denise", "Marcus", "Alicia", "Travis", "Keisha", "Dale", "Brooke", "Hector", "Joanna", "Terrence", "Melissa", "Wyatt", "Carmen", "Elijah", "Paige", "Randall", "Mei", "Curtis",
		"Shawna", "Diego", "Lorraine", "Trevon", "Caitlin", "Russell", "Noor", "Grace",
	},
	last: []string{
		"Cole", "Whitaker", "Ramirez", "Brooks", "Haskell", "Nguyen", "Dawson", "Pruitt", "Ellison", "Vasquez", "Tillman", "Boyd", "Kowalski", "Sanders", "Merritt", "Okafor", "Lindgren", "Hobbs",
		"Castillo", "Yates", "Frost", "Baptiste", "Sutter",
	},
	places: []place{
		{"10001", "New York", "NY", eastern},
		{"60601", "Chicago", "IL", central},
		{"98101", "Seattle", "WA", pacific},
		{"97201", "Portland", "OR", pacific},
		{"02108", "Boston", "MA", eastern},
		{"78701", "Austin", "TX", central},
		{"80202", "Denver", "CO", mountain},
		{"94103", "San Francisco", "CA", pacific},
		{"55401", "Minneapolis", "MN", central},
		{"70112", "New Orleans", "LA", central},
		{"33130", "Miami", "FL", eastern},
		{"37203", "Nashville", "TN", central},
		{"85004", "Phoenix", "AZ", "America/Phoenix"},
		{"96813", "Honolulu", "HI", "Pacific/Honolulu"},
		{"04101", "Portland", "ME", eastern},
		{"84101", "Salt Lake City", "UT", mountain},
	},
	streets: []string{"Main St", "Oak Ave", "Depot Rd", "Harbor Blvd", "Second St", "Mill Rd", "Lakeview Dr", "Commerce Way", "Elm St"},

	mailboxes: []string{"ap", "accounts.payable", "billing", "office"},
	roles:     []string{"Accounts payable", "Owner", "Purchasing"},
	owners:    []string{"Ryan Cole", "Alicia Brooks"},
	goods:     []string{"Fish and seafood", "Fruit and vegetables", "Chilled and frozen", "Dry goods", "Dairy", "Coffee and tea", "Packaging", "Freight"},
	complaints: []string{
		"12 cases arrived thawed", "Ordered 40, received 24", "Not the price we were quoted", "Never delivered", "Returned last month",
	},
	// 555-0100 to 555-0199 are kept for fiction.
	phone: func(d *dice) string {
		return fmt.Sprintf("+1 %s-555-01%02d", d.pick([]string{"212", "312", "206", "503", "617", "512", "303", "415"}), d.below(100))
	},
}
