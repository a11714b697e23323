package detect

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// slowFieldKey is what fieldKey does, in words of package bytes.
func slowFieldKey(left []byte) (key []byte, ok bool) {
	quoted := bytes.TrimRight(bytes.TrimRight(left, " \t\n\r"), "\"+(")
	colon, found := bytes.CutSuffix(bytes.TrimRight(quoted, " \t"), []byte(":"))
	name, closed := bytes.CutSuffix(bytes.TrimRight(colon, " \t"), []byte(`"`))
	if !found || !closed {
		return nil, false
	}
	return name[bytes.LastIndexByte(name, '"')+1:], true
}

func TestFieldKeyMatchesTwin(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	parts, found := []string{`"`, ":", " ", "\t", "\n", "\r", "+", "(", "phone", "マイナンバー", "{", ","}, 0
	for range 20000 {
		var b strings.Builder
		for range rng.IntN(8) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		left := []byte(b.String() + []string{"", `"id":`}[rng.IntN(2)] + []string{"", " ", `"`, `"+`}[rng.IntN(4)])
		got, ok := fieldKey(left)
		want, wanted := slowFieldKey(left)
		if ok != wanted || !bytes.Equal(got, want) {
			t.Fatalf("%q: %q, %v, want %q, %v", left, got, ok, want, wanted)
		}
		if ok {
			found++
		}
	}
	if found < 1000 {
		t.Errorf("only %d keys, too few to show anything", found)
	}
}

// What is remembered of a key is what judging it anew says, whatever stands before it.
func TestFieldKeysRemember(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	words := []string{"phone", "id", "value", "マイナンバー", "order_no", "ssn", "cardNumber", "ts", "bytes", "number", "", "口座番号", "birth_date", "a_rather_long_key_that_is_not_kept"}
	var keys fieldKeys
	for range 20000 {
		key := words[rng.IntN(len(words))] + words[rng.IntN(len(words))]
		left := []byte(`{"` + words[rng.IntN(len(words))] + `":{"` + key + `":`)
		name, ok := fieldKey(left)
		if !ok {
			t.Fatalf("no key in %q", left)
		}
		want, _ := jsonEvidence(left, name, make([]byte, 0, 512))
		if got := keys.evidence(left, name, make([]byte, 0, 512)); got != want {
			t.Fatalf("%q: %+v, want %+v", left, got, want)
		}
	}
}
