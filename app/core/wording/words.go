package wording

import (
	"maps"
	"slices"
)

// What the texts of a language may not say, or not everywhere. A star stands for any end of the word. The lists are the house's own,
// gathered from what courts and supervisors called undue pressure: inkassoloven s. 8 and good collection practice (Norway), s. 4a UWG and
// BGH I ZR 157/13 on threatening with an entry at a credit bureau (Germany), CONC 7.3 and 7.11 (United Kingdom), POJK 22/2023 art. 62
// (Indonesia, financial firms). They help a person who writes; they are no legal advice.
type vocabulary struct {
	threats   []string // pressure, shame, crime
	announced []string // steps that are said to follow, where they only may
	collects  []string // agencies and courts
}

var vocabularies = map[string]vocabulary{
	"en": {
		threats: []string{
			"police", "arrest*", "prison", "jail", "bailiff*", "seiz*", "repossess*", "your employer", "your neighbour*", "your family", "blacklist*", "black list",
			"name and shame", "publish your name", "credit rating", "credit score", "criminal*", "fraud*", "thief", "thieves", "or else", "last chance", "we know where",
		},
		announced: []string{
			"we will sue", "we shall sue", "will be passed to a collection", "will be handed to a collection", "will be sent to a collection", "will be sent to collection",
			"will go to court", "will take legal action", "legal action will", "we will pass the claim", "we will hand",
		},
		collects: []string{
			"collection agenc*", "debt collect*", "notice before collection", "inkasso*", "court", "courts", "legal action", "legal proceedings", "lawyer*", "solicitor*", "attorney*",
		},
	},
	"nb": {
		threats: []string{
			"politi", "politiet", "politianmeld*", "fengsel*", "svartelist*", "betalingsanmerkning*", "namsmann*", "utpant*", "utlegg", "utleggsforretning*", "tvangss*", "arbeidsgiver*", "nabo*", "familien din",
			"svindl*", "bedrag*", "straffbar*", "kredittverdighet*", "siste sjanse", "henges ut",
		},
		announced: []string{
			"vil bli sendt til inkasso", "blir sendt til inkasso", "sendes til inkasso", "går til inkasso", "vil sende kravet", "vi sender kravet", "vil gå rettens vei", "vil ta rettslige",
		},
		collects: []string{"inkasso*", "rettslig*", "rettens vei", "forliksråd*", "advokat*", "domstol*"},
	},
	"de": {
		threats: []string{
			"polizei*", "gefängnis*", "schufa*", "strafanzeige*", "strafbar*", "straftat*", "betrug*", "betrüg*", "gerichtsvollzieher*", "pfänd*", "ihr arbeitgeber", "ihren arbeitgeber",
			"ihrem arbeitgeber", "nachbar*", "schwarze liste", "letzte chance", "kreditwürdigkeit*", "haftbefehl*",
		},
		announced: []string{
			"werden wir die forderung", "wird an ein inkasso*", "werden wir gericht*", "werden wir klag*", "übergeben wir die", "geben wir die", "leiten wir gericht*", "leiten wir das gericht*",
		},
		collects: []string{"inkasso*", "anwalt*", "anwält*", "rechtsanwalt*", "rechtsanwält*", "gericht*", "mahnbescheid*", "klage", "klagen"},
	},
	"id": {
		threats: []string{
			"polisi", "penjara", "pidana", "memidanakan", "daftar hitam", "blacklist", "debt collector*", "sita", "disita", "penyitaan", "atasan anda", "tempat kerja anda", "tetangga*",
			"keluarga anda", "penipu*", "maling", "dipermalukan", "viralkan", "kesempatan terakhir",
		},
		announced: []string{"akan kami serahkan", "akan diserahkan", "akan kami gugat", "akan menggugat", "akan kami ajukan gugatan", "akan kami bawa ke pengadilan"},
		collects:  []string{"somasi", "gugat*", "menggugat", "pengadilan", "pihak lain", "pengacara", "penagihan kepada pihak"},
	},
}

// innocent are threats of other languages that say something else in this one: Norwegian paints with maling.
var innocent = map[string][]string{"nb": {"maling", "sita"}}

// wordsFor is the vocabulary of a language, with what threatens in the others behind it: whoever writes "Polizei" into an English text
// threatens all the same. What a language may only not say too early stays its own: "klage" sues in German, and complains in Norwegian.
func wordsFor(language string) vocabulary {
	v := vocabularies[language]
	out := vocabulary{threats: slices.Clone(v.threats), announced: slices.Clone(v.announced), collects: v.collects}
	for _, other := range slices.Sorted(maps.Keys(vocabularies)) {
		if other == language {
			continue
		}
		for _, word := range vocabularies[other].threats {
			if !slices.Contains(innocent[language], word) {
				out.threats = append(out.threats, word)
			}
		}
		out.announced = append(out.announced, vocabularies[other].announced...)
	}
	return out
}
