package netlab

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

// WriteGeo writes a MaxMind DB in the GeoLite2-Country schema to path. It maps
// prefixes to places: "CN" is located and registered there, "US/CN" is located
// in the US and registered in China, "US/" is located only, "/CN" registered only.
//
// Documentation and private ranges, which real databases leave out, are included:
// they are all that a lab has.
func WriteGeo(path string, places map[string]string) error {
	tree, err := mmdbwriter.New(mmdbwriter.Options{
		DatabaseType:            "GeoLite2-Country",
		Description:             map[string]string{"en": "synthetic test data"},
		IncludeReservedNetworks: true,
	})
	if err != nil {
		return fmt.Errorf("make geo database: %w", err)
	}
	for prefix, place := range places {
		if err := insertPlace(tree, prefix, place); err != nil {
			return fmt.Errorf("make geo database: prefix %q: %w", prefix, err)
		}
	}
	return writeTree(path, tree)
}

func insertPlace(tree *mmdbwriter.Tree, prefix, place string) error {
	p, err := netip.ParsePrefix(prefix)
	if err != nil {
		return err
	}
	p = p.Masked()
	network := &net.IPNet{IP: net.IP(p.Addr().AsSlice()), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
	return tree.Insert(network, placeRecord(place))
}

func placeRecord(place string) mmdbtype.Map {
	located, registered, split := strings.Cut(place, "/")
	if !split {
		registered = located
	}
	record := mmdbtype.Map{}
	if located != "" {
		record["country"] = mmdbtype.Map{"iso_code": mmdbtype.String(located)}
	}
	if registered != "" {
		record["registered_country"] = mmdbtype.Map{"iso_code": mmdbtype.String(registered)}
	}
	return record
}

func writeTree(path string, tree *mmdbwriter.Tree) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("create geo database: %w", err)
	}
	_, err = tree.WriteTo(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write geo database %s: %w", path, err)
	}
	return nil
}
