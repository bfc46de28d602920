package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// fields are the settings of a connection. Empty ones are recognised.
func fields() []spec.Field {
	extensions := []string{".csv", ".txt", ".tsv", ".xlsx", ".xlsm"}
	return []spec.Field{
		{
			Key: "items", Type: spec.FieldFile, Required: true, Extensions: extensions,
			Label: spec.Text{"en": "Open items", "nb": "Åpne poster"},
			Help: spec.Text{
				"en": "The list of open items that your accounting system exports as CSV or Excel. Save each new export in the same place.",
				"nb": "Listen over åpne poster som regnskapssystemet eksporterer som CSV eller Excel. Lagre hver ny eksport på samme sted.",
			},
		},
		{
			Key: "customers", Type: spec.FieldFile, Extensions: extensions,
			Label: spec.Text{"en": "Customers", "nb": "Kunder"},
			Help: spec.Text{
				"en": "A list of customers with e-mail and address. Empty: customers are in the list of open items.",
				"nb": "En liste over kunder med e-post og adresse. Tom: kundene står i listen over åpne poster.",
			},
		},
		{
			Key: "mapping", Type: spec.FieldMapping, Choices: mappingChoices(),
			Label: spec.Text{"en": "Columns", "nb": "Kolonner"},
			Help: spec.Text{
				"en": "Which column holds what. Empty: recognised by the headings.",
				"nb": "Hvilken kolonne som inneholder hva. Tom: gjenkjennes på overskriftene.",
			},
		},
		{
			Key: "currency", Type: spec.FieldText, Pattern: "[A-Z]{3}", Advanced: true,
			Label: spec.Text{"en": "Currency", "nb": "Valuta"},
			Help: spec.Text{
				"en": "For rows that do not name one, like NOK or EUR.",
				"nb": "For rader som ikke nevner noen, som NOK eller EUR.",
			},
		},
		choice("decimal", "Decimal sign", "Desimaltegn", decimalChoices()),
		choice("date_order", "Order of dates", "Rekkefølge i datoer", orderChoices()),
		choice("delimiter", "Delimiter (CSV)", "Skilletegn (CSV)", []spec.Choice{
			{Value: "semicolon", Label: spec.Text{"en": "Semicolon ;", "nb": "Semikolon ;"}},
			{Value: "comma", Label: spec.Text{"en": "Comma ,", "nb": "Komma ,"}},
			{Value: "tab", Label: spec.Text{"en": "Tab", "nb": "Tabulator"}},
			{Value: "pipe", Label: spec.Text{"en": "Bar |", "nb": "Strek |"}},
		}),
		choice("encoding", "Letters (CSV)", "Tegnsett (CSV)", charsetChoices()),
		{
			Key: "sheet", Type: spec.FieldText, Advanced: true,
			Label: spec.Text{"en": "Sheet (Excel)", "nb": "Ark (Excel)"},
			Help: spec.Text{
				"en": "The sheet with the open items. Empty: the one whose headings are recognised best.",
				"nb": "Arket med de åpne postene. Tom: det som har de mest kjente overskriftene.",
			},
		},
	}
}

func choice(key, english, norwegian string, choices []spec.Choice) spec.Field {
	return spec.Field{
		Key: key, Type: spec.FieldChoice, Advanced: true, Choices: choices,
		Label: spec.Text{"en": english, "nb": norwegian},
		Help:  spec.Text{"en": "Empty: recognised.", "nb": "Tom: gjenkjennes."},
	}
}
