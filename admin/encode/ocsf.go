package encode

import (
	"encoding/json"
	"reflect"

	"sekisho/dataplane/event"
)

// ocsfVersion is the version of the Open Cybersecurity Schema Framework: the first that has
// all attributes that are written; later ones of 1.x keep them.
const ocsfVersion = "1.4.0"

// ocsfClass is an event class of the schema.
type ocsfClass struct {
	uid      int
	name     string
	category string // its uid is the class's divided by 1000
}

var (
	ocsfBase    = ocsfClass{0, "Base Event", "Uncategorized"}
	ocsfFinding = ocsfClass{2006, "Data Security Finding", "Findings"}
	ocsfManage  = ocsfClass{3004, "Entity Management", "Identity & Access Management"}
	ocsfNetwork = ocsfClass{4001, "Network Activity", "Network Activity"}
	ocsfError   = ocsfClass{6008, "Application Error", "Application Activity"}
)

// captioned is a normalized value and its name in the schema.
type captioned struct {
	id      int
	caption string
}

// writeOCSF writes what happened to a flow as Network Activity with the profile Security
// Control, and behind it a Data Security Finding for each class of flagged data. Changes of
// policy are Entity Management, trouble of the appliance is an Application Error, and what is
// left a Base Event.
func writeOCSF(o *output, e *event.Event) error {
	if err := o.ocsf(e.ID, o.ocsfMain(e)); err != nil || !e.Outside.Known() {
		return err
	}
	for i, f := range e.Findings {
		if total, first := sameClass(e.Findings, i); first {
			f.Count = total
			if err := o.ocsf(e.ID+"/"+f.Class, o.ocsfFinding(e, &f)); err != nil {
				return err
			}
		}
	}
	return nil
}

// ocsf writes a record.
func (o *output) ocsf(id string, x *ocsfEvent) error {
	x.Metadata.UID = id
	o.open()
	b, err := json.Marshal(x)
	if err != nil {
		return err
	}
	from := len(o.b)
	o.b = o.ascii(append(o.b, b...), from)
	o.end(id)
	return nil
}

func (o *output) ocsfMain(e *event.Event) *ocsfEvent {
	switch {
	case e.Outside.Known():
		return o.ocsfNetwork(e)
	case e.Kind == event.PipelineError:
		return o.ocsfEvent(e, ocsfError, captioned{1, "General Error"})
	case e.Category == event.Configuration && len(e.Type) > 0 && e.Type[0] == "change":
		x := o.ocsfEvent(e, ocsfManage, captioned{3, "Update"})
		x.Entity = &ocsfEntity{Name: "policy", Type: "Policy", Version: e.Rule.Version}
		x.Comment = e.Reason
		return x
	}
	return o.ocsfEvent(e, ocsfBase, captioned{99, title(e)})
}

// ocsfEvent has what events of all classes have.
func (o *output) ocsfEvent(e *event.Event, c ocsfClass, activity captioned) *ocsfEvent {
	severity := ocsfSeverity(e)
	x := &ocsfEvent{
		ActivityID: activity.id, Activity: activity.caption,
		CategoryUID: c.uid / 1000, Category: c.category, ClassUID: c.uid, Class: c.name,
		TypeUID: c.uid*100 + activity.id, Type: c.name + ": " + activity.caption,
		Time: e.Time.UnixMilli(), SeverityID: severity.id, Severity: severity.caption, Message: string(o.summary(e)),
		Metadata: ocsfMetadata{
			Version: ocsfVersion, Correlation: e.CommunityID, Sequence: e.Sequence, Code: e.Action, Profiles: []string{"host"},
			Product: ocsfProduct{Name: product, Vendor: o.observer.Vendor, Version: o.observer.Version},
		},
		Device: o.gateway(e), Unmapped: unmapped(e),
	}
	x.Device.TypeID, x.Device.Type = 9, "Firewall"
	return x
}

// gateway is the appliance.
func (o *output) gateway(e *event.Event) *ocsfEntity {
	return &ocsfEntity{UID: e.Gateway.ID, Name: e.Gateway.Name, Hostname: o.host(e)}
}

// ocsfSeverity is by syslog's severity; what was blocked is High where there was flagged data.
func ocsfSeverity(e *event.Event) captioned {
	switch Severity(e) {
	case 3:
		return captioned{4, "High"}
	case 4:
		if len(e.Findings) > 0 {
			return captioned{4, "High"}
		}
		return captioned{3, "Medium"}
	case 5:
		return captioned{2, "Low"}
	}
	return captioned{1, "Informational"}
}

// unmapped is what the schema has no attribute for; nil where there is nothing.
func unmapped(e *event.Event) *ocsfUnmapped {
	u := &ocsfUnmapped{
		Reason: e.Reason, Jurisdiction: e.Jurisdiction, DataDirection: e.DataDirection, Inspected: e.InspectedBytes, Opaque: e.OpaqueBytes,
		Attributes: unmappedAttributes(e),
	}
	for _, m := range e.Monitored {
		u.Monitored = append(u.Monitored, ocsfMonitored{Rule: m.Rule.ID, Action: m.Action})
	}
	for _, f := range e.Findings {
		u.Findings = append(u.Findings, ocsfFound(f))
	}
	if reflect.ValueOf(*u).IsZero() {
		return nil
	}
	return u
}

func unmappedAttributes(e *event.Event) map[string]string {
	var all map[string]string
	for _, a := range e.Attributes {
		if ocsfAttribute(e, a.Name) {
			continue
		}
		if all == nil {
			all = map[string]string{}
		}
		all[a.Name] = a.Value
	}
	return all
}

// ocsfAttribute tells whether an attribute of a flow has a place of its own in the schema.
func ocsfAttribute(e *event.Event, name string) bool {
	switch name {
	case "url.full", "user.name", "tls.client.ja4":
		return e.Outside.Known()
	case "tls.version", "tls.client.server_name", "tls.client.ja3":
		return e.Outside.Known() && e.Attribute("tls.version") != ""
	}
	return false
}
