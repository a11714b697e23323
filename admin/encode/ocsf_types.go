package encode

// The objects of OCSF that events are told in, with the attributes that are told. Names and
// types are the schema's; what an event doesn't have is left out.

type ocsfMetadata struct {
	Version     string      `json:"version"`
	UID         string      `json:"uid"`
	Correlation string      `json:"correlation_uid,omitempty"`
	Sequence    uint64      `json:"sequence"`
	Code        string      `json:"event_code,omitempty"`
	Product     ocsfProduct `json:"product"`
	Profiles    []string    `json:"profiles,omitempty"`
}

type ocsfProduct struct {
	Name    string `json:"name"`
	Vendor  string `json:"vendor_name"`
	Version string `json:"version,omitempty"`
}

// ocsfEntity is a rule, a policy, a managed entity, a user or a gateway.
type ocsfEntity struct {
	UID      string `json:"uid,omitempty"`
	Name     string `json:"name,omitempty"`
	Type     string `json:"type,omitempty"`
	Version  string `json:"version,omitempty"`
	Hostname string `json:"hostname,omitempty"`
	TypeID   int    `json:"type_id,omitempty"`
}

type ocsfActor struct {
	User ocsfEntity `json:"user"`
}

type ocsfEndpoint struct {
	IP       string        `json:"ip,omitempty"`
	UID      string        `json:"uid,omitempty"` // a token, where the address is not told
	Port     uint16        `json:"port,omitempty"`
	MAC      string        `json:"mac,omitempty"`
	Hostname string        `json:"hostname,omitempty"`
	Location *ocsfLocation `json:"location,omitempty"`
	System   *ocsfSystem   `json:"autonomous_system,omitempty"`
}

type ocsfLocation struct {
	Country string `json:"country"`
}

type ocsfSystem struct {
	Number uint32 `json:"number,omitempty"`
	Name   string `json:"name,omitempty"`
}

type ocsfConnection struct {
	Direction   string `json:"direction"`
	DirectionID int    `json:"direction_id"`
	Protocol    string `json:"protocol_name,omitempty"`
	Number      int    `json:"protocol_num,omitempty"`
	Version     int    `json:"protocol_ver_id"`
	Community   string `json:"community_uid,omitempty"`
}

type ocsfTraffic struct {
	Bytes uint64 `json:"bytes"`
	In    uint64 `json:"bytes_in"`  // from the destination to the source
	Out   uint64 `json:"bytes_out"` // from the source to the destination
}

type ocsfTLS struct {
	Version string           `json:"version"`
	SNI     string           `json:"sni,omitempty"`
	JA3     *ocsfFingerprint `json:"ja3_hash,omitempty"`
}

type ocsfFingerprint struct {
	Algorithm   string `json:"algorithm"`
	AlgorithmID int    `json:"algorithm_id"`
	Value       string `json:"value"`
}

type ocsfJA4 struct {
	TypeID int    `json:"type_id"`
	Type   string `json:"type"`
	Value  string `json:"value"`
}

type ocsfURL struct {
	Text string `json:"url_string"`
}

type ocsfFile struct {
	Name   string            `json:"name"`
	TypeID int               `json:"type_id"`
	Hashes []ocsfFingerprint `json:"hashes,omitempty"`
}

// ocsfEnrichment is a reason to place an address under a jurisdiction.
type ocsfEnrichment struct {
	Name     string       `json:"name"`
	Value    string       `json:"value"`
	Type     string       `json:"type"`
	Provider string       `json:"provider,omitempty"`
	Data     ocsfEvidence `json:"data"`
}

type ocsfEvidence struct {
	Kind       string  `json:"kind"`
	Code       string  `json:"code"`
	Confidence float64 `json:"confidence"`
}

// ocsfUnmapped is what the schema has no attribute for; it is ours to form.
type ocsfUnmapped struct {
	Reason        string            `json:"reason,omitempty"`
	Observer      *ocsfEntity       `json:"observer,omitempty"`
	Jurisdiction  []string          `json:"jurisdiction,omitempty"`
	DataDirection string            `json:"data_direction,omitempty"`
	Monitored     []ocsfMonitored   `json:"monitor,omitempty"`
	Findings      []ocsfFound       `json:"findings,omitempty"`
	Inspected     int64             `json:"inspected_bytes,omitempty"`
	Opaque        int64             `json:"opaque_bytes,omitempty"`
	Attributes    map[string]string `json:"attributes,omitempty"`
}

type ocsfMonitored struct {
	Rule   string `json:"rule"`
	Action string `json:"action"`
}

type ocsfFound struct {
	Class       string  `json:"class"`
	Count       int     `json:"count"`
	Confidence  float64 `json:"confidence"`
	Sample      string  `json:"sample,omitempty"`
	Where       string  `json:"where,omitempty"`
	Reference   string  `json:"reference,omitempty"`
	Containment float64 `json:"containment,omitempty"`
}

type ocsfFindingInfo struct {
	UID      string       `json:"uid"`
	Title    string       `json:"title"`
	Desc     string       `json:"desc,omitempty"`
	Types    []string     `json:"types"`
	Created  int64        `json:"created_time"`
	Analytic ocsfAnalytic `json:"analytic"`
}

type ocsfAnalytic struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	TypeID int    `json:"type_id"`
}

type ocsfDataSecurity struct {
	Category   string      `json:"category"`
	CategoryID int         `json:"category_id"`
	State      string      `json:"data_lifecycle_state"`
	StateID    int         `json:"data_lifecycle_state_id"`
	Pattern    string      `json:"detection_pattern"`
	SystemName string      `json:"detection_system"`
	SystemID   int         `json:"detection_system_id"`
	Match      string      `json:"pattern_match,omitempty"` // masked
	Total      int         `json:"total"`
	Policy     *ocsfEntity `json:"policy,omitempty"`
}

// ocsfEvent has the attributes of all classes that are written.
type ocsfEvent struct {
	ActivityID   int          `json:"activity_id"`
	Activity     string       `json:"activity_name"`
	CategoryUID  int          `json:"category_uid"`
	Category     string       `json:"category_name"`
	ClassUID     int          `json:"class_uid"`
	Class        string       `json:"class_name"`
	TypeUID      int          `json:"type_uid"`
	Type         string       `json:"type_name"`
	Time         int64        `json:"time"`
	SeverityID   int          `json:"severity_id"`
	Severity     string       `json:"severity"`
	Message      string       `json:"message"`
	Metadata     ocsfMetadata `json:"metadata"`
	Device       *ocsfEntity  `json:"device,omitempty"`
	Actor        *ocsfActor   `json:"actor,omitempty"`
	ActionID     int          `json:"action_id,omitempty"`
	Action       string       `json:"action,omitempty"`
	DisposalID   int          `json:"disposition_id,omitempty"`
	Disposal     string       `json:"disposition,omitempty"`
	FirewallRule *ocsfEntity  `json:"firewall_rule,omitempty"`
	Policy       *ocsfEntity  `json:"policy,omitempty"`
	IsAlert      bool         `json:"is_alert,omitempty"`

	Source      *ocsfEndpoint    `json:"src_endpoint,omitempty"`
	Destination *ocsfEndpoint    `json:"dst_endpoint,omitempty"`
	Connection  *ocsfConnection  `json:"connection_info,omitempty"`
	Traffic     *ocsfTraffic     `json:"traffic,omitempty"`
	TLS         *ocsfTLS         `json:"tls,omitempty"`
	JA4         []ocsfJA4        `json:"ja4_fingerprint_list,omitempty"`
	URL         *ocsfURL         `json:"url,omitempty"`
	AppName     string           `json:"app_name,omitempty"`
	Enrichments []ocsfEnrichment `json:"enrichments,omitempty"`

	Finding         *ocsfFindingInfo  `json:"finding_info,omitempty"`
	DataSecurity    *ocsfDataSecurity `json:"data_security,omitempty"`
	File            *ocsfFile         `json:"file,omitempty"`
	ConfidenceID    int               `json:"confidence_id,omitempty"`
	Confidence      string            `json:"confidence,omitempty"`
	ConfidenceScore int               `json:"confidence_score,omitempty"`
	StatusID        int               `json:"status_id,omitempty"`
	Status          string            `json:"status,omitempty"`

	Entity  *ocsfEntity `json:"entity,omitempty"`
	Comment string      `json:"comment,omitempty"`

	Unmapped *ocsfUnmapped `json:"unmapped,omitempty"`
}
