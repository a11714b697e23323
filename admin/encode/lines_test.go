package encode

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/leodido/go-syslog/v4/rfc5424"

	"sekisho/dataplane/event"
)

// told is what a line format has to tell of an event, by ECS name: what the event's own JSON
// says, with lists joined and findings in short. It shares no code with the encoders.
func told(t testing.TB, e *event.Event) map[string]string {
	t.Helper()
	plain := *e
	plain.Attributes = slices.DeleteFunc(slices.Clone(e.Attributes), func(a event.Attribute) bool { return a.Name != "source.mac" && !attributeName(a.Name) })
	raw, err := json.Marshal(&plain)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	flatten(all, "", doc)
	for name := range all {
		if name == "sekisho.version" || all[name] == "" || strings.HasPrefix(name, "sekisho.findings") || strings.HasPrefix(name, "sekisho.jurisdiction.ev") ||
			strings.HasPrefix(name, "sekisho.monitor") || !own(name) && !attributeName(name) {
			delete(all, name)
		}
	}
	var found, monitors []string
	for _, f := range e.Findings {
		found = append(found, fmt.Sprint(f.Class, ":", f.Count))
	}
	for _, m := range e.Monitored {
		monitors = append(monitors, m.Rule.ID+":"+m.Action)
	}
	set(all, "sekisho.findings", strings.Join(found, ","))
	set(all, "sekisho.monitor", strings.Join(monitors, ","))
	if len(e.Findings) > 0 {
		set(all, "sekisho.sample", e.Findings[0].Sample)
		set(all, "sekisho.where", e.Findings[0].Where)
	}
	if !e.Outside.Known() {
		for _, name := range []string{"sekisho.findings", "sekisho.monitor", "sekisho.sample", "sekisho.where"} {
			delete(all, name)
		}
	}
	for name, v := range all {
		all[name] = bounded(string([]rune(v)))
	}
	return all
}

func set(all map[string]string, name, v string) {
	if v != "" {
		all[name] = v
	}
}

// own tells of names that the appliance itself says something under.
func own(name string) bool {
	for _, f := range fields {
		if f.name == name {
			return true
		}
	}
	return false
}

var (
	attributePattern = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	ownPattern       = regexp.MustCompile(`^(event|observer|rule|source|destination|network|ecs|related|message|sekisho\.(version|jurisdiction|findings|sample|where|monitor|inspected_bytes|opaque_bytes|data_direction))(\.|$)`)
)

func attributeName(name string) bool {
	return len(name) <= 32 && attributePattern.MatchString(name) && !ownPattern.MatchString(name)
}

func flatten(all map[string]string, name string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			flatten(all, strings.TrimPrefix(name+"."+key, "."), inner)
		}
	case []any:
		var parts []string
		for _, inner := range v {
			parts = append(parts, fmt.Sprint(inner))
		}
		all[name] = strings.Join(parts, ",")
	default:
		all[name] = fmt.Sprint(v)
	}
}

// bounded cuts a value as MaxValue says, character by character.
func bounded(s string) string {
	if len(s) <= MaxValue {
		return s
	}
	end := 0
	for i := range s {
		if i <= MaxValue-len("…") {
			end = i
		}
	}
	return s[:end] + "…"
}

// visible shows what people don't see, but for the characters that a format has escapes for.
func visible(s, but string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune(but, r) || !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// sameFields compares what was parsed with what was to be told. Where a line has grown long, the
// mark may stand for a value.
func sameFields(t testing.TB, f Format, body []byte, want, got map[string]string) {
	t.Helper()
	if len(body) > 8192 {
		t.Errorf("%s: a line of %d bytes", f, len(body))
	}
	total := 0
	for _, v := range want {
		total += 7 * len(v) // a control takes seven bytes at most
	}
	for name, v := range want {
		if total > longLine/2 && got[name] == mark && len(v) > 2 {
			want[name] = mark
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-event +parsed): %s\n%q", f, diff, body)
	}
	if s := string(body); strings.ContainsAny(s, "\n\r\x00\x1b\x7f") || s != strings.ToValidUTF8(s, "") {
		t.Errorf("%s: not one line of text: %q", f, body)
	}
	for _, r := range strings.Replace(string(body), bom, "", 1) {
		if r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			t.Errorf("%s: %U stands in %q", f, r, body)
		}
	}
}

func shown(want map[string]string, but string) map[string]string {
	out := map[string]string{}
	for name, v := range want {
		out[name] = visible(v, but)
	}
	return out
}

func checkText(t testing.TB, e *event.Event) {
	t.Helper()
	body := encodeOne(t, Text, e)[0].Body
	got := map[string]string{}
	rest := string(body)
	for rest != "" {
		name, after, ok := strings.Cut(rest, "=")
		quoted, err := strconv.QuotedPrefix(after)
		value, err2 := strconv.Unquote(quoted)
		if !ok || err != nil || err2 != nil || got[name] != "" {
			t.Fatalf("not name=\"value\": %q in %q", rest, body)
		}
		got[name] = value
		if rest = after[len(quoted):]; rest != "" && !strings.HasPrefix(rest, " ") {
			t.Fatalf("no space: %q", rest)
		}
		rest = strings.TrimPrefix(rest, " ")
	}
	sameFields(t, Text, body, told(t, e), got)
}

func checkRFC5424(t testing.TB, e *event.Event) {
	t.Helper()
	body := encodeOne(t, RFC5424, e)[0].Body
	parsed, err := rfc5424.NewParser(rfc5424.WithCompliantMsg()).Parse(body)
	if err != nil {
		t.Fatalf("%v: %q", err, body)
	}
	m := parsed.(*rfc5424.SyslogMessage)
	sd := *m.StructuredData
	if len(sd) != 3 || sd["origin"]["software"] != "sekisho" || sd["meta"]["sequenceId"] == "" || *m.Appname != "sekisho" || *m.Severity != uint8(Severity(e)) ||
		!m.Timestamp.Equal(e.Time.Truncate(time.Millisecond)) {
		t.Errorf("header or structured data of %q", body)
	}
	got := sd["sekisho@32473"]
	got["@timestamp"] = got["timestamp"]
	delete(got, "timestamp")
	sameFields(t, RFC5424, body, shown(told(t, e), ""), got)
}

// cefNames are the ECS names of the keys of CEF, cefLabels what custom ones are about.
var (
	cefNames = map[string]string{
		"rt": "@timestamp", "externalId": "event.id", "sekishoSequence": "event.sequence", "sekishoKind": "event.kind", "cat": "event.category",
		"sekishoType": "event.type", "act": "event.action", "reason": "event.reason", "dvchost": "observer.name", "deviceExternalId": "observer.serial_number",
		"cs3": "rule.id", "sekishoRuleName": "rule.name", "cs4": "rule.version", "src": "source.ip", "c6a2": "source.ip", "sekishoSourceToken": "source.address",
		"spt": "source.port", "smac": "source.mac", "out": "source.bytes", "dst": "destination.ip", "c6a3": "destination.ip",
		"sekishoDestinationToken": "destination.address", "dpt": "destination.port", "in": "destination.bytes", "dhost": "destination.domain",
		"cs1": "destination.geo.country_iso_code", "cn1": "destination.as.number", "cs2": "destination.as.organization.name", "proto": "network.transport",
		"app": "network.protocol", "deviceDirection": "network.direction", "sekishoCommunityId": "network.community_id",
		"sekishoJurisdiction": "sekisho.jurisdiction.codes", "sekishoDataDirection": "sekisho.data_direction", "cs5": "sekisho.findings", "cs6": "sekisho.sample",
		"sekishoWhere": "sekisho.where", "sekishoMonitor": "sekisho.monitor", "sekishoInspectedBytes": "sekisho.inspected_bytes",
		"sekishoOpaqueBytes": "sekisho.opaque_bytes",
		"requestMethod":      "http.request.method", "request": "url.full", "requestClientApplication": "user_agent.original", "fname": "file.name",
		"fileHash": "file.hash.sha256", "suser": "user.name", "sekishoTlsServerName": "tls.client.server_name", "sekishoTlsNextProtocol": "tls.next_protocol",
		"sekishoTlsVersion": "tls.version", "sekishoTlsJa3": "tls.client.ja3", "sekishoTlsJa4": "tls.client.ja4", "sekishoTlsEch": "tls.client.ech",
		"sekishoEmailFrom": "email.from.address", "sekishoEmailTo": "email.to.address", "sekishoDnsQuestion": "dns.question.name",
	}
	cefLabels = map[string]string{
		"cs1": "Country", "cs2": "Operator", "cs3": "Rule", "cs4": "Policy version", "cs5": "Flagged data", "cs6": "Masked sample", "cn1": "Autonomous system",
		"c6a2": "Source IPv6 Address", "c6a3": "Destination IPv6 Address",
	}
)

// bars splits a header at n bars that no backslash escapes; the rest is the extension.
func bars(t testing.TB, s string, n int, escapes bool) (header []string, rest string) {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\' && i+1 < len(s) && (s[i+1] == '|' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		case escapes && s[i] == '\\':
			t.Fatalf("an escape that a header doesn't have: %q", s)
		case s[i] == '|':
			if header = append(header, b.String()); len(header) == n {
				return header, s[i+1:]
			}
			b.Reset()
		default:
			b.WriteByte(s[i])
		}
	}
	t.Fatalf("fewer than %d bars in %q", n, s)
	return nil, ""
}

// parseCEF reads as the standard says: a key is the word before an equals sign without a
// backslash, and its value ends before the space that the next key follows.
func parseCEF(t testing.TB, s string) (header []string, keys map[string]string) {
	t.Helper()
	header, rest := bars(t, s, 7, true)
	keys = map[string]string{}
	marks := regexp.MustCompile(`(?:^| )([A-Za-z0-9_]+)=`).FindAllStringSubmatchIndex(rest, -1)
	for i, m := range marks {
		end := len(rest)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		key := rest[m[2]:m[3]]
		if _, twice := keys[key]; twice {
			t.Fatalf("%s stands twice in %q", key, s)
		}
		keys[key] = unescapeCEF(t, rest[m[1]:end])
	}
	return header, keys
}

func unescapeCEF(t testing.TB, s string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '=' {
			t.Fatalf("an equals sign without its escape in %q", s)
		}
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		if i == len(s) || !strings.ContainsRune(`\=nr`, rune(s[i])) {
			t.Fatalf("an escape that CEF doesn't have in %q", s)
		}
		b.WriteString(map[byte]string{'\\': `\`, '=': "=", 'n': "\n", 'r': "\r"}[s[i]])
	}
	return b.String()
}

func checkCEF(t testing.TB, e *event.Event) {
	t.Helper()
	body := encodeOne(t, CEF, e)[0].Body
	header, keys := parseCEF(t, string(body))
	if header[0] != "CEF:0" || header[1] != "Sekisho" || header[2] != "Sekisho" || header[3] != "1.4.2" {
		t.Errorf("header %q", header)
	}
	got := map[string]string{}
	for key, v := range keys {
		if base, ok := strings.CutSuffix(key, "Label"); ok && cefLabels[base] == v {
			continue
		}
		got[name(cefNames, key)] = v
	}
	delete(got, "msg")
	if keys["rt"] == strconv.FormatInt(e.Time.UnixMilli(), 10) {
		got["@timestamp"] = e.Time.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	got["source.mac"] = hyphens(e, got["source.mac"])
	got["network.direction"] = map[string]string{"0": "inbound", "1": e.Direction}[got["network.direction"]]
	for _, n := range []string{"source.mac", "network.direction"} {
		if got[n] == "" {
			delete(got, n)
		}
	}
	sameFields(t, CEF, body, dotless(shown(told(t, e), "\n\r"), cefNames), got)
}

func hyphens(e *event.Event, mac string) string {
	if len(e.MAC) == 0 {
		return mac
	}
	return strings.ReplaceAll(mac, ":", "-")
}

// name is the ECS name of a key; of one that stands for any other attribute, the attribute's with
// underscores for its dots.
func name(names map[string]string, key string) string {
	if n, ok := names[key]; ok {
		return n
	}
	return strings.TrimPrefix(key, "sekishoAttribute_")
}

// dotless gives attributes that have no key of their own the name that they have there.
func dotless(want, names map[string]string) map[string]string {
	known := map[string]bool{}
	for _, n := range names {
		known[n] = true
	}
	for n, v := range want {
		if !known[n] {
			delete(want, n)
			want[strings.ReplaceAll(n, ".", "_")] = v
		}
	}
	return want
}

// leefNames are the ECS names of the keys of LEEF.
var leefNames = map[string]string{
	"devTime": "@timestamp", "eventId": "event.id", "sequence": "event.sequence", "kind": "event.kind", "cat": "event.category", "type": "event.type",
	"action": "event.action", "reason": "event.reason", "observerName": "observer.name", "observerSerial": "observer.serial_number", "policy": "rule.id",
	"ruleName": "rule.name", "policyVersion": "rule.version", "src": "source.ip", "srcToken": "source.address", "srcPort": "source.port", "srcMAC": "source.mac",
	"srcBytes": "source.bytes", "dst": "destination.ip", "dstToken": "destination.address", "dstPort": "destination.port", "dstBytes": "destination.bytes",
	"dstHost": "destination.domain", "dstCountry": "destination.geo.country_iso_code", "dstAS": "destination.as.number",
	"dstASName": "destination.as.organization.name", "proto": "network.transport", "application": "network.protocol", "direction": "network.direction",
	"communityId": "network.community_id", "jurisdiction": "sekisho.jurisdiction.codes", "dataDirection": "sekisho.data_direction",
	"findings": "sekisho.findings", "sample": "sekisho.sample", "where": "sekisho.where", "monitor": "sekisho.monitor",
	"inspectedBytes": "sekisho.inspected_bytes", "opaqueBytes": "sekisho.opaque_bytes",
	"httpMethod": "http.request.method", "url": "url.full", "userAgent": "user_agent.original", "fileName": "file.name", "fileHash": "file.hash.sha256",
	"usrName": "user.name", "tlsServerName": "tls.client.server_name", "tlsNextProtocol": "tls.next_protocol", "tlsVersion": "tls.version",
	"tlsJa3": "tls.client.ja3", "tlsJa4": "tls.client.ja4", "tlsEch": "tls.client.ech", "emailFrom": "email.from.address", "emailTo": "email.to.address",
	"dnsQuestion": "dns.question.name",
}

func checkLEEF(t testing.TB, e *event.Event) {
	t.Helper()
	body := encodeOne(t, LEEF, e)[0].Body
	header, rest := bars(t, string(body), 6, false)
	if header[0] != "LEEF:2.0" || header[1] != "Sekisho" || header[5] != "x09" {
		t.Errorf("header %q", header)
	}
	got := map[string]string{}
	for pair := range strings.SplitSeq(rest, "\t") {
		key, v, ok := strings.Cut(pair, "=")
		if _, twice := got[name(leefNames, key)]; !ok || twice {
			t.Fatalf("%q in %q", pair, body)
		}
		got[name(leefNames, key)] = v
	}
	if at, err := time.Parse("Jan 02 2006 15:04:05.000 MST", got["@timestamp"]); err == nil {
		got["@timestamp"] = at.Format("2006-01-02T15:04:05.000Z")
	}
	for _, n := range []string{"msg", "sev", "devTimeFormat"} {
		delete(got, n)
	}
	if v, ok := got["source.mac"]; ok {
		got["source.mac"] = hyphens(e, v)
	}
	sameFields(t, LEEF, body, dotless(shown(told(t, e), ""), leefNames), got)
}

var checks = map[Format]func(testing.TB, *event.Event){Text: checkText, RFC5424: checkRFC5424, CEF: checkCEF, LEEF: checkLEEF}

// TestLines: what the line formats say of each kind of event is what it says itself.
func TestLines(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			for _, check := range checks {
				check(t, s.event)
			}
		})
	}
}
