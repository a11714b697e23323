package main

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
)

// The generators of this file make valid numbers by the published rules. They share no
// code with the detectors, and reckon by another way where there is one.

const (
	capitals  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum     = "0123456789" + capitals
	lowerCase = "abcdefghijklmnopqrstuvwxyz"
	base62    = alnum + lowerCase
)

// pick draws one of many.
func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// pickBy draws one of many by its weight: how common it is in office traffic. 3 is common,
// 2 is usual, 1 is rare; 0 counts as 1. Weights are set when the thing is written, before
// anything is measured with it, and not changed afterwards.
func pickBy[T any](r *rand.Rand, from []T, weight func(x T) int) T {
	sum, i := 0, 0
	for _, x := range from {
		sum += max(1, weight(x))
	}
	for at := r.IntN(sum) - max(1, weight(from[0])); at >= 0; at -= max(1, weight(from[i])) {
		i++
	}
	return from[i]
}

// draw makes n characters of an alphabet.
func draw(r *rand.Rand, n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

func digits(r *rand.Rand, n int) string { return draw(r, n, "0123456789") }

// between draws a number from low to high.
func between(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

// sumOf adds digits times weights, from the left.
func sumOf(s string, weights ...int) (sum int) {
	for i, w := range weights {
		sum += w * int(s[i]-'0')
	}
	return sum
}

// group puts a sign between groups of these lengths; one of several ways is drawn.
func group(r *rand.Rand, s, sign string, lengths ...int) string {
	if r.IntN(3) == 0 {
		return s
	}
	var parts []string
	for _, n := range lengths {
		parts, s = append(parts, s[:n]), s[n:]
	}
	return strings.Join(parts, sign)
}

func dayOf(r *rand.Rand) (y, m, d int) {
	return between(r, 1945, 2005), between(r, 1, 12), between(r, 1, 28)
}

func myNumber(r *rand.Rand) string {
	return group(r, individualNumber(uint64(between(r, 10000000000, 99999999999))), pick(r, []string{" ", "-"}), 4, 4, 4)
}

func corporateNumber(r *rand.Rand) string {
	s := digits(r, 12)
	sum := 0
	for i := range 12 { // from the right: once, twice, once, ...
		sum += int(s[11-i]-'0') * (1 + i%2)
	}
	return fmt.Sprint(9-sum%9) + s
}

func driversLicense(r *rand.Rand) string {
	s := pick(r, []string{"10", "14", "20", "30", "43", "50", "62", "74", "80", "90", "97"}) + digits(r, 8)
	check := 11 - sumOf(s, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11
	return s + fmt.Sprint(check%10) + pick(r, []string{"0", "0", "0", "1", "2"})
}

func luhnEnd(s string) string {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i]-'0') * (2 - i%2)
		sum += d/10 + d%10
	}
	return s + fmt.Sprint((10-sum%10)%10)
}

func creditCard(r *rand.Rand) string {
	switch r.IntN(6) {
	case 0:
		return group(r, luhnEnd(pick(r, []string{"34", "37"})+digits(r, 12)), " ", 4, 6, 5)
	case 1:
		return group(r, luhnEnd(fmt.Sprint(between(r, 3528, 3589))+digits(r, 11)), "-", 4, 4, 4, 4)
	case 2:
		return group(r, luhnEnd(fmt.Sprint(between(r, 51, 55))+digits(r, 13)), " ", 4, 4, 4, 4)
	case 3:
		return group(r, luhnEnd("62"+digits(r, 13)), " ", 4, 4, 4, 4)
	}
	return group(r, luhnEnd("4"+digits(r, 14)), pick(r, []string{" ", "-"}), 4, 4, 4, 4)
}

// iban finds the check digits by ISO 7064 MOD 97-10 over one large number.
func iban(r *rand.Rand) string {
	country, account := "DE", digits(r, 18)
	switch r.IntN(5) {
	case 0:
		country, account = "GB", draw(r, 4, capitals)+digits(r, 14)
	case 1:
		country, account = "NL", draw(r, 4, capitals)+digits(r, 10)
	case 2:
		country, account = "ES", digits(r, 20)
	case 3:
		country, account = "FR", digits(r, 10)+draw(r, 11, alnum)+digits(r, 2)
	}
	var number strings.Builder
	for _, c := range account + country + "00" {
		fmt.Fprint(&number, strings.IndexRune(alnum, c))
	}
	n, _ := new(big.Int).SetString(number.String(), 10)
	rest := new(big.Int).Mod(n, big.NewInt(97)).Int64()
	return inFours(r, fmt.Sprintf("%s%02d%s", country, 98-rest, account))
}

func inFours(r *rand.Rand, s string) string {
	if r.IntN(2) == 0 {
		return s
	}
	return strings.Join(slices.Collect(func(yield func(string) bool) {
		for c := range slices.Chunk([]byte(s), 4) {
			if !yield(string(c)) {
				return
			}
		}
	}), " ")
}

func ssn(r *rand.Rand) string {
	area := between(r, 1, 665)
	return group(r, fmt.Sprintf("%03d%02d%04d", area, between(r, 1, 99), between(r, 1, 9999)), "-", 3, 2, 4)
}

func itin(r *rand.Rand) string {
	return group(r, fmt.Sprintf("9%s%d%s", digits(r, 2), between(r, 70, 88), digits(r, 4)), "-", 3, 2, 4)
}

func ein(r *rand.Rand) string {
	return fmt.Sprintf("%s-%07d", pick(r, []string{"12", "20", "27", "36", "47", "54", "61", "75", "82", "91", "95"}), between(r, 1000000, 9999999))
}

// residentID doubles along (ISO 7064 MOD 11-2 as a pure system) instead of weighting.
func residentID(r *rand.Rand) string {
	y, m, d := dayOf(r)
	s := fmt.Sprintf("%s%04d%02d%02d%03d", pick(r, []string{"110101", "310115", "440106", "510107", "330106"}), y, m, d, between(r, 1, 999))
	p := 0
	for _, c := range s {
		p = (p + int(c-'0')) * 2 % 11
	}
	return s + string("0123456789X"[(12-p)%11])
}

func rrn(r *rand.Rand) string {
	y, m, d := dayOf(r)
	s := fmt.Sprintf("%02d%02d%02d%d%s", y%100, m, d, between(r, 1, 2)+y/2000*2, digits(r, 5))
	check := (11 - sumOf(s, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)%11) % 10
	return s[:6] + "-" + s[6:] + fmt.Sprint(check)
}

func taiwanID(r *rand.Rand) string {
	const order = "ABCDEFGHJKLMNPQRSTUVXYWZIO" // 10 to 35
	letter := r.IntN(26)
	s := fmt.Sprint(letter+10) + fmt.Sprint(between(r, 1, 2)) + digits(r, 7)
	sum := sumOf(s, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1)
	return string(order[letter]) + s[2:] + fmt.Sprint((10-sum%10)%10)
}

func nric(r *rand.Rand) string {
	s := digits(r, 7)
	sum := sumOf(s, 2, 7, 6, 5, 4, 3, 2)
	switch r.IntN(4) {
	case 0:
		return "T" + s + string("JZIHGFEDCBA"[(sum+4)%11])
	case 1:
		return "F" + s + string("XWUTRQPNMLK"[sum%11])
	case 2:
		return "G" + s + string("XWUTRQPNMLK"[(sum+4)%11])
	}
	return "S" + s + string("JZIHGFEDCBA"[sum%11])
}

// dihedral multiplies in the group D5 by its definition: 0-4 turn, 5-9 turn and flip.
func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return (a+b-5)%5 + 5
	case b < 5:
		return (a-5-b+5)%5 + 5
	}
	return (a - b + 5) % 5
}

// aadhaar tries each last digit until Verhoeff's check gives the neutral element.
func aadhaar(r *rand.Rand) string {
	s := fmt.Sprint(between(r, 2, 9)) + digits(r, 10)
	for last := range 10 {
		if whole := s + fmt.Sprint(last); verhoeff(whole) == 0 {
			return group(r, whole, " ", 4, 4, 4)
		}
	}
	panic("no check digit closes " + s)
}

func verhoeff(s string) (c int) {
	permutation := [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		for range i % 8 {
			d = permutation[d]
		}
		c = dihedral(c, d)
	}
	return c
}

func nino(r *rand.Rand) string {
	s := pick(r, []string{"AB", "CE", "JG", "KL", "PX", "ST", "WM", "YZ"}) + digits(r, 6) + draw(r, 1, "ABCD")
	return group(r, s, " ", 2, 2, 2, 2, 1)
}

func nhsNumber(r *rand.Rand) string {
	for {
		s := fmt.Sprint(between(r, 4, 7)) + digits(r, 8)
		if check := (11 - sumOf(s, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11) % 11; check < 10 {
			return group(r, s+fmt.Sprint(check), " ", 3, 3, 4)
		}
	}
}

// steuerID has one digit twice among its first ten and another not at all.
func steuerID(r *rand.Rand) string {
	order := r.Perm(10)
	order[between(r, 5, 9)] = order[between(r, 0, 3)]
	if order[0] == 0 {
		order[0], order[4] = order[4], order[0]
	}
	s, p := "", 10
	for _, d := range order {
		s += fmt.Sprint(d)
		if p = (p + d) % 10; p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return group(r, s+fmt.Sprint((11-p)%10), " ", 2, 3, 3, 3)
}

func nir(r *rand.Rand) string {
	s := fmt.Sprintf("%d%02d%02d%02d%03d%03d", between(r, 1, 2), between(r, 45, 99), between(r, 1, 12), between(r, 21, 95), between(r, 1, 899), between(r, 1, 899))
	n, _ := new(big.Int).SetString(s, 10)
	key := 97 - n.Mod(n, big.NewInt(97)).Int64()
	return group(r, fmt.Sprintf("%s%02d", s, key), " ", 1, 2, 2, 2, 3, 3, 2)
}

func dni(r *rand.Rand) string {
	n := between(r, 10000000, 99999999)
	if r.IntN(3) == 0 {
		n %= 10000000
		first := r.IntN(3)
		return fmt.Sprintf("%c%07d%c", "XYZ"[first], n, "TRWAGMYFPDXBNJZSQVHLCKE"[(first*10000000+n)%23])
	}
	return fmt.Sprintf("%d%c", n, "TRWAGMYFPDXBNJZSQVHLCKE"[n%23])
}

func codiceFiscale(r *rand.Rand) string {
	odd := [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	y, _, d := dayOf(r)
	s := fmt.Sprintf("%s%02d%c%02d%c%03d", draw(r, 6, "BCDFGLMNPRSTVZ"), y%100, "ABCDEHLMPRST"[r.IntN(12)], d+40*r.IntN(2), "ABCDEFGHILM"[r.IntN(11)], between(r, 1, 999))
	sum := 0
	for i, c := range s {
		n := int(c - 'A')
		if c <= '9' {
			n = int(c - '0')
		}
		if i%2 == 0 {
			n = odd[n]
		}
		sum += n
	}
	return s + string(rune('A'+sum%26))
}

func cpf(r *rand.Rand) string {
	s := digits(r, 9)
	s += fmt.Sprint(sumOf(s, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 % 10)
	s += fmt.Sprint(sumOf(s, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 % 10)
	if r.IntN(3) == 0 {
		return s
	}
	return fmt.Sprintf("%s.%s.%s-%s", s[:3], s[3:6], s[6:9], s[9:])
}

// insured is an insured person's number as cards of one number have it.
func insured(r *rand.Rand) string { return fmt.Sprint(between(r, 10000000, 99999999)) }

func passportNumber(r *rand.Rand) string {
	return draw(r, 1, "MTN") + draw(r, 1, "ABCDEFGHJKRSTUZ") + digits(r, 7)
}

func residenceCard(r *rand.Rand) string {
	return draw(r, 2, capitals) + digits(r, 8) + draw(r, 2, capitals)
}

func pensionNumber(r *rand.Rand) string { return group(r, digits(r, 10), "-", 4, 6) }

func bankAccount(r *rand.Rand) string { return fmt.Sprint(between(r, 1000000, 9999999)) }
