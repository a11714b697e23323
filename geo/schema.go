package geo

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/oschwald/maxminddb-golang/v2"
	"github.com/oschwald/maxminddb-golang/v2/mmdbdata"
)

// A database is known by what its records hold, never by its file name or type:
//
//	country.iso_code, registered_country, represented_country   GeoIP2 and GeoLite2 Country, City, Enterprise; DB-IP
//	traits.*                                                    the operator and flags of the same and of DB-IP
//	autonomous_system_number, autonomous_system_organization    GeoLite2 ASN, GeoIP2 ISP, ip-location-db
//	is_anonymous, is_hosting_provider, is_tor_exit_node, …      GeoIP2 Anonymous IP and Anonymous Plus
//	country_code, country as a string                           ip-location-db, IPinfo
//	asn "AS64500", as_name, name, as_type, vpn, proxy, tor      IPinfo
//
// Fields that are not listed in these structs are skipped undecoded.
type rawRecord struct {
	Country     value      `maxminddb:"country"`
	CountryCode value      `maxminddb:"country_code"`
	Registered  value      `maxminddb:"registered_country"`
	Represented value      `maxminddb:"represented_country"`
	Traits      rawNetwork `maxminddb:"traits"`
}

// rawNetwork is found at the top of a record or under its traits.
type rawNetwork struct {
	Number       value `maxminddb:"autonomous_system_number"`
	Organization value `maxminddb:"autonomous_system_organization"`
	ISP          value `maxminddb:"isp"`
	ASN          value `maxminddb:"asn"`
	ASName       value `maxminddb:"as_name"`
	Name         value `maxminddb:"name"`
	UserType     value `maxminddb:"user_type"`
	ASType       value `maxminddb:"as_type"`
	Type         value `maxminddb:"type"`

	Anycast      value `maxminddb:"is_anycast"`
	Anonymous    value `maxminddb:"is_anonymous"`
	OldProxy     value `maxminddb:"is_anonymous_proxy"`
	AnonymousVPN value `maxminddb:"is_anonymous_vpn"`
	PublicProxy  value `maxminddb:"is_public_proxy"`
	Residential  value `maxminddb:"is_residential_proxy"`
	TorExit      value `maxminddb:"is_tor_exit_node"`
	HostingIP    value `maxminddb:"is_hosting_provider"`
	IsHosting    value `maxminddb:"is_hosting"`

	VPN     value `maxminddb:"vpn"`
	Proxy   value `maxminddb:"proxy"`
	Tor     value `maxminddb:"tor"`
	Relay   value `maxminddb:"relay"`
	Hosting value `maxminddb:"hosting"`
}

// place is a country as one file states it.
type place struct {
	code       [2]byte // zero: none
	confidence uint8   // the file's own, 1 to 100 percent; 0: it gives none
	source     uint16  // index of the file
}

func (p place) known() bool { return p.code != [2]byte{} }

// facts is what is known of an address, in a form that can be compared, so
// that the many networks that share it also share its id.
type facts struct {
	located, registered, represented place
	override                         place
	asn                              uint32
	org                              string
	anycast, anonymous, hosting      bool
}

// add returns f with what a later file says: evidence of the same kind
// replaces the earlier file's, a network's name goes with its number, and flags
// add up, for a file without a flag does not deny it.
func (f facts) add(later facts) facts {
	replace(&f.located, later.located)
	replace(&f.registered, later.registered)
	replace(&f.represented, later.represented)
	replace(&f.override, later.override)
	if later.asn != 0 || later.org != "" {
		f.asn, f.org = later.asn, later.org
	}
	f.anycast = f.anycast || later.anycast
	f.anonymous = f.anonymous || later.anonymous
	f.hosting = f.hosting || later.hosting
	return f
}

func replace(old *place, later place) {
	if later.known() {
		*old = later
	}
}

// decoder reads the records of one file, each once.
type decoder struct {
	reader *maxminddb.Reader
	source uint16 // index of the file
	seen   map[uintptr]uint32
	raw    rawRecord // reused, for a file has many records
	top    rawNetwork
}

// id is that of the facts at offset in the data section.
func (d *decoder) id(b *builder, offset uintptr) (uint32, error) {
	if id, ok := d.seen[offset]; ok {
		return id, nil
	}
	f, err := d.facts(d.reader.LookupOffset(offset))
	if err != nil {
		return 0, err
	}
	id := b.intern(f)
	d.seen[offset] = id
	return id, nil
}

// facts decodes one record.
func (d *decoder) facts(r maxminddb.Result) (facts, error) {
	d.raw, d.top = rawRecord{}, rawNetwork{}
	if err := r.Decode(&d.raw); err != nil {
		return facts{}, err
	}
	if err := r.Decode(&d.top); err != nil {
		return facts{}, err
	}
	f, err := d.raw.places(d.source)
	if err != nil {
		return facts{}, err
	}
	for _, n := range []*rawNetwork{&d.raw.Traits, &d.top} {
		of, err := n.facts()
		if err != nil {
			return facts{}, err
		}
		f = f.add(of)
	}
	return f, nil
}

// places reads the three kinds of country.
func (r *rawRecord) places(source uint16) (facts, error) {
	located := r.Country
	if r.CountryCode.text != "" { // then country, if there, is its name
		located = r.CountryCode
	}
	var f facts
	for _, c := range []struct {
		name string
		from value
		to   *place
	}{
		{"country", located, &f.located},
		{"registered_country", r.Registered, &f.registered},
		{"represented_country", r.Represented, &f.represented},
	} {
		code, err := parseCode(c.from.text)
		if err != nil {
			return facts{}, fmt.Errorf("%s: %w", c.name, err)
		}
		*c.to = place{code, uint8(min(c.from.confidence, 100)), source}
		if code == ([2]byte{}) {
			*c.to = place{}
		}
	}
	return f, nil
}

// parseCode reads two letters. Absent, "-" and "ZZ" (unknown, in ISO 3166-1's
// user-assigned range) are no country. What else has two letters passes, so
// that AP, EU and XK, which ISO has not assigned but databases use, are codes.
func parseCode(s string) (code [2]byte, err error) {
	upper := strings.ToUpper(s)
	switch {
	case s == "" || s == "-" || upper == "ZZ":
		return code, nil
	case len(upper) != 2 || !isLetter(upper[0]) || !isLetter(upper[1]):
		return code, fmt.Errorf("%.20q is not a code of two letters", s)
	}
	return [2]byte{upper[0], upper[1]}, nil
}

func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' }

// facts reads operator and flags. A hosting provider counts as anonymous in
// MaxMind's is_anonymous; here it does not, unless it is something else too.
func (n *rawNetwork) facts() (facts, error) {
	var f facts
	var err error
	if f.asn, err = parseASN(n.Number, n.ASN); err != nil {
		return f, err
	}
	f.org = firstText(n.Organization, n.ASName, n.ISP)
	if f.org == "" && n.ASN.text != "" {
		f.org = n.Name.text
	}
	f.anycast = n.Anycast.isTrue()
	f.hosting = anyTrue(n.HostingIP, n.IsHosting, n.Hosting) || saysHosting(n.UserType, n.ASType, n.Type)
	f.anonymous = anyTrue(n.AnonymousVPN, n.PublicProxy, n.Residential, n.TorExit, n.OldProxy,
		n.VPN, n.Proxy, n.Tor, n.Relay) || n.Anonymous.isTrue() && !f.hosting
	return f, nil
}

// maxText bounds a text, in bytes; longer ones, which are no operator's name,
// are cut, so that a hostile file cannot make each of many records hold a huge
// one.
const maxText = 256

func firstText(values ...value) string {
	for _, v := range values {
		if v.text != "" {
			return v.text
		}
	}
	return ""
}

// parseASN reads a number, or text like "AS64500" (RFC 5396, asplain).
func parseASN(values ...value) (uint32, error) {
	for _, v := range values {
		if v.number > 0 {
			return asNumber(v.number)
		}
		digits := strings.TrimPrefix(strings.ToUpper(v.text), "AS")
		if digits == "" {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 32)
		if err != nil {
			return 0, fmt.Errorf("AS number %.20q: %w", v.text, strconv.ErrSyntax)
		}
		return uint32(n), nil
	}
	return 0, nil
}

func asNumber(n uint64) (uint32, error) {
	if n > 1<<32-1 {
		return 0, fmt.Errorf("AS number %d does not fit 32 bits", n)
	}
	return uint32(n), nil
}

func anyTrue(values ...value) bool {
	for _, v := range values {
		if v.isTrue() {
			return true
		}
	}
	return false
}

// saysHosting knows the word that MaxMind's user_type and IPinfo's type share.
func saysHosting(values ...value) bool {
	for _, v := range values {
		if v.text == "hosting" {
			return true
		}
	}
	return false
}

// value is a field that databases write in different kinds: text, a number, a
// truth, or a map with an ISO code and the file's confidence in it.
type value struct {
	text       string
	number     uint64
	truth      bool
	confidence uint64 // percent
}

func (v value) isTrue() bool { return v.truth || v.number != 0 || v.text == "true" || v.text == "1" }

// UnmarshalMaxMindDBCursor reads what the field turns out to be; kinds that
// mean nothing here are skipped.
func (v *value) UnmarshalMaxMindDBCursor(c mmdbdata.Cursor) (next mmdbdata.Cursor, err error) {
	kind, err := c.Kind()
	if err != nil {
		return c, err
	}
	switch kind {
	case mmdbdata.KindString:
		return v.readText(c)
	case mmdbdata.KindBool:
		v.truth, next, err = c.ReadBool()
	case mmdbdata.KindUint16, mmdbdata.KindUint32, mmdbdata.KindUint64:
		v.number, next, err = c.ReadUint()
	case mmdbdata.KindMap:
		return v.readMap(c)
	default:
		return c.Skip()
	}
	return next, err
}

func (v *value) readText(c mmdbdata.Cursor) (next mmdbdata.Cursor, err error) {
	s, next, err := c.ReadString()
	if len(s) > maxText {
		s = strings.Clone(s[:maxText]) // a clone, to let the rest go
	}
	v.text = strings.ToValidUTF8(s, "")
	return next, err
}

// readMap takes iso_code and confidence of a country's map.
func (v *value) readMap(c mmdbdata.Cursor) (next mmdbdata.Cursor, err error) {
	m, err := c.Map()
	if err != nil {
		return c, err
	}
	for {
		name, at, ok := m.Next(next)
		if !ok {
			return m.End()
		}
		if next, err = v.readEntry(string(name), at); err != nil {
			return next, err
		}
	}
}

func (v *value) readEntry(name string, at mmdbdata.Cursor) (mmdbdata.Cursor, error) {
	kind, err := at.Kind()
	switch {
	case err != nil:
		return at, err
	case name == "iso_code" && kind == mmdbdata.KindString:
		return v.readText(at)
	case name == "confidence" && (kind == mmdbdata.KindUint16 || kind == mmdbdata.KindUint32):
		n, next, err := at.ReadUint()
		v.confidence = n
		return next, err
	}
	return at.Skip()
}
