package event

import (
	"encoding"
	"math"
	"net"
)

// parseFast reads a record that MarshalJSON wrote. ok is false where it has another form.
func parseFast(line []byte) (e *Event, ok bool) {
	e = &Event{}
	s := scanner{rest: line}
	s.sorted(func(key []byte) { e.scanPart(&s, string(key)) })
	return e, !s.bad && len(s.rest) == 0
}

func (e *Event) scanPart(s *scanner, name string) {
	switch name {
	case "@timestamp":
		s.into(&e.Time)
	case "event":
		e.scanEvent(s)
	case "observer":
		s.fields([]string{"serial_number", "name"}, func(i int) { *[]*string{&e.Gateway.ID, &e.Gateway.Name}[i] = s.text() })
	case "rule":
		e.Rule = s.rule()
	case "source":
		e.scanSource(s)
	case "destination":
		e.scanDestination(s)
	case "network":
		e.scanNetwork(s)
	case "sekisho":
		e.scanOwn(s)
	default:
		e.scanAttributes(s, name, 0)
	}
}

// into reads a string into what knows how to read itself.
func (s *scanner) into(v encoding.TextUnmarshaler) {
	if text := s.text(); !s.bad {
		s.bad = text == "" || v.UnmarshalText([]byte(text)) != nil
	}
}

func (s *scanner) texts() (all []string) {
	s.list(func() { all = append(all, s.text()) })
	return all
}

func (s *scanner) rule() (r Rule) {
	s.fields([]string{"id", "name", "version"}, func(i int) { *[]*string{&r.ID, &r.Name, &r.Version}[i] = s.text() })
	return r
}

func (e *Event) scanEvent(s *scanner) {
	s.fields([]string{"id", "sequence", "kind", "type", "action", "reason", "category"}, func(i int) {
		switch i {
		case 1:
			e.Sequence = s.number(math.MaxUint64)
		case 3:
			e.Type = s.texts()
		case 6:
			e.Category = category(s.texts())
		default:
			*[]*string{0: &e.ID, 2: &e.Kind, 4: &e.Action, 5: &e.Reason}[i] = s.text()
		}
	})
}

// end reads one of the fields that both ends have.
func (s *scanner) end(e *End, i int) {
	switch i {
	case 0:
		s.into(&e.Addr)
	case 1:
		e.Port = uint16(s.number(math.MaxUint16))
	case 2:
		e.Bytes = s.number(math.MaxUint64)
	}
}

func (e *Event) scanSource(s *scanner) {
	s.fields([]string{"ip", "port", "bytes", "mac"}, func(i int) {
		if i < 3 {
			s.end(&e.Inside, i)
			return
		}
		mac, err := net.ParseMAC(s.text())
		e.MAC, s.bad = mac, s.bad || err != nil
	})
}

func (e *Event) scanDestination(s *scanner) {
	s.fields([]string{"ip", "port", "bytes", "domain", "geo", "as"}, func(i int) {
		switch i {
		case 3:
			e.Domain = s.text()
		case 4:
			s.fields([]string{"country_iso_code"}, func(int) { e.Country = s.text() })
		case 5:
			e.scanNetworkOf(s)
		default:
			s.end(&e.Outside, i)
		}
	})
}

// scanNetworkOf reads the autonomous system of the outside end.
func (e *Event) scanNetworkOf(s *scanner) {
	s.fields([]string{"number", "organization"}, func(i int) {
		if i == 0 {
			e.ASN = uint32(s.number(math.MaxUint32))
			return
		}
		s.fields([]string{"name"}, func(int) { e.Operator = s.text() })
	})
}

func (e *Event) scanNetwork(s *scanner) {
	s.fields([]string{"transport", "protocol", "direction", "community_id"}, func(i int) {
		*[]*string{&e.Transport, &e.Protocol, &e.Direction, &e.CommunityID}[i] = s.text()
	})
}

func (e *Event) scanOwn(s *scanner) {
	s.fields([]string{"version", "jurisdiction", "findings", "inspected_bytes", "opaque_bytes", "monitor", "data_direction", "opaque"}, func(i int) {
		switch i {
		case 0:
			s.number(math.MaxInt32)
		case 1:
			e.scanJurisdiction(s)
		case 2:
			s.list(func() { e.Findings = append(e.Findings, s.finding()) })
		case 3:
			e.InspectedBytes = int64(s.number(math.MaxInt64))
		case 4:
			e.OpaqueBytes = int64(s.number(math.MaxInt64))
		case 5:
			s.list(func() { e.Monitored = append(e.Monitored, s.monitored()) })
		case 6:
			e.DataDirection = s.text()
		case 7:
			s.list(func() { e.Unread = append(e.Unread, s.unread()) })
		}
	})
}

func (e *Event) scanJurisdiction(s *scanner) {
	s.fields([]string{"codes", "evidence"}, func(i int) {
		if i == 0 {
			e.Jurisdiction = s.texts()
			return
		}
		s.list(func() { e.Evidence = append(e.Evidence, s.evidence()) })
	})
}

func (s *scanner) unread() (u Unread) {
	s.fields([]string{"reason", "bytes"}, func(i int) {
		if i == 0 {
			u.Reason = s.text()
			return
		}
		u.Bytes = int64(s.number(math.MaxInt64))
	})
	return u
}

func (s *scanner) evidence() (v Evidence) {
	s.fields([]string{"kind", "code", "confidence", "source"}, func(i int) {
		if i == 2 {
			v.Confidence = s.share()
			return
		}
		*[]*string{0: &v.Kind, 1: &v.Code, 3: &v.Source}[i] = s.text()
	})
	return v
}

func (s *scanner) finding() (f Finding) {
	s.fields([]string{"class", "sample", "where", "reference", "count", "confidence", "containment"}, func(i int) {
		switch i {
		case 4:
			f.Count = int(s.number(math.MaxInt))
		case 5:
			f.Confidence = s.share()
		case 6:
			f.Containment = s.share()
		default:
			*[]*string{&f.Class, &f.Sample, &f.Where, &f.Reference}[i] = s.text()
		}
	})
	return f
}

func (s *scanner) monitored() (m Monitored) {
	s.fields([]string{"rule", "action"}, func(i int) {
		if i == 0 {
			m.Rule = s.rule()
			return
		}
		m.Action = s.text()
	})
	return m
}

// scanAttributes reads what a protocol said: strings, and objects of them.
func (e *Event) scanAttributes(s *scanner, name string, depth int) {
	if len(s.rest) == 0 || depth > maxDepth {
		s.bad = true
		return
	}
	if s.rest[0] == '"' {
		e.Attributes = append(e.Attributes, Attribute{Name: name, Value: s.text()})
		return
	}
	s.sorted(func(key []byte) { e.scanAttributes(s, name+"."+string(key), depth+1) })
}
