package control

import (
	"encoding/json"
	"fmt"
)

// Form gives the overlay the form of a configuration file, in which JSON is valid, too.
func (o Overlay) Form() ([]byte, error) {
	dataplane, geo := map[string]any{}, map[string]any{}
	if o.Protected != nil {
		dataplane["protected"] = o.Protected
	}
	for key, word := range map[string]string{"on_failure": o.OnFailure, "on_overload": o.OnOverload} {
		if word != "" {
			dataplane[key] = word
		}
	}
	if o.Overrides != nil {
		geo["overrides"] = *o.Overrides
	}
	b, err := json.Marshal(map[string]any{"dataplane": dataplane, "geo": geo})
	if err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	return b, nil
}
