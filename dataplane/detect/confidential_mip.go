package detect

import "bytes"

func init() {
	const (
		guid = "2096f6a2-d2f7-48be-b329-b73aaa526e5d"
		site = "cb46c030-1825-4e81-a295-151c039dbf02"
	)
	property := func(name, value string) string {
		return `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="MSIP_Label_` + guid + "_" + name + `"><vt:lpwstr>` + value + "</vt:lpwstr></property>"
	}
	register(&detector{
		class: mipClass,
		basis: "Microsoft Purview Information Protection: label metadata in documents and mail ([MS-OFFCRYPTO] 2.6, MSIP_Label properties); " +
			"the Sensitivity field of RFC 4021 (2.1.55)",
		literal: &literalRule{words: []string{mipProperty, mipElement, mailSensitivity}, fold: true, judge: judgeMIP},
		binary:  true,
		finds: []string{
			property("Enabled", "true") + property("SetDate", "2026-10-01T00:00:00Z") + property("Name", "Confidential"),
			"msip_labels: MSIP_Label_" + guid + "_Enabled=True; MSIP_Label_" + guid + "_SiteId=" + site + "; MSIP_Label_" + guid + "_Name=社外秘;\r\n",
			`<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{` + guid + `}" enabled="1" method="Standard" siteId="{` + site + `}" removed="0"/></clbl:labelList>`,
			"<< /MSIP_Label_" + guid + "_Enabled (true) /MSIP_Label_" + guid + "_Name (Secret) >>",
			"Subject: plan\r\nSensitivity: Company-Confidential\r\n",
			property("Enabled", "true"),
			"MSIP_Label_" + guid + "_Name: Confidential\nMSIP_Label_" + guid + "_Enabled: true\n",
		},
		passes: []string{
			"MSIP_Label_" + guid + "_Name: Public\nMSIP_Label_" + guid + "_Enabled: true\n",
			property("Enabled", "false") + property("Name", "Confidential"),
			property("Enabled", "true") + property("SetDate", "2026-10-01T00:00:00Z") + property("Name", "Public"),
			"msip_labels: MSIP_Label_" + guid + "_Enabled=True; MSIP_Label_" + guid + "_Name=一般;\r\n",
			`<clbl:label id="{` + guid + `}" enabled="0" method="Standard"/>`,
			`<clbl:label id="{` + guid + `}" enabled="1" removed="1"/>`,
			"MSIP_Label_GUID_Enabled=true stands for a label",
			"Sensitivity: Personal\r\n",
			property("SiteId", site),
		},
	})
}

// mipClass is of documents and mails under a sensitivity label.
const mipClass = "confidential.mip"

const (
	mipProperty     = "msip_label_"
	mipElement      = `label id="{`
	mailSensitivity = "sensitivity: company-confidential"
	guidBytes       = 36
)

// openLabels are the names of labels that protect nothing.
var openLabels = []string{"public", "general", "personal", "non-business", "nonbusiness", "unrestricted", "公開", "一般", "公开", "일반", "공개"}

func judgeMIP(w *window) verdict {
	if w.word == mailSensitivity {
		return verdict{hit: true, final: true, value: []byte(mailSensitivity), confidence: 0.9}
	}
	rest := w.buf[w.end:]
	if len(rest) < guidBytes {
		return verdict{final: w.closed}
	}
	guid := rest[:guidBytes]
	if !isGUID(guid) {
		return verdict{final: true}
	}
	if w.word == mipElement {
		return judgeElement(guid, rest, w.closed)
	}
	return judgeProperty(guid, w.buf[:w.start], rest, w.closed)
}

func isGUID(b []byte) bool {
	for i, c := range b {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') || !dash && !isHex(c) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool { return c-'0' < 10 || (c|0x20)-'a' < 6 }

// judgeElement reads an element of LabelInfo.xml up to its end.
func judgeElement(guid, rest []byte, closed bool) verdict {
	end := bytes.IndexByte(rest, '>')
	if end < 0 {
		return verdict{final: closed || len(rest) >= rightBytes}
	}
	attrs := rest[:end]
	on := bytes.Contains(attrs, []byte(`enabled="1"`)) || bytes.Contains(attrs, []byte(`enabled="true"`))
	off := bytes.Contains(attrs, []byte(`removed="1"`)) || bytes.Contains(attrs, []byte(`removed="true"`))
	return verdict{hit: on && !off, final: true, value: lowered(guid), confidence: 0.98}
}

// judgeProperty reads the property that says whether a label is in force, and
// the label's name where it stands near before or behind.
func judgeProperty(guid, before, rest []byte, closed bool) verdict {
	full := closed || len(rest) >= rightBytes
	state, ok := bytes.CutPrefix(rest[guidBytes:], []byte("_Enabled"))
	if !ok {
		return verdict{final: closed || len(rest) >= guidBytes+len("_Enabled")}
	}
	state = lowered(state[:min(len(state), 32)])
	on := indexString(state, "true")
	if off := indexString(state, "false"); on < 0 || off >= 0 && off < on {
		return verdict{final: full || off >= 0}
	}
	name := labelName(guid, rest)
	if isOpen(name) || isOpen(labelName(guid, before)) {
		return verdict{final: true}
	}
	return verdict{hit: true, final: full || len(name) >= 24, value: lowered(guid), confidence: 0.95}
}

// labelName returns what begins with the value of a label's name.
func labelName(guid, rest []byte) []byte {
	key := append(append(make([]byte, 0, guidBytes+8), guid...), "_Name"...)
	_, value, found := bytes.Cut(rest, key)
	if !found {
		return nil
	}
	value = bytes.TrimLeft(value, " \"'=:(>")
	value = bytes.TrimPrefix(value, []byte("<vt:lpwstr>"))
	return value[:min(len(value), 24)]
}

func isOpen(name []byte) bool {
	folded := fold(nil, name)
	for _, l := range openLabels {
		if bytes.HasPrefix(folded, []byte(l)) && !bytes.HasPrefix(folded[len(l):], []byte("-")) {
			return true
		}
	}
	return false
}

func lowered(b []byte) []byte { return appendLower(nil, b) }

// appendLower appends b in lower case; letters beyond ASCII stay.
func appendLower(dst, b []byte) []byte {
	for _, c := range b {
		if c-'A' < 26 {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}
