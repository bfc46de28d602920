package web

import (
	"strings"
	"sync"
)

// countryNames are the countries of ISO 3166-1 by their English names, and the near ones by their own.
const countryNames = "AD andorra|AE united arab emirates|AF afghanistan|AG antigua and barbuda|AI anguilla|AL albania|AM armenia|AO angola|" +
	"AQ antarctica|AR argentina|AS american samoa|AT austria|AU australia|AW aruba|AX åland islands|AZ azerbaijan|" +
	"BA bosnia and herzegovina|BB barbados|BD bangladesh|BE belgium|BF burkina faso|BG bulgaria|BH bahrain|BI burundi|BJ benin|" +
	"BL st. barthélemy|BM bermuda|BN brunei|BO bolivia|BQ caribbean netherlands|BR brazil|BS bahamas|BT bhutan|BU myanmar (burma)|" +
	"BV bouvet island|BW botswana|BY belarus|BZ belize|CA canada|CC cocos islands|CD congo, the democratic republic of the|" +
	"CF central african republic|CG congo|CH switzerland|CI côte d'ivoire|CK cook islands|CL chile|CM cameroon|CN china|CO colombia|" +
	"CR costa rica|CU cuba|CV cape verde|CW curaçao|CX christmas island|CY cyprus|CZ czechia|DE germany|DJ djibouti|DK denmark|" +
	"DM dominica|DO dominican republic|DZ algeria|EC ecuador|EE estonia|EG egypt|EH western sahara|ER eritrea|ES spain|ET ethiopia|" +
	"FI finland|FJ fiji|FK falkland islands|FM micronesia|FO faroe islands|FR france|GA gabon|GB united kingdom|GD grenada|" +
	"GE georgia|GF french guiana|GG guernsey|GH ghana|GI gibraltar|GL greenland|GM gambia|GN guinea|GP guadeloupe|" +
	"GQ equatorial guinea|GR greece|GS south georgia and south sandwich islands|GT guatemala|GU guam|GW guinea-bissau|GY guyana|" +
	"HK hong kong|HM heard and mcdonald islands|HN honduras|HR croatia|HT haiti|HU hungary|ID indonesia|IE ireland|IL israel|" +
	"IM isle of man|IN india|IO british indian ocean territory|IQ iraq|IR iran|IS iceland|IT italy|JE jersey|JM jamaica|JO jordan|" +
	"JP japan|KE kenya|KG kyrgyzstan|KH cambodia|KI kiribati|KM comoros|KN st. kitts and nevis|KP north korea|KR south korea|" +
	"KW kuwait|KY cayman islands|KZ kazakhstan|LA laos|LB lebanon|LC st. lucia|LI liechtenstein|LK sri lanka|LR liberia|LS lesotho|" +
	"LT lithuania|LU luxembourg|LV latvia|LY libya|MA morocco|MC monaco|MD moldova|ME montenegro|MF st. martin|MG madagascar|" +
	"MH marshall islands|MK north macedonia|ML mali|MM myanmar|MN mongolia|MO macau|MP northern mariana islands|MQ martinique|" +
	"MR mauritania|MS montserrat|MT malta|MU mauritius|MV maldives|MW malawi|MX mexico|MY malaysia|MZ mozambique|NA namibia|" +
	"NC new caledonia|NE niger|NF norfolk island|NG nigeria|NI nicaragua|NL netherlands|NO norway|NP nepal|NR nauru|NU niue|" +
	"NZ new zealand|OM oman|PA panama|PE peru|PF french polynesia|PG papua new guinea|PH philippines|PK pakistan|PL poland|" +
	"PM st. pierre and miquelon|PN pitcairn islands|PR puerto rico|PS palestinian territories|PT portugal|PW palau|PY paraguay|" +
	"QA qatar|RE réunion|RO romania|RS serbia|RU russia|RW rwanda|SA saudi arabia|SB solomon islands|SC seychelles|SD sudan|" +
	"SE sweden|SG singapore|SH st. helena|SI slovenia|SJ svalbard and jan mayen|SK slovakia|SL sierra leone|SM san marino|SN senegal|" +
	"SO somalia|SR suriname|SS south sudan|ST são tomé and príncipe|SV el salvador|SX sint maarten|SY syria|SZ swaziland|" +
	"TC turks and caicos islands|TD chad|TF french southern territories|TG togo|TH thailand|TJ tajikistan|TK tokelau|TL timor-leste|" +
	"TM turkmenistan|TN tunisia|TO tonga|TR turkey|TT trinidad and tobago|TV tuvalu|TW taiwan|TZ tanzania|UA ukraine|UG uganda|" +
	"UM u.s. outlying islands|US united states|UY uruguay|UZ uzbekistan|VA vatican city|VC st. vincent and grenadines|VE venezuela|" +
	"VG british virgin islands|VI u.s. virgin islands|VN vietnam|VU vanuatu|WF wallis and futuna|WS samoa|XK kosovo|YE yemen|" +
	"YT mayotte|ZA south africa|ZM zambia|ZW zimbabwe|NO norge|NO noreg|SE sverige|DK danmark|FI suomi|IS ísland|FO føroyar|" +
	"DE deutschland|DE tyskland|AT österreich|AT østerrike|CH schweiz|CH suisse|CH svizzera|CH sveits|FR frankrike|FR frankrig|" +
	"BE belgië|BE belgique|BE belgia|NL nederland|NL the netherlands|NL holland|IT italia|ES españa|ES spania|PT portugal|PL polska|" +
	"PL polen|CZ czech republic|CZ česko|EE eesti|LV latvija|LT lietuva|IE éire|IE irland|GB uk|GB great britain|GB england|" +
	"GB scotland|GB wales|GB northern ireland|GB storbritannia|US usa|US united states of america|US u.s.a.|TR türkiye|VN viet nam|" +
	"KR korea, republic of|RU russian federation|CI ivory coast|HK hong kong sar|HU magyarország|HR hrvatska|SI slovenija|" +
	"SK slovensko|RO românia|GR hellas|GR ελλάδα|CV cabo verde|SZ eswatini|TZ tanzania, united republic of|" +
	"TW taiwan, province of china|BN brunei darussalam|LA lao people's democratic republic|IR iran, islamic republic of|" +
	"SY syrian arab republic|BO bolivia, plurinational state of|VE venezuela, bolivarian republic of|MD moldova, republic of"

var countries = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for entry := range strings.SplitSeq(countryNames, "|") {
		code, name, _ := strings.Cut(entry, " ")
		out[name], out[strings.ToLower(code)] = code, code
	}
	return out
})

// Country is the ISO 3166-1 code of a country that a source writes as code or name. What it does not know is empty and not
// guessed: other law applies elsewhere.
func Country(text string) string { return countries()[strings.ToLower(strings.TrimSpace(text))] }
