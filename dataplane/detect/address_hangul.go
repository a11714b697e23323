package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// hangulRoads end the names that a Korean house number stands behind: roads, since
// the Road Name Address Act of 2014, and the quarters of before.
var hangulRoads = strings.Fields("로 길 동 리 가")

// sido are the first-level divisions of Korea (ISO 3166-2:KR), in full and in short.
var sido = func() map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields("서울특별시 서울시 서울 부산광역시 부산시 부산 대구광역시 대구시 대구 인천광역시 인천시 인천 광주광역시 광주시 광주 대전광역시 대전시 대전 " +
		"울산광역시 울산시 울산 세종특별자치시 세종시 세종 경기도 경기 강원특별자치도 강원도 강원 충청북도 충북 충청남도 충남 전북특별자치도 전라북도 전북 " +
		"전라남도 전남 경상북도 경북 경상남도 경남 제주특별자치도 제주도 제주") {
		names[name] = true
	}
	return names
}()

// hangulPlace reads a province, a city or district, a road and the number at b[at:].
func hangulPlace(b []byte, at int) (place, bool) {
	end := at + hangulNumber(b[at:])
	for _, unit := range [...]string{"번지", "호"} {
		if bytes.HasPrefix(b[end:], []byte(unit)) {
			end += len(unit)
		}
	}
	if bytes.HasPrefix(b[end:], []byte("번길")) || bytes.HasPrefix(b[end:], []byte("길")) {
		return place{}, false // the road goes on
	}
	run := hangulRun(b[:at])
	words := bytes.Fields(run)
	from, first := -1, -1
	for i, w := range words[:max(0, len(words)-1)] {
		switch {
		case sido[string(w)]:
			if from = i; endsWith(w, []string{"시"}) && first < 0 {
				first = i // Sejong has no districts
			}
		case endsWith(w, hangulDistricts) && utf8.RuneCount(w) >= 2 && first < 0:
			first = i
		}
	}
	if first < 0 || len(words) < 2 || utf8.RuneCount(words[len(words)-1]) < 2 {
		return place{}, false
	}
	alone := 0.9
	if from < 0 || from > first {
		from, alone = first, 0
	}
	start := at - len(run) + bytes.Index(run, words[from])
	return place{start: start, end: end + hangulFlat(b[end:]), alone: alone}, true
}

// hangulFlat measures what may follow a house number: names of the estate and the quarter,
// in brackets or not, and the numbers of the building, the floor and the flat.
func hangulFlat(b []byte) (n int) {
	for range 5 {
		lead := n
		for lead < len(b) && lead < n+2 && (b[lead] == ' ' || b[lead] == ',') {
			lead++
		}
		part := hangulPart(b[lead:])
		if part == 0 {
			break
		}
		n = lead + part
	}
	return n
}

// hangulPart measures one of these: a note in brackets without digits of its own, or a number
// with its unit, perhaps behind a name.
func hangulPart(b []byte) int {
	if len(b) > 0 && b[0] == '(' {
		end := bytes.IndexByte(b[:min(len(b), 48)], ')')
		if end > 3 && isHangulAt(b[1:]) && countDigits(b[:end]) == 0 {
			return end + 1
		}
		return 0
	}
	n := 0
	for n < len(b) && n < 48 && (isHangulAt(b[n:]) || n == 0 && b[0]-'A' < 26) {
		_, size := firstRune(b[n:])
		n += size
	}
	digits := digitsAt(b, n)
	switch unit := hangulUnit(b[n+digits:]); {
	case digits == 0 && endsWith(b[:n], hangulEstates):
		return n
	case digits > 0 && digits <= 4 && unit > 0:
		return n + digits + unit
	}
	return 0
}

// hangulEstates end the names of estates and buildings.
var hangulEstates = strings.Fields("아파트 빌라 빌딩 오피스텔 타워 맨션 주택 연립")

// hangulUnit measures the unit of a building's, a floor's or a flat's number.
func hangulUnit(b []byte) int {
	for _, unit := range [...]string{"호", "동", "층"} {
		if bytes.HasPrefix(b, []byte(unit)) {
			return len(unit)
		}
	}
	return 0
}

// isHangulAt says whether b begins with a syllable.
func isHangulAt(b []byte) bool {
	r, n := runeAt(b, 0)
	return n > 0 && isHangul(r)
}

// hangulDistricts end the names of cities, counties, wards and townships.
var hangulDistricts = strings.Fields("시 군 구 읍 면 도")

// hangulRun returns the end of b that can be a place's name: syllables, spaces, and
// digits of a numbered lane.
func hangulRun(b []byte) []byte {
	start, after := len(b), rune(0)
	for range maxPlace {
		r, n := lastRune(b[:start])
		digit := digitOf(r) >= 0 && (digitOf(after) >= 0 || after == '번' || after == '길' || after == '로' || after == '가')
		if !isHangul(r) && r != ' ' && !digit {
			break
		}
		start, after = start-n, r
	}
	return b[start:]
}

func isHangul(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 }

// hangulNumber measures a house number.
func hangulNumber(b []byte) int {
	n := digitRun(b)
	if bytes.HasPrefix(b[n:], []byte("-")) {
		n += 1 + digitRun(b[n+1:])
	}
	return n
}
