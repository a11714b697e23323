package web

import "sekisho/dataplane/event"

// Scan is what was found in a text or a file.
type Scan struct {
	MediaType string          `json:"media_type,omitempty"`
	Charset   string          `json:"charset,omitempty"`
	Bytes     int64           `json:"bytes"`
	Findings  []event.Finding `json:"findings"` // samples masked
	Parts     []ScanPart      `json:"parts"`
	Unread    int64           `json:"unread_bytes"`
	Reasons   []string        `json:"unread_reasons,omitempty"`
}

// ScanPart is a member of a file, or the file itself.
type ScanPart struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type,omitempty"`
	Bytes     int64  `json:"bytes"`
}
