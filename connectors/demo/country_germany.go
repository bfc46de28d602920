package main

import "fmt"

const berlin = "Europe/Berlin"

var germany = country{
	code: "DE", language: "de", currency: "EUR", pattern: "stf", low: 60_00, step: 1, octaves: 7,
	stems: []string{
		"Lindenhof", "Brandauer", "Müllerich", "Schäferling", "Weidenbach", "Hohenfels", "Rosengart", "Königsau", "Steinbrück", "Eichgrund", "Tannwald", "Birkholz",
		"Grünewerth", "Wiesental", "Falkenried", "Morgentau", "Silberbach", "Uferblick", "Nordheide", "Süderland", "Großkamp", "Kleinfeld", "Amselgrund", "Hirschau", "Kaltenborn", "Jägersruh",
		"Öhlenbach", "Zollinger", "Ahornplatz", "Dünenweg",
	},
	trades: []string{
		"Feinkost", "Kältetechnik", "Backwaren", "Gasthaus", "Hotelbetriebe", "Großhandel", "Getränke", "Metzgerei", "Konditorei", "Obst & Gemüse", "Catering", "Weinhaus",
		"Kaffeerösterei", "Landküche", "Fischhandel", "Naturkost", "Molkerei", "Kantinenservice", "Imbiss", "Bäckerei",
	},
	forms: []string{"GmbH", "GmbH", "GmbH", "KG", "OHG", "e. K.", "GmbH & Co. KG", "UG (haftungsbeschränkt)"},
	first: []string{
		"Jonas", "Lena", "Matthias", "Heike", "Jürgen", "Sabine", "Florian", "Käthe", "Tobias", "Ursula", "Björn", "Annika", "Günther", "Mareike", "Stefan", "Birgit",
		"Lukas", "Silke", "Uwe", "Johanna", "Felix", "Grit", "Moritz", "Anke", "Sönke", "Renate", "Kai",
	},
	last: []string{
		"Weber", "Brandl", "Vogt", "Schäfer", "Krämer", "Böhm", "Lindner", "Haas", "Pohl", "Jäger", "Groß", "Seidel", "Ziegler", "Kühn", "Arnold", "Voss", "Roth",
		"Stark", "Winter", "Ebert", "Thiele", "Hübner", "Marx",
	},
	places: []place{
		{"10115", "Berlin", "", berlin},
		{"20095", "Hamburg", "", berlin},
		{"80331", "München", "", berlin},
		{"50667", "Köln", "", berlin},
		{"60311", "Frankfurt am Main", "", berlin},
		{"70173", "Stuttgart", "", berlin},
		{"40213", "Düsseldorf", "", berlin},
		{"04109", "Leipzig", "", berlin},
		{"01067", "Dresden", "", berlin},
		{"28195", "Bremen", "", berlin},
		{"30159", "Hannover", "", berlin},
		{"90402", "Nürnberg", "", berlin},
		{"79098", "Freiburg im Breisgau", "", berlin},
		{"24103", "Kiel", "", berlin},
		{"18055", "Rostock", "", berlin},
		{"99084", "Erfurt", "", berlin},
		{"55116", "Mainz", "", berlin},
		{"86150", "Augsburg", "", berlin},
		{"93047", "Regensburg", "", berlin},
		{"23552", "Lübeck", "", berlin},
	},
	streets: []string{"Hauptstraße", "Bahnhofstraße", "Gartenweg", "Lindenallee", "Marktplatz", "Am Hafen", "Schulstraße", "Mühlenweg", "Dorfstraße", "Kirchgasse"},

	mailboxes: []string{"buchhaltung", "rechnung", "info", "kreditoren"},
	roles:     []string{"Buchhaltung", "Geschäftsführung", "Einkauf"},
	owners:    []string{"Jonas Weber", "Lena Vogt"},
	goods:     []string{"Fisch und Meeresfrüchte", "Obst und Gemüse", "Tiefkühlware", "Trockenware", "Molkereiprodukte", "Kaffee und Tee", "Verpackung", "Lieferung"},
	complaints: []string{
		"Ware kam angetaut an", "Menge falsch: 40 bestellt, 24 geliefert", "Preis entspricht nicht dem Angebot", "Lieferung nie erhalten", "Ware wurde zurückgeschickt",
	},
	// The Federal Network Agency sets these blocks aside for film and fiction.
	phone: func(d *dice) string {
		blocks := []string{"+49 30 23125", "+49 40 66969", "+49 69 90009", "+49 89 99998"}
		return fmt.Sprintf("%s %03d", d.pick(blocks), d.below(1000))
	},
}
