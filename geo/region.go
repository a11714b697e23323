package geo

import "strings"

// Continent is one with its regions, by the codes of UN M49 ("Standard country or area codes for statistical use").
type Continent struct {
	Code    string   `json:"code" doc:"UN M49; 010 is Antarctica"`
	Regions []Region `json:"regions"`
}

// Region is a part of a continent.
type Region struct {
	Code      string   `json:"code" doc:"UN M49; the continent's own where it is not divided"`
	Countries []string `json:"countries" doc:"ISO 3166-1 alpha-2"`
}

// regions places each code of ISO 3166-1 as UN M49 does. Beside it are TW, which M49 doesn't list apart, XK, a code that
// databases use for Kosovo. A line is a continent, a region and its countries.
const regions = `
002 015 DZ EG EH LY MA SD TN
002 011 BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG
002 017 AO CD CF CG CM GA GQ ST TD
002 014 BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW
002 018 BW LS NA SZ ZA
003 021 BM CA GL PM US
003 013 BZ CR GT HN MX NI PA SV
003 029 AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI
005 005 AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE
010 010 AQ
142 030 CN HK JP KP KR MN MO TW
142 035 BN ID KH LA MM MY PH SG TH TL VN
142 034 AF BD BT IN IR LK MV NP PK
142 143 KG KZ TJ TM UZ
142 145 AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE
150 154 AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ
150 155 AT BE CH DE FR LI LU MC NL
150 151 BG BY CZ HU MD PL RO RU SK UA
150 039 AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK
009 053 AU CC CX HM NF NZ
009 054 FJ NC PG SB VU
009 057 FM GU KI MH MP NR PW UM
009 061 AS CK NU PF PN TK TO TV WF WS`

// Continents are all of them: Africa, North and South America, Antarctica, Asia, Europe, Oceania.
func Continents() (all []Continent) {
	for line := range strings.SplitSeq(strings.TrimSpace(regions), "\n") {
		words := strings.Fields(line)
		if len(all) == 0 || all[len(all)-1].Code != words[0] {
			all = append(all, Continent{Code: words[0]})
		}
		c := &all[len(all)-1]
		c.Regions = append(c.Regions, Region{words[1], words[2:]})
	}
	return all
}
