package detect

// What check formulas of several classes share.

// weighted sums digits, each times its weight. Digits without a weight are left out.
func weighted(digits []byte, weights ...int) (sum int) {
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return sum
}

// number reads up to nine digits as a number.
func number(digits []byte) (n int) {
	for _, d := range digits {
		n = n*10 + int(d-'0')
	}
	return n
}

// mod97 is the remainder of ISO/IEC 7064 MOD 97-10, in which letters stand for
// 10 to 35.
func mod97(chars []byte) (rest int) {
	for _, c := range chars {
		if isLetter(c) {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest
}

// isDate says whether the Gregorian calendar has such a day.
func isDate(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 || year < 1 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && (year%4 == 0 && year%100 != 0 || year%400 == 0) {
		days = 29
	}
	return day <= days
}
