package policy

import (
	"fmt"
	"slices"
	"strings"

	"sekisho/configs/strict"
)

// classes are the leaf classes that a rule may name; each part before a dot is a
// parent that covers all beneath it. custom.NAME comes from the policy itself.
const classes = `
pii.email pii.phone pii.name pii.address pii.birthdate pii.person
jp.my_number jp.corporate_number jp.drivers_license jp.passport jp.residence_card
jp.health_insurance jp.bank_account jp.pension_number
finance.credit_card finance.iban
us.ssn us.itin us.ein
cn.resident_id kr.rrn tw.national_id sg.nric in.aadhaar uk.nino uk.nhs
de.steuer_id fr.nir es.dni it.codice_fiscale br.cpf
secret.private_key secret.cloud_key secret.token secret.jwt secret.password
confidential.label confidential.mip confidential.registered
file.cad file.source_code file.encrypted file.disguised
opaque`

// applications are the names that network.protocol may take (lower case, as ECS has it).
const applications = `
http http2 websocket grpc tls dtls quic dns smtp imap pop3 ftp ftp-data ssh rdp vnc
telnet smb nfs git ntp syslog snmp ldap sip rtp rtsp stun irc xmpp socks bittorrent
mqtt coap amqp modbus opcua dnp3 iec104 s7comm bacnet enip
mysql postgresql tds mongodb redis
wireguard openvpn ike l2tp pptp`

// transports are the protocols over IP; icmp stands for ICMPv6 too.
const transports = `tcp udp icmp sctp gre esp ah`

// unrecognised is the word for a flow whose application protocol is not recognised.
const unrecognised = "unknown"

// Classes gives the leaf classes that a rule may name, custom ones excepted.
func Classes() []string { return strings.Fields(classes) }

// Protocols gives the names of application protocols that a rule may name.
func Protocols() []string { return strings.Fields(applications) }

// Transports gives the names of transports that a rule may name.
func Transports() []string { return strings.Fields(transports) }

// Jurisdictions gives the codes that a rule may name: ISO 3166-1 alpha-2, and those beside it that databases have.
func Jurisdictions() []string { return strict.Jurisdictions() }

// Field is one that a rule may have, with the dots of its place. Kind is that of its value, or of its list's entries;
// Most bounds a text, in bytes.
type Field struct {
	Name, Kind string
	Most       int
	Needed     bool
}

// Fields gives those of a rule in the order in which people write them.
func Fields() []Field {
	return []Field{
		{"id", "id", maxID, true}, {"description", "text", maxDescription, false}, {"comment", "text", maxComment, false},
		{"owner", "text", maxNote, false}, {"ticket", "text", maxNote, false}, {"enabled", "flag", 0, false}, {"monitor", "flag", 0, false},
		{"expires", "expiry", 0, false}, {"from.networks", "networks", 0, false}, {"to.jurisdictions", "jurisdictions", 0, false},
		{"to.networks", "networks", 0, false}, {"to.domains", "domains", 0, false}, {"to.ports", "ports", 0, false}, {"to.asns", "asns", 0, false},
		{"protocols", "protocols", 0, false}, {"data", "data", 0, false}, {"action", "action", 0, true},
	}
}

// Covers reports whether class is parent itself or lies beneath it.
func Covers(parent, class string) bool {
	return strings.HasPrefix(class, parent) && (len(class) == len(parent) || class[len(parent)] == '.')
}

// classWords gives all that a threshold may name, given the custom classes.
func classWords(customs []Custom) []string {
	words := Classes()
	for i := range customs {
		words = append(words, "custom."+customs[i].Name)
	}
	for _, w := range words {
		if parent, _, nested := strings.Cut(w, "."); nested && !slices.Contains(words, parent) {
			words = append(words, parent)
		}
	}
	return words
}

// protocolWords gives all that a rule's protocols may name.
func protocolWords() []string {
	return append(strings.Fields(applications+" "+transports), unrecognised)
}

// Vocabulary is what a build of the program can recognise. cmd knows it; this
// package may not import the detectors and decoders.
type Vocabulary struct {
	Classes   []string // leaf classes that detectors count
	Protocols []string // application protocols that decoders name
}

// Unserved lists what enabled rules ask for and this build can't recognise: such
// a condition never holds. The words are valid, so that one policy serves
// gateways of several versions, but whoever loads it must be warned.
func (p *Program) Unserved(v Vocabulary) Errors {
	var found Errors
	for i := range p.policy.Rules {
		r := &p.policy.Rules[i]
		if !r.Enabled {
			continue
		}
		for _, t := range r.Data {
			if !v.counts(t.Class) {
				found = append(found, p.policy.unserved(r, "class", t.Class, "detected in this version, so that it never counts"))
			}
		}
		for _, name := range r.Protocols {
			if !v.recognises(name) {
				found = append(found, p.policy.unserved(r, "protocol", name, "recognised in this version, so that it never matches"))
			}
		}
	}
	return found
}

func (p *Policy) unserved(r *Rule, what, word, why string) Error {
	return Error{File: p.Name, Line: r.Line, Message: fmt.Sprintf("rule %s: %s %q is not %s", r.ID, what, word, why)}
}

func (v Vocabulary) counts(class string) bool {
	return Covers("custom", class) || slices.ContainsFunc(v.Classes, func(leaf string) bool { return Covers(class, leaf) })
}

func (v Vocabulary) recognises(name string) bool {
	return name == unrecognised || slices.Contains(Transports(), name) || slices.Contains(v.Protocols, name)
}
