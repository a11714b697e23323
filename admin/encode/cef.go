package encode

import (
	"strconv"
	"strings"

	"sekisho/dataplane/event"
)

// CEF has a header of fields between bars, and an extension of keys and values. The bar needs
// its escape in the header alone, the equals sign in the extension alone; line breaks have one
// in the extension (ArcSight Common Event Format Implementation Standard, version 0).
var (
	cefHeader    = escaping{special: `|\`, escape: `\\`}
	cefExtension = escaping{special: `=\`, breaks: true, escape: `\\`}
)

// writeCEF writes
//
//	CEF:0|VENDOR|Sekisho|VERSION|ACTION|TITLE|SEVERITY|key=value key=value ...
//
// Bytes are told as products that read CEF show them: out is what the source sent.
func writeCEF(o *output, e *event.Event) error {
	o.open()
	o.b = append(o.b, "CEF:0|"...)
	for _, s := range []string{o.observer.Vendor, product, o.observer.Version, messageID(e), title(e)} {
		o.scratch = append(o.scratch[:0], s...)
		o.put(&cefHeader, cut(o.scratch))
		o.b = append(o.b, '|')
	}
	o.b = append(strconv.AppendInt(o.b, int64(severityOfTen(e)), 10), '|')
	o.b = append(o.b, "msg="...)
	o.put(&cefExtension, o.summary(e))
	o.pairs(e, func(f *field, name string, value []byte) {
		if f == nil {
			o.cef(attributeKey(name, 0), "", value)
			return
		}
		o.cef(cefForm(f, e, value))
	})
	o.end(e.ID)
	return nil
}

// cef writes a key and its value, and for a custom field what it is about.
func (o *output) cef(key, label string, value []byte) {
	o.b = append(append(append(o.b, ' '), key...), '=')
	o.put(&cefExtension, value)
	if label != "" {
		o.b = append(append(append(o.b, ' '), key...), "Label="...)
		o.b = append(o.b, label...)
	}
}

// cefForm gives a value the form that its key asks for.
func cefForm(f *field, e *event.Event, value []byte) (key, label string, in []byte) {
	switch f.cef {
	case "rt":
		return f.cef, "", strconv.AppendInt(value[:0], e.Time.UnixMilli(), 10)
	case "smac":
		return f.cef, "", colons(e, value)
	case "deviceDirection":
		if e.Direction == "inbound" {
			return f.cef, "", append(value[:0], '0')
		}
		return f.cef, "", append(value[:0], '1')
	case "src":
		if e.Inside.Addr.Is6() {
			return "c6a2", "Source IPv6 Address", value
		}
	case "dst":
		if e.Outside.Addr.Is6() {
			return "c6a3", "Destination IPv6 Address", value
		}
	}
	return f.cef, f.label, value
}

// severityOfTen is an event's severity from 0 to 10, 10 being the worst.
func severityOfTen(e *event.Event) int {
	return map[int]int{3: 8, 4: 7, 5: 5, 6: 3}[Severity(e)]
}

// attributeKeys are the keys of what protocols say, in CEF and in LEEF.
var attributeKeys = map[string][2]string{
	"http.request.method":    {"requestMethod", "httpMethod"},
	"url.full":               {"request", "url"},
	"user_agent.original":    {"requestClientApplication", "userAgent"},
	"file.name":              {"fname", "fileName"},
	"file.hash.sha256":       {"fileHash", "fileHash"},
	"user.name":              {"suser", "usrName"},
	"tls.client.server_name": {"sekishoTlsServerName", "tlsServerName"},
	"tls.next_protocol":      {"sekishoTlsNextProtocol", "tlsNextProtocol"},
	"tls.version":            {"sekishoTlsVersion", "tlsVersion"},
	"tls.client.ja3":         {"sekishoTlsJa3", "tlsJa3"},
	"tls.client.ja4":         {"sekishoTlsJa4", "tlsJa4"},
	"tls.client.ech":         {"sekishoTlsEch", "tlsEch"},
	"email.from.address":     {"sekishoEmailFrom", "emailFrom"},
	"email.to.address":       {"sekishoEmailTo", "emailTo"},
	"dns.question.name":      {"sekishoDnsQuestion", "dnsQuestion"},
}

// attributeKey is an attribute's key in CEF (0) or LEEF (1). One that is not in the table has
// a key made of its name, which begins as no other key does.
func attributeKey(name string, format int) string {
	if keys, ok := attributeKeys[name]; ok {
		return keys[format]
	}
	key := strings.ReplaceAll(name, ".", "_")
	if strings.HasPrefix(name, "sekisho.") {
		return key
	}
	return "sekishoAttribute_" + key
}
