package encode

import (
	"fmt"
	"strings"

	"sekisho/dataplane/event"
)

// ocsfFinding is a Data Security Finding (2006) with the profile Security Control: flagged data
// of one class. What an alert told of already is an update when the flow ends.
func (o *output) ocsfFinding(e *event.Event, f *event.Finding) *ocsfEvent {
	activity := captioned{1, "Create"}
	if e.Kind == event.Ended && e.Action != "allow" {
		activity = captioned{2, "Update"}
	}
	x := o.ocsfEvent(e, ocsfFinding, activity)
	x.Device, x.Metadata.Profiles = nil, nil // device is where the data lies, not who found it
	secured(x, e)
	x.Unmapped = &ocsfUnmapped{Observer: o.gateway(e), Jurisdiction: e.Jurisdiction, DataDirection: e.DataDirection}
	x.Source, x.Destination = ocsfEnds(e)
	x.StatusID, x.Status = 1, "New"
	x.Finding, x.DataSecurity, x.File = findingInfo(e, f), dataSecurity(e, f), ocsfFileOf(e)
	confidence := ocsfConfidence(f.Confidence)
	x.ConfidenceID, x.Confidence, x.ConfidenceScore = confidence.id, confidence.caption, int(max(0, min(f.Confidence, 1))*100+0.5)
	return x
}

// sameClass tells whether a finding is the first of its class, and the number of values in all
// findings of that class.
func sameClass(all []event.Finding, i int) (total int, first bool) {
	for n := range all {
		if all[n].Class != all[i].Class {
			continue
		}
		if n < i {
			return 0, false
		}
		total += all[n].Count
	}
	return total, true
}

func findingInfo(e *event.Event, f *event.Finding) *ocsfFindingInfo {
	kind := ocsfAnalyticOf(f.Class)
	info := &ocsfFindingInfo{
		UID: e.ID + "/" + f.Class, Title: "flagged data: " + f.Class, Types: []string{f.Class}, Created: e.Time.UnixMilli(),
		Analytic: ocsfAnalytic{Name: f.Class, TypeID: kind.id, Type: kind.caption},
	}
	info.Desc = fmt.Sprintf("%d of %s", f.Count, f.Class)
	if f.Where != "" {
		info.Desc += " in " + f.Where
	}
	if f.Reference != "" {
		info.Desc += ", of registered document " + f.Reference
	}
	info.Desc = clean(info.Desc)
	return info
}

// ocsfAnalyticOf is how data of a class is found.
func ocsfAnalyticOf(class string) captioned {
	switch {
	case class == "confidential.registered":
		return captioned{5, "Fingerprinting"}
	case class == "confidential.mip":
		return captioned{6, "Tagging"}
	case strings.HasPrefix(class, "custom."), class == "confidential.label":
		return captioned{7, "Keyword Match"}
	}
	return captioned{1, "Rule"}
}

func dataSecurity(e *event.Event, f *event.Finding) *ocsfDataSecurity {
	category := ocsfCategory(f.Class)
	return &ocsfDataSecurity{
		Category: category.caption, CategoryID: category.id, State: "Data in-Transit", StateID: 2,
		Pattern: f.Class, SystemName: "DLP Gateway", SystemID: 2, Match: f.Sample, Total: f.Count, Policy: policyOf(e),
	}
}

// ocsfCategory is what kind of data a class is of. Numbers that states give to people are
// Governmental.
func ocsfCategory(class string) captioned {
	parent, _, _ := strings.Cut(class, ".")
	switch {
	case class == "jp.bank_account", parent == "finance":
		return captioned{3, "Financial"}
	case parent == "pii":
		return captioned{1, "Personal"}
	case parent == "secret":
		return captioned{6, "Security"}
	case parent == "confidential", parent == "file":
		return captioned{4, "Business"}
	case len(parent) == 2:
		return captioned{2, "Governmental"}
	}
	return captioned{99, "Other"}
}

func ocsfConfidence(share float64) captioned {
	switch {
	case share >= 0.9:
		return captioned{3, "High"}
	case share >= 0.6:
		return captioned{2, "Medium"}
	case share > 0:
		return captioned{1, "Low"}
	}
	return captioned{}
}

// ocsfFileOf is the file that a flow carried, if it had a name.
func ocsfFileOf(e *event.Event) *ocsfFile {
	name := e.Attribute("file.name")
	if name == "" {
		return nil
	}
	f := &ocsfFile{Name: name, TypeID: 1}
	if hash := e.Attribute("file.hash.sha256"); hash != "" {
		f.Hashes = []ocsfFingerprint{{Algorithm: "SHA-256", AlgorithmID: 3, Value: hash}}
	}
	return f
}
