package configs

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

const everyKey = `siem:
  - name: soc
    type: syslog
    address: tls://siem.example:6514
    format: ecs
    filter: "event.action:block"
    omit: [source.mac]
    pseudonymise: [source.ip, user.name]
    sample_allow: 0.1
    tls: {ca: ca.pem, certificate: c.pem, key: k.pem, server_name: siem.example}
    start: beginning
    lag_alert: 1h
  - {name: bus, type: kafka, brokers: ["192.0.2.1:9092", "[2001:db8::1]:9092"], topic: events, user: u, mechanism: scram-sha-256, token_file: f, tls: {enabled: true}}
  - {name: splunk, type: hec, address: "https://192.0.2.2:8088", index: main, token_file: f, proxy: "http://192.0.2.3:3128", compress: true}
  - {name: archive, type: file, address: "file:///var/log/x.log", rotate: {size: 64MiB, age: 24h, keep: 3}}
`

func TestDestinations(t *testing.T) {
	c, err := Parse("c.yaml", []byte(everyKey))
	if err != nil {
		t.Fatal(err)
	}
	tenth := 0.1
	want := Destination{Name: "soc", Type: "syslog", Address: "tls://siem.example:6514", Format: "ecs", Filter: "event.action:block",
		Omit: []string{"source.mac"}, Pseudonymise: []string{"source.ip", "user.name"}, SampleAllow: &tenth, Start: StartBeginning,
		TLS: TLSFiles{CA: "ca.pem", Certificate: "c.pem", Key: "k.pem", ServerName: "siem.example"}, LagAlert: Period(time.Hour)}
	if len(c.SIEM) != 4 || !reflect.DeepEqual(c.SIEM[0], want) {
		t.Errorf("%+v", c.SIEM)
	}
	if c.SIEM[1].Sample() != 1 || c.SIEM[1].LagLimit() != 15*time.Minute || c.SIEM[3].Rotate != (Rotation{64 << 20, Period(24 * time.Hour), 3}) {
		t.Errorf("%+v", c.SIEM)
	}
	for _, d := range c.SIEM { // as the API has it
		b, err := json.Marshal(d)
		var again Destination
		if err == nil {
			err = json.Unmarshal(b, &again)
		}
		if err != nil || !reflect.DeepEqual(again, d) {
			t.Errorf("%s: %v", b, err)
		}
	}
}

// TestDestinationFaults: what is wrong is said where it stands, and a password in a URL is not repeated.
func TestDestinationFaults(t *testing.T) {
	const good = "name: a, type: syslog, address: 'tcp://192.0.2.1:514'"
	for src, want := range map[string]string{
		"{type: syslog, address: 'tcp://192.0.2.1:514'}":                 `c.yaml:2: siem[0]: name: must be 1 to 40`,
		"{name: A b, type: syslog, address: 'tcp://192.0.2.1:514'}":      `c.yaml:2: siem[0].name: must be 1 to 40`,
		"{name: a, type: sylog, address: 'tcp://192.0.2.1:514'}":         `siem[0].type: unknown word "sylog"; nearest is "syslog"`,
		"{name: a, type: syslog}":                                        `siem[0]: address: is missing`,
		"{name: a, type: syslog, address: 'http://192.0.2.1'}":           `siem[0].address: must be a URL that begins with tls:// or tcp:// or udp://`,
		"{name: a, type: hec, address: 'https://u:geheim@192.0.2.1'}":    `siem[0].address: must not have a user or password`,
		"{name: a, type: kafka, brokers: [x]}":                           `siem[0].brokers: entry 1 must be host:port`,
		"{name: a, type: file, address: 'file:///a/../b'}":               `siem[0].address: must be file:// and an absolute path`,
		"{" + good + ", adress: x}":                                      `siem[0]: unknown key "adress"; nearest is "address"`,
		"{" + good + ", filter: 'event.acton:block'}":                    `siem[0].filter: query: at character 1`,
		"{" + good + ", omit: ['a b']}":                                  `siem[0].omit: unknown field "a b"`,
		"{" + good + ", omit: [source.pi]}":                              `siem[0].omit: unknown field "source.pi"; nearest is "source.ip"`,
		"{" + good + ", omit: [event.id]}":                               `siem[0].omit: "event.id" is needed`,
		"{" + good + ", pseudonymise: [source.port]}":                    `siem[0].pseudonymise: "source.port" is a number`,
		"{" + good + ", omit: [url.full], pseudonymise: [url.full]}":     `siem[0].pseudonymise: "url.full" is left out already`,
		"{" + good + ", omit: [source.ip, source.ip]}":                   `siem[0].omit: "source.ip" is given twice`,
		"{" + good + ", sample_allow: 2}":                                `siem[0].sample_allow: must be a number from 0 to 1`,
		"{" + good + ", sample_allow: NaN}":                              `siem[0].sample_allow: must be a number from 0 to 1`,
		"{" + good + ", lag_alert: soon}":                                `siem[0].lag_alert: must be a time such as 15m or 24h`,
		"{" + good + ", topic: x}":                                       `siem[0].topic: is not for type syslog, but for kafka, nats`,
		"{" + good + ", tls: {certificate: c}}":                          `siem[0].tls: certificate and key go together`,
		"{" + good + ", format: xml}":                                    `siem[0].format: unknown word "xml"`,
		"{" + good + "}\n  - {" + good + "}":                             `c.yaml:3: siem[1]: name "a" is given twice`,
		"{name: a, type: file, address: 'file:///b', rotate: {age: 1s}}": `siem[0].rotate: age must be a time of a minute at least`,
	} {
		_, err := Parse("c.yaml", []byte("siem:\n  - "+src))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v, not %s", src, err, want)
		}
	}
}

// TestExamples: what siem.yaml shows is right, and it shows every type and every key.
func TestExamples(t *testing.T) {
	src, err := os.ReadFile("siem.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse("siem.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, d := range c.SIEM {
		used[d.Type] = true
		given(reflect.ValueOf(d), used)
	}
	for _, name := range append(DestinationTypes(), keysOf(reflect.TypeFor[Destination]())...) {
		if !used[name] {
			t.Errorf("siem.yaml has no %s", name)
		}
	}
}

// given notes the keys of a struct that have a value.
func given(v reflect.Value, used map[string]bool) {
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			continue
		}
		used[keyOf(v.Type().Field(i))] = true
		if v.Field(i).Kind() == reflect.Struct {
			given(v.Field(i), used)
		}
	}
}

func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

func keysOf(t reflect.Type) (names []string) {
	for i := range t.NumField() {
		names = append(names, keyOf(t.Field(i)))
		if f := t.Field(i).Type; f.Kind() == reflect.Struct {
			names = append(names, keysOf(f)...)
		}
	}
	return names
}
