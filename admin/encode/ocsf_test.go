package encode

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sekisho/dataplane/event"
)

// ocsfTypes are names and types of attributes of OCSF 1.4.0 (the schema's dictionary, objects and
// profiles) that are common to the classes; objects are spelled out. unmapped is free.
const ocsfTypes = `
activity_id integer_t
activity_name string_t
category_name string_t
category_uid integer_t
class_name string_t
class_uid integer_t
message string_t
metadata.correlation_uid string_t
metadata.event_code string_t
metadata.product.name string_t
metadata.product.vendor_name string_t
metadata.product.version string_t
metadata.profiles string_t[]
metadata.sequence integer_t
metadata.uid string_t
metadata.version string_t
severity string_t
severity_id integer_t
time timestamp_t
type_name string_t
type_uid long_t
`

// ocsfHost is the profile Host, ocsfControl the profile Security Control.
const (
	ocsfHost = `
actor.user.name username_t
device.hostname hostname_t
device.name string_t
device.type string_t
device.type_id integer_t
device.uid string_t
`
	ocsfControl = `
action string_t
action_id integer_t
disposition string_t
disposition_id integer_t
firewall_rule.name string_t
firewall_rule.uid string_t
firewall_rule.version string_t
is_alert boolean_t
policy.name string_t
policy.version string_t
`
	ocsfEndpoints = `
src_endpoint.autonomous_system.name string_t
src_endpoint.autonomous_system.number integer_t
src_endpoint.hostname hostname_t
src_endpoint.ip ip_t
src_endpoint.location.country string_t
src_endpoint.mac mac_t
src_endpoint.port port_t
src_endpoint.uid string_t
dst_endpoint.autonomous_system.name string_t
dst_endpoint.autonomous_system.number integer_t
dst_endpoint.hostname hostname_t
dst_endpoint.ip ip_t
dst_endpoint.location.country string_t
dst_endpoint.mac mac_t
dst_endpoint.port port_t
dst_endpoint.uid string_t
`
)

// ocsfClasses are what each class has beyond that.
var ocsfClasses = map[int]string{
	0:    ocsfHost,
	6008: ocsfHost,
	3004: ocsfHost + `
comment string_t
entity.name string_t
entity.type string_t
entity.version string_t
`,
	4001: ocsfHost + ocsfControl + ocsfEndpoints + `
app_name string_t
connection_info.community_uid string_t
connection_info.direction string_t
connection_info.direction_id integer_t
connection_info.protocol_name string_t
connection_info.protocol_num integer_t
connection_info.protocol_ver_id integer_t
enrichments[].data.code string_t
enrichments[].data.confidence float_t
enrichments[].data.kind string_t
enrichments[].name string_t
enrichments[].provider string_t
enrichments[].type string_t
enrichments[].value string_t
ja4_fingerprint_list[].type string_t
ja4_fingerprint_list[].type_id integer_t
ja4_fingerprint_list[].value string_t
tls.ja3_hash.algorithm string_t
tls.ja3_hash.algorithm_id integer_t
tls.ja3_hash.value file_hash_t
tls.sni string_t
tls.version string_t
traffic.bytes long_t
traffic.bytes_in long_t
traffic.bytes_out long_t
url.url_string url_t
`,
	2006: ocsfControl + ocsfEndpoints + `
confidence string_t
confidence_id integer_t
confidence_score integer_t
data_security.category string_t
data_security.category_id integer_t
data_security.data_lifecycle_state string_t
data_security.data_lifecycle_state_id integer_t
data_security.detection_pattern string_t
data_security.detection_system string_t
data_security.detection_system_id integer_t
data_security.pattern_match string_t
data_security.policy.name string_t
data_security.policy.version string_t
data_security.total integer_t
file.hashes[].algorithm string_t
file.hashes[].algorithm_id integer_t
file.hashes[].value file_hash_t
file.name file_name_t
file.type_id integer_t
finding_info.analytic.name string_t
finding_info.analytic.type string_t
finding_info.analytic.type_id integer_t
finding_info.created_time timestamp_t
finding_info.desc string_t
finding_info.title string_t
finding_info.types string_t[]
finding_info.uid string_t
status string_t
status_id integer_t
`,
}

// ocsfRequired are the attributes that a class may not be without.
var ocsfRequired = map[int]string{
	0: "", 6008: "", 3004: "entity.name", 4001: "connection_info.direction_id traffic.bytes",
	2006: "finding_info.uid finding_info.analytic.type_id",
}

// ocsfCaptions are values that are written and their captions in the schema.
var ocsfCaptions = map[string]map[int]string{
	"activity":             {1: "Create Update General Error", 2: "Close Update", 3: "Update", 5: "Refuse", 6: "Traffic"},
	"action":               {1: "Allowed", 2: "Denied", 3: "Observed"},
	"disposition":          {1: "Allowed", 2: "Blocked", 6: "Dropped", 17: "Logged"},
	"severity":             {1: "Informational", 2: "Low", 3: "Medium", 4: "High"},
	"confidence":           {1: "Low", 2: "Medium", 3: "High"},
	"status":               {1: "New"},
	"connection.direction": {0: "Unknown", 1: "Inbound", 2: "Outbound"},
}

// checkOCSF holds an event's records to the schema, and to what the event says itself.
func checkOCSF(t testing.TB, e *event.Event) {
	t.Helper()
	records := encodeOne(t, OCSF, e)
	seen := map[string]bool{}
	for i, r := range records {
		if i == 0 && r.ID != clean(e.ID) || i > 0 && !strings.HasPrefix(r.ID, clean(e.ID)+"/") || seen[r.ID] {
			t.Errorf("record %d has the ID %q", i, r.ID)
		}
		seen[r.ID] = true
		checkOCSFRecord(t, e, checkJSON(t, r))
	}
	classes := map[string]bool{}
	for _, f := range e.Findings {
		classes[clean(f.Class)] = e.Outside.Known()
	}
	if len(records) != 1+len(classes) {
		t.Errorf("%d records, %d classes", len(records), len(classes))
	}
}

func checkOCSFRecord(t testing.TB, e *event.Event, doc map[string]any) {
	t.Helper()
	class, err := doc["class_uid"].(json.Number).Int64()
	list, ok := ocsfClasses[int(class)]
	if err != nil || !ok {
		t.Fatalf("class %v", doc["class_uid"])
	}
	known, got := types(ocsfTypes+list), map[string]any{}
	eachValue("", doc, func(name string, v any) {
		if strings.HasPrefix(name, "unmapped.") {
			return
		}
		got[name] = v
		if kind, ok := known[name]; !ok || !hasType(v, kind) {
			t.Errorf("class %d: %s is no %q: %v", class, name, kind, v)
		}
	})
	for _, name := range strings.Fields("activity_id category_uid class_uid metadata.version metadata.product.name severity_id time type_uid " + ocsfRequired[int(class)]) {
		if _, ok := got[name]; !ok {
			t.Errorf("class %d is without %s", class, name)
		}
	}
	number := func(name string) int {
		var n int
		fmt.Sscan(fmt.Sprint(got[name]), &n)
		return n
	}
	if number("type_uid") != int(class)*100+number("activity_id") || number("category_uid") != int(class)/1000 || number("time") != int(e.Time.UnixMilli()) {
		t.Errorf("class %d: type_uid %v, category_uid %v, time %v", class, got["type_uid"], got["category_uid"], got["time"])
	}
	for what, captions := range ocsfCaptions {
		name, id := strings.Replace(what, "connection.", "connection_info.", 1), strings.Replace(what, "connection.", "connection_info.", 1)+"_id"
		if what == "activity" {
			name = "activity_name"
		}
		if n, ok := got[id]; ok && fmt.Sprint(n) != "99" && !strings.Contains(captions[number(id)], fmt.Sprint(got[name])) {
			t.Errorf("class %d: %s %v is not called %q", class, id, n, got[name])
		}
	}
}

// TestOCSF: each attribute is one of the schema's for its class, with a value of its type.
func TestOCSF(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) { checkOCSF(t, s.event) })
	}
}

// TestOCSFOutcome: what was done has the numbers that the schema has for it.
func TestOCSFOutcome(t *testing.T) {
	for _, test := range []struct {
		event                                *event.Event
		class, activity, action, disposition int
	}{
		{blocked(), 4001, 5, 2, 2}, {logged(), 4001, 6, 3, 17}, {ended(), 4001, 2, 1, 1}, {observed(), 4001, 6, 3, 17}, {conflict(), 4001, 5, 2, 6},
		{trouble(), 6008, 1, 0, 0}, {applied(), 3004, 3, 0, 0}, {anchored(), 0, 99, 0, 0},
	} {
		var got struct {
			Class       int `json:"class_uid"`
			Activity    int `json:"activity_id"`
			Action      int `json:"action_id"`
			Disposition int `json:"disposition_id"`
		}
		if err := json.Unmarshal(encodeOne(t, OCSF, test.event)[0].Body, &got); err != nil {
			t.Fatal(err)
		}
		if got.Class != test.class || got.Activity != test.activity || got.Action != test.action || got.Disposition != test.disposition {
			t.Errorf("%s: %+v, want %+v", test.event.ID, got, test)
		}
	}
}

// TestOCSFEnds: the source is who opened the connection, and bytes go from and to it.
func TestOCSFEnds(t *testing.T) {
	for _, test := range []struct {
		event       *event.Event
		source, out string
	}{{blocked(), "10.10.0.2", "18412"}, {logged(), "2001:db8:ffff::10", "312"}} {
		doc := checkJSON(t, encodeOne(t, OCSF, test.event)[0])
		source, traffic := doc["src_endpoint"].(map[string]any), doc["traffic"].(map[string]any)
		if source["ip"] != test.source || fmt.Sprint(traffic["bytes_out"]) != test.out {
			t.Errorf("%s: %v %v", test.event.ID, source, traffic)
		}
	}
}

// TestOCSFFindings: one finding a class, with all its values, and none for those of a flow that an
// alert has told of, but updates.
func TestOCSFFindings(t *testing.T) {
	records := encodeOne(t, OCSF, blocked())
	var ids []string
	for _, r := range records {
		ids = append(ids, strings.TrimPrefix(r.ID, "01JD5F0000BLOCK"))
	}
	if want := []string{"", "/jp.my_number", "/pii.email", "/confidential.registered"}; !slices.Equal(ids, want) {
		t.Errorf("records %q, want %q", ids, want)
	}
	if doc := checkJSON(t, records[1]); fmt.Sprint(doc["data_security"].(map[string]any)["total"]) != "13" {
		t.Errorf("values of jp.my_number: %v", doc["data_security"])
	}
	late := blocked()
	late.Kind = event.Ended
	if doc := checkJSON(t, encodeOne(t, OCSF, late)[1]); doc["activity_name"] != "Update" || doc["is_alert"] != nil {
		t.Errorf("a finding told of before: %v", doc)
	}
}
