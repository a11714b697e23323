package detect

import "bytes"

func init() {
	register(&detector{
		class: "file.source_code",
		basis: "Unfair Competition Prevention Act (Japan), article 2(6); program structure, IEC 61131-3 (PLC languages), IEC 61131-10 (PLCopen XML), " +
			"Rockwell's L5X and Siemens' and Beckhoff's exports, UECS 1.00-E10",
		head: &headRule{format: controlFormat, program: true},
		finds: []string{
			sourceSample("\tif total > limit {\n\t\treturn errOverflow\n\t}\n\ttotal += price(item)\n"),
			sourceSample("def total(items):\n    result = 0\n    for item in items:\n        result += item.price()\n    return result\n"),
			sourceSample("int sum(const int *p, int n);\n#define LIMIT 20\nstatic int x = 3;\nwhile (n--) {\n  s += *p++;\n}\n"),
			sourceSample("IF Level > Setpoint THEN\n  Valve := FALSE;\nEND_IF;\nTimer1(IN := Valve, PT := T#5s);\n"),
			"<?xml version=\"1.0\"?>\n<project xmlns=\"http://www.plcopen.org/xml/tc6_0201\">",
			"<?xml version=\"1.0\"?>\n<RSLogix5000Content SchemaRevision=\"1.0\">",
			"<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\"><DATA type=\"InAirTemp.mIC\" room=\"1\" region=\"1\">23.1</DATA></UECS>",
		},
		passes: []string{
			"// SPDX-License-Identifier: MIT\n" + sourceSample("\tif total > limit {\n\t\treturn errOverflow\n\t}\n\ttotal += price(item)\n"),
			"\tif total > limit {\n\t\treturn errOverflow\n\t}\n",
			sourceSample("Dear all,\nplease find the minutes of Monday's meeting below.\nIf you have questions, call me.\nFor the budget see page 3.\n"),
			sourceSample("name,price,stock\nbolt,12,400\n"),
			sourceSample("{\"name\": \"bolt\",\n\"price\": 12},\n"),
			sourceSample("body {\n  color: red;\n  width: 12px;\n}\n"),
			sourceSample("2026-11-21 09:12:33 INFO request served path=/a status=200\n"),
			sourceSample("[section]\nkey = value\nother = 12\n"),
		},
	})
}

// controlMarks are what the exports of control programs hold in their first bytes.
var controlMarks = []string{"http://www.plcopen.org/xml/tc6", "<RSLogix5000Content", "<UECS ver=", "<TcPlcObject", "<SW.Blocks."}

func controlFormat(b []byte, t *Text) string {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if t.Binary || len(b) == 0 || b[0] != '<' {
		return ""
	}
	for _, m := range controlMarks {
		if bytes.Contains(b, []byte(m)) {
			return "control program"
		}
	}
	return ""
}

// sourceSample repeats lines until there are enough for a program.
func sourceSample(lines string) string {
	return string(bytes.Repeat([]byte(lines), 12))
}
