package detect

func init() {
	register(&detector{
		class: "in.aadhaar",
		basis: "Aadhaar Act (India, 2016), section 4, and the numbering scheme of the Unique Identification Authority: twelve digits, " +
			"the first 2 to 9, check digit by Verhoeff (1969)",
		labels: []string{
			"uidai id", "india id",
			"aadhaar", "aadhar", "adhaar", "adhar", "aadhaar number", "aadhaar no", "aadhaar card", "aadhaar card number",
			"aadhaar card no", "aadhar number", "aadhar no", "aadhar card", "aadhaar id", "uidai", "uidai number", "uid number",
			"uid no", "unique identification number", "indian national id",
			"आधार", "आधार संख्या", "आधार नंबर", "आधार कार्ड", "आधार क्रमांक", "आधार कार्ड नंबर", "আধার", "আধার নম্বর", "ஆதார்",
			"ஆதார் எண்", "ఆధార్", "ಆಧಾರ್", "આધાર", "ആധാർ", "ਆਧਾਰ",
			"アーダール", "アーダール番号", "アドハー", "アドハー番号", "アダール番号", "印度身份证", "아드하르", "아다르",
			"national id", "national id number", "national identity number", "आधार न", "아다르 번호", "aadhaar nr", "aadhaar uid",
		},
		// One of ten check digits is right.
		number: &numberRule{lengths: []int{12}, valid: validAadhaar, labelled: 0.97, attr: attrID, oneIn: 10, ownCheck: true},
		finds: []string{
			"Aadhaar: 2341 2341 2346",
			"आधार संख्या: 234123412346",
			`{"aadhaar_number":"234123412346"}`,
			"name,aadhaar\nRaj,2341-2341-2346\n",
		},
		passes: []string{
			"2341 2341 2346",
			"aadhaar 234123412347",
			"aadhaar 134123412346",
			"aadhaar 23412 341 2346",
			"tracking 2341 2341 2346",
		},
	})
}

func validAadhaar(t *token) bool {
	shape := t.shape()
	return (shape == 9 || shape == 444) && t.evenly() && t.digits[0] >= '2' && !palindrome(t.text()) && verhoeff(t.text())
}

func palindrome(d []byte) bool {
	for i := range len(d) / 2 {
		if d[i] != d[len(d)-1-i] {
			return false
		}
	}
	return true
}

// verhoeff multiplies the digits, each permuted by its place, in the dihedral
// group of order 10; a right number gives the neutral element.
func verhoeff(d []byte) bool {
	permuted := [10]byte{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	product := byte(0)
	for i := range d {
		v := d[len(d)-1-i] - '0'
		for range i % 8 {
			v = permuted[v]
		}
		product = dihedral(product, v)
	}
	return product == 0
}

// dihedral composes two symmetries of the pentagon: 0 to 4 turn, 5 to 9 mirror.
func dihedral(a, b byte) byte {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return 5 + (a+b)%5
	case b < 5:
		return 5 + (a-b)%5
	}
	return (a - b + 5) % 5
}
