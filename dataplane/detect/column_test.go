package detect

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// checked are the classes whose values have a check digit.
func checked() (list []*detector) {
	for i, d := range registered {
		if builtin().checked>>i&1 != 0 {
			list = append(list, d)
		}
	}
	return list
}

// anyValues makes numbers of a class's shape, of which only some pass its check.
func anyValues(d *detector, n int) (list []string, valid int) {
	rng := rand.New(rand.NewPCG(4, uint64(len(d.class))))
	for len(list) < n {
		v := fill(rng, shapes[d.class])
		if ok := isValid(d, v); ok && len(list) > 3 {
			valid++
		} else if ok {
			continue // the header is believed until three have failed
		}
		list = append(list, v)
	}
	return list, valid
}

func below(header string, cells []string) string {
	return "No,Town," + header + "\n1,Lyon," + strings.Join(cells, "\n1,Lyon,") + "\n"
}

// cutAlike wants the same result however a text is cut.
func cutAlike(t *testing.T, p *Program, name, text string) {
	t.Helper()
	want := describe(scanWhole(p, text))
	for _, size := range []int{1, 7, 100} {
		if got := describe(scanPieces(p, text, func() int { return size })); got != want {
			t.Errorf("%s in pieces of %d:\n got %s\nwant %s", name, size, got, want)
		}
	}
}

// A header is not believed when most values below it fail the check.
func TestHeadersThatValuesContradict(t *testing.T) {
	p, passed := all(t), 0
	for _, d := range checked() {
		list, valid := anyValues(d, 100)
		passed += valid
		text := below(d.labels[0], list)
		if n := counted(scanWhole(p, text), d.class); n != 0 && d.class != "finance.iban" && d.class != "finance.credit_card" {
			t.Errorf("%s: %d of a column in which %d of 100 pass by accident, want none", d.class, n, valid)
		}
		cutAlike(t, p, d.class, text)
	}
	if passed < 40 {
		t.Errorf("only %d values pass by accident, too few to show anything", passed)
	}
}

// A wrong value now and then leaves the others what they are.
func TestHeadersThatValuesConfirm(t *testing.T) {
	p := all(t)
	for _, d := range checked() {
		right := values(t, d, 30)
		wrong, _ := anyValues(d, 2)
		text := below(d.labels[0], append(append([]string{right[0], wrong[0], wrong[1]}, right[1:]...), wrong...))
		if n := counted(scanWhole(p, text), d.class); n != 30 {
			t.Errorf("%s: %d of 30 among two wrong ones in\n%s", d.class, n, text)
		}
		cutAlike(t, p, d.class, text)
	}
}

// unnamed are columns that no header names.
func unnamed(list []string) map[string]string {
	var rows, keyed strings.Builder
	for i, v := range list {
		fmt.Fprintf(&rows, "%d;%s;\"open\"\n", i, v)
		fmt.Fprintf(&keyed, "%s,%s,03-1234-%04d\n", customers(i + 1)[i].Name, v, i)
	}
	return map[string]string{
		"lines":          strings.Join(list, "\n"),
		"quoted lines":   `"` + strings.Join(list, "\"\r\n\"") + `"`,
		"rows":           rows.String(),
		"unknown header": "氏名,X1,電話番号\n" + keyed.String(),
	}
}

func TestColumnsWithoutHeader(t *testing.T) {
	p := all(t)
	for i, d := range registered {
		if builtin().own>>i&1 == 0 {
			continue
		}
		for name, text := range unnamed(values(t, d, 12)) {
			if n := counted(scanWhole(p, text), d.class); n != 12 {
				t.Errorf("%s, %s: %d of 12 in\n%s", d.class, name, n, text)
			}
			cutAlike(t, p, d.class+", "+name, text)
		}
	}
}

// What is no column of a class: too few values, the same ones, some that fail, a header
// that names something else, a check that other numbers have too.
func TestColumnsOfSomethingElse(t *testing.T) {
	p := all(t)
	for i, d := range registered {
		if builtin().checked>>i&1 == 0 || d.class == "finance.iban" || d.class == "finance.credit_card" {
			continue
		}
		list := values(t, d, 12)
		wrong, _ := anyValues(d, 1)
		for name, text := range map[string]string{
			"few":           strings.Join(list[:leastFull-1], "\n"),
			"same":          strings.Repeat(strings.Join(list[:leastFull-1], "\n")+"\n", 3),
			"one fails":     strings.Join(append(append(list[:7:7], wrong...), list[7:]...), "\n"),
			"other header":  "氏名,注文番号,電話番号\n" + strings.SplitN(unnamed(list)["unknown header"], "\n", 2)[1],
			"running text":  "see " + strings.Join(list, ", then\nsee "),
			"other numbers": strings.Join(list, "\n12345678\n"),
			"far apart":     strings.Join(list, strings.Repeat("\nnothing here", recordBytes/10)+"\n"),
			"no own check":  map[bool]string{true: strings.Join(list, "\n")}[builtin().own>>i&1 == 0],
		} {
			if n := counted(scanWhole(p, text), d.class); n != 0 {
				t.Errorf("%s, %s: %d, want none in\n%s", d.class, name, n, text)
			}
		}
	}
}

// Amounts that end alike pass or fail together.
func TestColumnsOfLikeValues(t *testing.T) {
	d := registered[builtin().byClass["jp.my_number"]]
	var list []string
	for i := 100; len(list) < 20; i++ {
		if v := fmt.Sprintf("%d000000000", i); isValid(d, v) {
			list = append(list, v)
		}
	}
	if n := counted(scanWhole(all(t), strings.Join(list, "\n")), d.class); n != 0 {
		t.Errorf("%d round amounts are counted", n)
	}
}
