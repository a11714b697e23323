package encode

import "sekisho/dataplane/event"

// ocsfNetwork is Network Activity (4001) with the profiles Host and Security Control.
func (o *output) ocsfNetwork(e *event.Event) *ocsfEvent {
	x := o.ocsfEvent(e, ocsfNetwork, ocsfActivity(e))
	secured(x, e)
	x.Source, x.Destination = ocsfEnds(e)
	x.Connection, x.Traffic = ocsfConnectionOf(e), ocsfTrafficOf(e)
	x.AppName, x.Enrichments, x.TLS = e.Protocol, ocsfEvidenceOf(e), ocsfTLSOf(e)
	if v := e.Attribute("tls.client.ja4"); v != "" {
		x.JA4 = []ocsfJA4{{TypeID: 1, Type: "JA4", Value: v}}
	}
	if v := e.Attribute("url.full"); v != "" {
		x.URL = &ocsfURL{Text: v}
	}
	if v := e.Attribute("user.name"); v != "" {
		x.Actor = &ocsfActor{User: ocsfEntity{Name: v}}
	}
	return x
}

// ocsfTLSOf is what is known of TLS; the schema wants its version, if anything.
func ocsfTLSOf(e *event.Event) *ocsfTLS {
	version := e.Attribute("tls.version")
	if version == "" {
		return nil
	}
	x := &ocsfTLS{Version: version, SNI: e.Attribute("tls.client.server_name")}
	if hash := e.Attribute("tls.client.ja3"); hash != "" {
		x.JA3 = &ocsfFingerprint{Algorithm: "MD5", AlgorithmID: 1, Value: hash}
	}
	return x
}

// ocsfActivity is what became of the connection: a block refuses it, a decision to log is told
// while it goes on.
func ocsfActivity(e *event.Event) captioned {
	switch {
	case e.Kind == event.Ended:
		return captioned{2, "Close"}
	case e.Action == "block":
		return captioned{5, "Refuse"}
	}
	return captioned{6, "Traffic"}
}

// secured adds the profile Security Control: what was done, and by which rule.
func secured(x *ocsfEvent, e *event.Event) {
	x.Metadata.Profiles = append(x.Metadata.Profiles, "security_control")
	action, disposition := ocsfOutcome(e)
	x.ActionID, x.Action = action.id, action.caption
	x.DisposalID, x.Disposal = disposition.id, disposition.caption
	x.IsAlert = e.Kind == event.Alert
	if e.Rule.ID == "" {
		return
	}
	x.FirewallRule = &ocsfEntity{UID: e.Rule.ID, Name: e.Rule.Name, Version: e.Rule.Version}
	x.Policy = policyOf(e)
}

// policyOf is the policy that a flow was judged by.
func policyOf(e *event.Event) *ocsfEntity {
	if e.Rule.Version == "" {
		return nil
	}
	return &ocsfEntity{Name: "policy", Version: e.Rule.Version}
}

// ocsfOutcome is what was done. A retransmission that says something else than before, which no
// rule decides about, is dropped; a rule's block ends the flow on both sides.
func ocsfOutcome(e *event.Event) (action, disposition captioned) {
	switch {
	case e.Action == "block" && e.Rule.ID == "":
		return captioned{2, "Denied"}, captioned{6, "Dropped"}
	case e.Action == "block":
		return captioned{2, "Denied"}, captioned{2, "Blocked"}
	case e.Action == "log" || len(e.Monitored) > 0 && e.Kind == event.Alert:
		return captioned{3, "Observed"}, captioned{17, "Logged"}
	case e.Action == "allow":
		return captioned{1, "Allowed"}, captioned{1, "Allowed"}
	}
	return captioned{}, captioned{}
}

// ocsfEnds are the ends, source first: in OCSF that is who opened the connection.
func ocsfEnds(e *event.Event) (source, destination *ocsfEndpoint) {
	inside, outside := ocsfEnd(e.Inside), ocsfEnd(e.Outside)
	inside.MAC, outside.Hostname = event.MAC(e.MAC), e.Domain // a token is no mac_t
	if e.Country != "" {
		outside.Location = &ocsfLocation{Country: e.Country}
	}
	if e.ASN != 0 || e.Operator != "" {
		outside.System = &ocsfSystem{Number: e.ASN, Name: e.Operator}
	}
	if e.Direction == "inbound" {
		return outside, inside
	}
	return inside, outside
}

func ocsfEnd(end event.End) *ocsfEndpoint {
	return &ocsfEndpoint{IP: address(end), UID: end.Token, Port: end.Port}
}

func ocsfConnectionOf(e *event.Event) *ocsfConnection {
	c := &ocsfConnection{Direction: "Unknown", Protocol: e.Transport, Community: e.CommunityID}
	switch e.Direction {
	case "inbound":
		c.DirectionID, c.Direction = 1, "Inbound"
	case "outbound":
		c.DirectionID, c.Direction = 2, "Outbound"
	}
	c.Number = map[string]int{"icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51, "ipv6-icmp": 58, "sctp": 132}[e.Transport]
	switch a := e.Outside.Addr.Unmap(); {
	case a.Is4():
		c.Version = 4
	case a.Is6():
		c.Version = 6
	}
	return c
}

func ocsfTrafficOf(e *event.Event) *ocsfTraffic {
	t := &ocsfTraffic{Out: e.Inside.Bytes, In: e.Outside.Bytes, Bytes: e.Inside.Bytes + e.Outside.Bytes}
	if e.Direction == "inbound" {
		t.In, t.Out = t.Out, t.In
	}
	return t
}

// ocsfEvidenceOf are the reasons to place the outside end under a jurisdiction.
func ocsfEvidenceOf(e *event.Event) (all []ocsfEnrichment) {
	name, value := "dst_endpoint.ip", address(e.Outside)
	if e.Direction == "inbound" {
		name = "src_endpoint.ip"
	}
	if value == "" {
		value = e.Outside.Token
	}
	for _, v := range e.Evidence {
		all = append(all, ocsfEnrichment{Name: name, Value: value, Type: "jurisdiction", Provider: v.Source,
			Data: ocsfEvidence{Kind: v.Kind, Code: v.Code, Confidence: v.Confidence}})
	}
	return all
}
