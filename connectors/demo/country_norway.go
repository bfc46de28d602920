package main

import "fmt"

const oslo = "Europe/Oslo"

var norway = country{
	code: "NO", language: "nb", currency: "NOK", pattern: "stf", low: 600_00, step: 25, octaves: 7,
	stems: []string{
		"Fjordvik", "Havglimt", "Nordtind", "Solbakken", "Storhaug", "Granheim", "Lysefjell", "Kvitholm", "Bjørkelund", "Sjøbris",
		"Åsheim", "Østvang", "Furulia", "Ravnedal", "Skarvøy", "Lyngmo", "Myrstad", "Steinvåg", "Ulvnes", "Vinterlys",
		"Blåtind", "Rødstein", "Isdal", "Hestvik", "Elvebakk", "Tårnvik", "Måseskjær", "Krokvåg", "Grønnhei", "Sandtangen",
	},
	trades: []string{
		"Fisk", "Bakeri", "Dagligvare", "Kafé", "Hotell", "Storkjøkken", "Catering", "Sjømat", "Delikatesse", "Konditori",
		"Gjestgiveri", "Kolonial", "Landhandel", "Kantine", "Frukt og Grønt", "Meieri", "Slakteri", "Spisested", "Fjellstue", "Camping",
	},
	forms: []string{"AS", "AS", "AS", "AS", "AS", "ANS", "DA", "SA"},
	first: []string{
		"Siv", "Ingrid", "Kåre", "Bjørn", "Åse", "Solveig", "Torstein", "Marte", "Eirik", "Gunnhild", "Håkon", "Liv", "Øyvind", "Ragnhild",
		"Sindre", "Tuva", "Vegard", "Wenche", "Yngve", "Astrid", "Magnus", "Hedda", "Jorunn", "Pål", "Synnøve", "Trond", "Frida", "Arne",
	},
	last: []string{
		"Aune", "Bakke", "Dahle", "Eide", "Fossum", "Grønvold", "Hauge", "Iversen", "Jørstad", "Kvam", "Løken", "Moen", "Nygård",
		"Ødegård", "Rønning", "Sæther", "Tveit", "Ulvestad", "Viken", "Østby", "Åsland", "Brekke", "Solli",
	},
	places: []place{
		{"0155", "Oslo", "", oslo},
		{"5003", "Bergen", "", oslo},
		{"7010", "Trondheim", "", oslo},
		{"4006", "Stavanger", "", oslo},
		{"9008", "Tromsø", "", oslo},
		{"4611", "Kristiansand", "", oslo},
		{"6002", "Ålesund", "", oslo},
		{"8001", "Bodø", "", oslo},
		{"3015", "Drammen", "", oslo},
		{"1606", "Fredrikstad", "", oslo},
		{"8300", "Svolvær", "", oslo},
		{"2317", "Hamar", "", oslo},
		{"2609", "Lillehammer", "", oslo},
		{"3110", "Tønsberg", "", oslo},
		{"3716", "Skien", "", oslo},
		{"4836", "Arendal", "", oslo},
		{"5501", "Haugesund", "", oslo},
		{"6413", "Molde", "", oslo},
		{"9400", "Harstad", "", oslo},
		{"9510", "Alta", "", oslo},
	},
	streets: []string{"Storgata", "Kirkegata", "Strandgata", "Havnegata", "Skolegata", "Torggata", "Bryggen", "Industriveien", "Nordre gate", "Fjordveien", "Jernbanegata"},

	mailboxes: []string{"regnskap", "faktura", "post", "okonomi"},
	roles:     []string{"Regnskap", "Daglig leder", "Innkjøp"},
	owners:    []string{"Kari Nordby", "Ola Hauge"},
	goods:     []string{"Fisk og skalldyr", "Frukt og grønt", "Kjøl- og frysevarer", "Tørrvarer", "Meierivarer", "Kaffe og te", "Emballasje", "Kjøttvarer", "Frakt og levering"},
	complaints: []string{
		"12 kasser var tint ved levering", "Feil antall: bestilte 40, fikk 24", "Prisen er ikke den vi avtalte", "Varene kom aldri fram", "Vi har returnert dette",
	},
	// No subscriber number in Norway begins with 10.
	phone: func(d *dice) string {
		return fmt.Sprintf("+47 10 %02d %02d %02d", d.below(100), d.below(100), d.below(100))
	},
}
