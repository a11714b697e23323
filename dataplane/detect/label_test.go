package detect

import (
	"fmt"
	"strings"
	"testing"
)

// labelled are ways in which people and programs say what a value is: %[1]s is the
// label and %[2]s the value.
var labelledWays = []string{
	"%[1]s：%[2]s", "%[1]s = %[2]s", "%[1]s→%[2]s", "%[1]s\t%[2]s\n", "%[1]s: \"%[2]s\"", "%[1]s … %[2]s", "%[1]s #%[2]s",
	"%[1]s\n%[2]s\n", "%[1]s:\n  %[2]s\n", "【%[1]s】%[2]s", "%[1]s（変更後）：%[2]s", "| %[1]s | %[2]s |\n", "- **%[1]s**: %[2]s\n", "■ %[1]s　%[2]s\n",
	"%[2]s（%[1]s）", "%[2]s [%[1]s]", "%[2]s is her %[1]s.", "%[2]sが本人の%[1]sです。", "%[2]s ← %[1]s\n",
	"[09:01] A: %[1]sを教えてください。\n[09:02] B: %[2]s\n", "Q. Please tell us your %[1]s.\nA. %[2]s\n",
	"<%[1]s>%[2]s</%[1]s>", "<dt>%[1]s</dt><dd>%[2]s</dd>", "<tr><th>%[1]s</th>\n<td>%[2]s</td></tr>", "<p><b>%[1]s:</b> <span>%[2]s</span>",
	"<label>%[1]s</label> <input type=\"text\" id=\"f1\" value=\"%[2]s\">", "<input value=\"%[2]s\" name=\"%[1]s\">", "<td data-label=\"%[1]s\">%[2]s</td>",
	`{"%[1]s":{"type":"SINGLE_LINE_TEXT","value":"%[2]s"}}`, `{"label":"%[1]s","value":"%[2]s"}`, `{"value":"%[2]s","label":"%[1]s"}`, `{'%[1]s': '%[2]s'}`,
	"[%[1]s] => %[2]s\n", "member number 1001, %[1]s %[2]s", "会員番号 1001、%[1]s %[2]s",
}

// unlabelledWays say that a number is another one, whatever stands near.
var unlabelledWays = []string{
	"%[1]sの受付番号：%[2]s\n", "%[1]s\n注文番号：%[2]s\n", "%[1]s application, case number: %[2]s\n", "%[1]s（会員番号：%[2]s）", "%[1]s card_request_id=%[2]s\n",
	`{"%[1]s":null,"customer_id":"%[2]s"}`, "<%[1]s></%[1]s><employee_no>%[2]s</employee_no>", "社員番号 %[2]s %[1]s：未提出\n",
	"%[1]s提出済み 申請管理ID：%[2]s\n",
}

func TestLabelsInEveryWay(t *testing.T) {
	p := all(t)
	for _, d := range registered {
		if shapes[d.class] == "" {
			continue
		}
		v := values(t, d, 1)[0]
		for _, way := range labelledWays {
			text := fmt.Sprintf(way, d.labels[0], v)
			if strings.Contains(way, "<%[1]s>") {
				text = fmt.Sprintf(way, strings.ReplaceAll(d.labels[0], " ", "_"), v)
			}
			if n := counted(scanWhole(p, text), d.class); n != 1 {
				t.Errorf("%s: %d in %q, want 1", d.class, n, text)
			}
		}
		for _, way := range unlabelledWays {
			text := fmt.Sprintf(way, d.labels[0], v)
			if n := counted(scanWhole(p, text), d.class); n != 0 && d.class != "finance.iban" && d.class != "finance.credit_card" {
				t.Errorf("%s: %d in %q, want none", d.class, n, text)
			}
		}
	}
}

// One label can stand for many values, which then need none of their own.
func TestOneLabelForAList(t *testing.T) {
	p := all(t)
	for _, d := range registered {
		if shapes[d.class] == "" {
			continue
		}
		v := values(t, d, 60)
		for name, text := range map[string]string{
			"lines":  d.labels[0] + "一覧\n" + strings.Join(v, "\n") + "\n",
			"commas": d.labels[0] + ": " + strings.Join(v, ", ") + ".",
			"array":  `{"` + d.labels[0] + `": ["` + strings.Join(v, `", "`) + `"]}`,
			"bullet": d.labels[0] + ":\n- " + strings.Join(v, "\n- ") + "\n",
		} {
			if n := counted(scanWhole(p, text), d.class); n != len(v) {
				t.Errorf("%s: %d in %s, want %d of %q", d.class, n, name, len(v), text[:120])
			}
		}
		text := fmt.Sprintf("%s: %s\n合計 %s\n", d.labels[0], v[0], v[1])
		if n := counted(scanWhole(p, text), d.class); n != 1 && d.class != "finance.iban" && d.class != "finance.credit_card" {
			t.Errorf("%s: %d in %q, want 1", d.class, n, text)
		}
	}
}
