package detect

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// shapes are how the values of a class look: '#' is any digit, '@' any capital,
// and what is left is itself. Of what they give, only the valid ones are used.
var shapes = map[string]string{
	"jp.my_number": "############", "jp.corporate_number": "#############", "jp.drivers_license": "30##########",
	"jp.passport": "T@#######", "jp.residence_card": "@@########@@", "jp.pension_number": "####-######",
	"jp.bank_account": "#######", "jp.health_insurance": "########", "finance.iban": "DE####################",
	"us.ssn": "###-##-####", "us.itin": "9##-7#-####", "us.ein": "91-#######", "cn.resident_id": "11010519801203####",
	"kr.rrn": "801203-1######", "tw.national_id": "@1########", "sg.nric": "S#######@", "in.aadhaar": "#### #### ####",
	"uk.nino": "A@######C", "uk.nhs": "### ### ####", "de.steuer_id": "###########", "fr.nir": "1800175########",
	"es.dni": "########@", "it.codice_fiscale": "@@@@@@80A01H###@", "br.cpf": "###.###.###-##",
	"finance.credit_card": "4111 11## #### ####",
}

// fill makes a value of a shape.
func fill(rng *rand.Rand, shape string) string {
	b := []byte(shape)
	for i, c := range b {
		switch c {
		case '#':
			b[i] = '0' + byte(rng.IntN(10))
		case '@':
			b[i] = 'A' + byte(rng.IntN(26))
		}
	}
	return string(b)
}

// isValid asks the class's own rule.
func isValid(d *detector, value string) bool {
	if d.number != nil {
		var whole, t token
		whole.read([]byte(value), 0, true)
		if whole.n > 0 && whole.end() == len(value) && whole.span(&t, whole.count, []byte(value)) {
			return contains(d.number.lengths, t.n) && d.number.valid(&t)
		}
	}
	if d.code == nil {
		return false
	}
	var c code
	c.read([]byte(value), 0, true)
	return c.end() == len(value) && contains(d.code.lengths, c.n) && d.code.valid(&c)
}

func contains(list []int, n int) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

// values makes n different valid values of a class.
func values(t *testing.T, d *detector, n int) (list []string) {
	rng := rand.New(rand.NewPCG(3, uint64(len(d.class))))
	seen := map[string]bool{}
	for range 200000 {
		if v := fill(rng, shapes[d.class]); !seen[v] && isValid(d, v) {
			seen[v] = true
			if list = append(list, v); len(list) == n {
				return list
			}
		}
	}
	t.Fatalf("%s: only %d values of shape %q are valid", d.class, len(list), shapes[d.class])
	return nil
}

// Every identifier is counted, and makes a person together with a name and a
// telephone number, in every layout and however it is cut.
func TestIdentifiersInEveryLayout(t *testing.T) {
	p := all(t)
	for _, d := range registered {
		if shapes[d.class] == "" {
			continue
		}
		for layout, text := range identifierLayouts(d.labels[0], values(t, d, 12)) {
			s := scanWhole(p, text)
			if n := counted(s, d.class); n != 12 {
				t.Errorf("%s in %s: %d, want 12 of\n%s", d.class, layout, n, text)
			}
			if n := counted(s, personClass); n != 12 && d.tells(attrID) {
				t.Errorf("%s in %s: %d persons, want 12 of\n%s", d.class, layout, n, text)
			}
			if got, want := describe(scanPieces(p, text, func() int { return 3 })), describe(s); got != want {
				t.Errorf("%s in %s in pieces:\n got %s\nwant %s", d.class, layout, got, want)
			}
		}
	}
}

func identifierLayouts(label string, list []string) map[string]string {
	var csv, json, html, lines strings.Builder
	fmt.Fprintf(&csv, "氏名,%s,電話番号\n", label)
	fmt.Fprintf(&html, "<table><tr><th>氏名</th><th>%s</th><th>電話番号</th></tr>\n", label)
	for i, v := range list {
		name, tel := customers(i + 1)[i].Name, fmt.Sprintf("090-1234-%04d", 1000+i)
		fmt.Fprintf(&csv, "%s,%s,%s\n", name, v, tel)
		fmt.Fprintf(&json, "{\"氏名\":%q,%q:%q,\"電話番号\":%q}\n", name, label, v, tel)
		fmt.Fprintf(&html, "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n", name, v, tel)
		fmt.Fprintf(&lines, "氏名：%s\n%s：%s\n電話番号：%s\n\n", name, label, v, tel)
	}
	return map[string]string{"csv": csv.String(), "json": json.String(), "html": html.String() + "</table>", "lines": lines.String()}
}

// Digits that pass a check are everywhere: without a label none may count, unless they
// fill a column.
func TestCheckDigitsAloneCountNothing(t *testing.T) {
	p := all(t)
	for _, d := range registered {
		if shapes[d.class] == "" || d.class == "finance.iban" || d.class == "finance.credit_card" {
			continue
		}
		text := strings.Join(values(t, d, leastFull-1), "\n") + "\n" + strings.Join(values(t, d, 40), " and then\nthere is ")
		if n := counted(scanWhole(p, text), d.class); n != 0 {
			t.Errorf("%s: %d without a label in\n%s", d.class, n, text)
		}
	}
}

// One wrong digit must not pass a check.
func TestChecksNoticeAChangedDigit(t *testing.T) {
	unchecked := "jp.passport jp.residence_card jp.pension_number jp.bank_account jp.health_insurance us.ssn us.itin us.ein uk.nino"
	for _, d := range registered {
		if shapes[d.class] == "" || strings.Contains(unchecked, d.class) {
			continue
		}
		for _, v := range values(t, d, 20) {
			at := strings.LastIndexAny(v[:len(v)-1], "0123456789")
			changed := v[:at] + string('0'+(v[at]-'0'+2)%10) + v[at+1:]
			if isValid(d, changed) {
				t.Errorf("%s: %s and %s are both valid", d.class, v, changed)
			}
		}
	}
}
