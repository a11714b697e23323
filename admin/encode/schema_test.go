package encode

import (
	"encoding/json"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sekisho/dataplane/event"
)

// ecsTypes are names and types of fields of ECS 9.4.0 (Elastic's list, package @elastic/ecs), and of
// our own below sekisho. A type with [] is a list by ECS.
const ecsTypes = `
@timestamp date
dns.question.name keyword
destination.address keyword
destination.as.number long
destination.as.organization.name keyword
destination.bytes long
destination.domain keyword
destination.geo.country_iso_code keyword
destination.ip ip
destination.port long
ecs.version keyword
email.from.address keyword[]
email.to.address keyword[]
event.action keyword
event.category keyword[]
event.id keyword
event.kind keyword
event.reason keyword
event.sequence long
event.type keyword[]
file.hash.sha256 keyword
file.name keyword
http.request.method keyword
labels object
message match_only_text
network.community_id keyword
network.direction keyword
network.protocol keyword
network.transport keyword
observer.hostname keyword
observer.name keyword
observer.product keyword
observer.serial_number keyword
observer.type keyword
observer.vendor keyword
observer.version keyword
related.hash keyword[]
related.hosts keyword[]
related.ip ip[]
related.user keyword[]
rule.id keyword
rule.name keyword
rule.version keyword
source.address keyword
source.bytes long
source.ip ip
source.mac keyword
source.port long
tls.client.ja3 keyword
tls.client.server_name keyword
tls.next_protocol keyword
tls.version keyword
url.full wildcard
user.name keyword
user_agent.original keyword
sekisho.audit.hash keyword
sekisho.audit.sequence keyword
sekisho.data_direction keyword
sekisho.findings[].class keyword
sekisho.findings[].confidence float
sekisho.findings[].containment float
sekisho.findings[].count long
sekisho.findings[].reference keyword
sekisho.findings[].sample keyword
sekisho.findings[].where keyword
sekisho.inspected_bytes long
sekisho.jurisdiction.codes keyword[]
sekisho.jurisdiction.evidence[].code keyword
sekisho.jurisdiction.evidence[].confidence float
sekisho.jurisdiction.evidence[].kind keyword
sekisho.jurisdiction.evidence[].source keyword
sekisho.monitor[].action keyword
sekisho.monitor[].rule.id keyword
sekisho.monitor[].rule.name keyword
sekisho.monitor[].rule.version keyword
sekisho.opaque_bytes long
sekisho.version long
`

// ecsValues are what ECS allows in event.kind, and in event.type beside each event.category
// that we use.
var (
	ecsKinds  = []string{"alert", "asset", "enrichment", "event", "metric", "pipeline_error", "signal", "state"}
	ecsTypeOf = map[string][]string{
		"network":       {"access", "allowed", "connection", "denied", "end", "info", "protocol", "start"},
		"configuration": {"access", "change", "creation", "deletion", "info"},
	}
)

// types reads lines of a name and a type.
func types(list string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(list) {
		if name, kind, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			all[name] = kind
		}
	}
	return all
}

// eachValue calls do with each value of a document that is no object, and its dotted name. Lists
// of objects have [] behind their name, lists of others are values.
func eachValue(name string, v any, do func(name string, v any)) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			eachValue(strings.TrimPrefix(name+"."+key, "."), inner, do)
		}
	case []any:
		if len(v) > 0 {
			if _, ok := v[0].(map[string]any); ok {
				for _, inner := range v {
					eachValue(name+"[]", inner, do)
				}
				return
			}
		}
		do(name, v)
	default:
		do(name, v)
	}
}

// hasType tells whether a value is of a type of ECS or OCSF.
func hasType(v any, kind string) bool {
	if base, list := strings.CutSuffix(kind, "[]"); list {
		all, ok := v.([]any)
		return ok && !slices.ContainsFunc(all, func(v any) bool { return !hasType(v, base) })
	}
	switch v := v.(type) {
	case string:
		switch kind {
		case "date":
			_, err := time.Parse(time.RFC3339, v)
			return err == nil
		case "ip", "ip_t":
			_, err := netip.ParseAddr(v)
			return err == nil
		case "mac_t":
			return regexp.MustCompile(`^([0-9A-F]{2}-)+[0-9A-F]{2}$`).MatchString(v)
		}
		return slices.Contains([]string{"keyword", "wildcard", "match_only_text", "string_t", "hostname_t", "url_t", "username_t", "file_name_t", "file_hash_t"}, kind)
	case json.Number:
		_, err := v.Int64()
		switch kind {
		case "float", "float_t":
			_, err = v.Float64()
		case "port_t":
			n, _ := v.Int64()
			return err == nil && n >= 0 && n <= 65535
		}
		return err == nil && slices.Contains([]string{"long", "float", "integer_t", "long_t", "timestamp_t", "float_t"}, kind)
	case bool:
		return kind == "boolean_t"
	}
	return false
}

// checkECS holds an event's record to the list, and to what the event says itself.
func checkECS(t testing.TB, e *event.Event) {
	t.Helper()
	known := types(ecsTypes)
	r := encodeOne(t, ECS, e)
	doc := checkJSON(t, r[0])
	got := map[string]string{}
	eachValue("", doc, func(name string, v any) {
		if _, self := strings.CutPrefix(name, "sekisho.gap."); self {
			known[name] = "keyword"
		}
		if strings.HasPrefix(name, "labels.") {
			known[name] = "keyword"
			if strings.Contains(strings.TrimPrefix(name, "labels."), ".") {
				t.Errorf("a label with a dot: %s", name)
			}
		}
		if list, ok := v.([]any); ok && len(list) == 0 {
			return
		}
		if kind, ok := known[name]; !ok || !hasType(v, kind) {
			t.Errorf("%s is no %q: %v", name, kind, v)
		}
	})
	flatten(got, "", doc)
	for name, want := range told(t, e) {
		if strings.HasPrefix(name, "sekisho.") || strings.HasPrefix(name, "observer.") && got[name] == want {
			continue
		}
		if label := "labels." + strings.ReplaceAll(name, ".", "_"); got[name] == "" && got[label] != "" {
			name = label
		}
		if strings.HasPrefix(name, "email.") {
			continue // lists, see TestECS
		}
		if bounded(got[name]) != want {
			t.Errorf("%s: %q, the event says %q", name, got[name], want)
		}
	}
	if got["ecs.version"] != ecsVersion {
		t.Errorf("version %q", got["ecs.version"])
	}
}

// TestECS: each field is one of the schema's, with a value of its type, and the event's.
func TestECS(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			checkECS(t, s.event)
			if !slices.Contains(ecsKinds, s.event.Kind) {
				t.Errorf("no event.kind of ECS: %q", s.event.Kind)
			}
			for _, kind := range s.event.Type {
				if s.event.Kind != event.PipelineError && !slices.Contains(ecsTypeOf[category(s.event)], kind) {
					t.Errorf("event.type %q beside event.category %q", kind, category(s.event))
				}
			}
		})
	}
	doc := checkJSON(t, encodeOne(t, ECS, logged())[0])
	want := map[string]any{"from": map[string]any{"address": []any{"a@inside.example"}}, "to": map[string]any{"address": []any{"b@far.example", "c@far.example"}}}
	if diff := cmp.Diff(want, doc["email"]); diff != "" {
		t.Error(diff)
	}
}
