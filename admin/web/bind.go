package web

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sekisho/configs/strict"
)

// What goes in is a struct whose fields say where they come from:
//
//	path:"id"                a part of the path
//	query:"limit"            a query parameter; at most once, but for lists. "*": all of them
//	header:"If-Match"        the version that is to be changed, without which nothing is
//	body:"json"              the body, decoded; body:"application/octet-stream": an io.Reader of it
//
// and what values they may have: min and max (of numbers, and of the length of texts in characters),
// enum. doc explains them in the description of the API.

// bind fills in from a request. Errors name the field at fault.
func bind(in reflect.Value, r *http.Request, param func(string) string) error {
	if err := unknownParameters(in.Type(), r); err != nil {
		return err
	}
	for _, f := range inputs(in.Type()) {
		if err := bindField(in.FieldByIndex(f.Index), f, r, param); err != nil {
			return err
		}
	}
	return nil
}

// inputs are the fields of a struct, and of those embedded in it.
func inputs(t reflect.Type) (all []reflect.StructField) {
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous {
			all = append(all, f)
		}
	}
	return all
}

// unknownParameters refuses a query parameter that is misspelt rather than pass over what it asks for.
func unknownParameters(t reflect.Type, r *http.Request) error {
	var known []string
	for _, f := range inputs(t) {
		if name, ok := f.Tag.Lookup("query"); ok {
			known = append(known, name)
		}
	}
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return fault(http.StatusBadRequest, codeInvalid, "the query can't be read: its parameters are separated by &, and percent signs escape")
	}
	for name := range given {
		if !slices.Contains(known, name) && !slices.Contains(known, "*") {
			return invalid(cut(name, 40), "no such parameter"+meant(name, known)+"; known are: "+strings.Join(known, ", "))
		}
	}
	return nil
}

// meant names the nearest of the known words, if one is near.
func meant(word string, known []string) string {
	if near := strict.Nearest(word, known); near != "" {
		return ", perhaps " + near
	}
	return ""
}

func cut(s string, n int) string {
	if len(s) > n {
		s = s[:n] + "…"
	}
	return strings.ToValidUTF8(s, "?")
}

func bindField(v reflect.Value, f reflect.StructField, r *http.Request, param func(string) string) error {
	tag := f.Tag
	if name, ok := tag.Lookup("path"); ok {
		return set(v, tag, name, param(name))
	}
	if name, ok := tag.Lookup("query"); ok {
		if name == "*" {
			v.Set(reflect.ValueOf(r.URL.Query()))
			return nil
		}
		return bindQuery(v, tag, name, r.URL.Query()[name])
	}
	if _, ok := tag.Lookup("header"); ok {
		return bindVersion(v, r.Header.Values("If-Match"))
	}
	if kind := tag.Get("body"); kind == "json" {
		return bindJSON(v, r)
	} else if kind != "" {
		return bindReader(v, kind, r)
	}
	return nil
}

func bindQuery(v reflect.Value, tag reflect.StructTag, name string, values []string) error {
	if v.Kind() == reflect.Slice {
		for _, text := range values {
			one := reflect.New(v.Type().Elem()).Elem()
			if err := set(one, tag, name, text); err != nil {
				return err
			}
			v.Set(reflect.Append(v, one))
		}
		return nil
	}
	switch {
	case len(values) > 1:
		return invalid(name, "is given more than once")
	case len(values) == 0 && tag.Get("required") != "":
		return invalid(name, "is missing")
	case len(values) == 0:
		return nil
	}
	return set(v, tag, name, values[0])
}

// bindVersion reads the one strong entity tag that If-Match must have (RFC 9110 section 13.1.1).
func bindVersion(v reflect.Value, values []string) error {
	if len(values) == 0 {
		return fault(http.StatusPreconditionRequired, codeVersion, "If-Match is missing: it says which version is to be changed, as its ETag did")
	}
	digits, err := strconv.Unquote(values[0])
	n, err2 := strconv.ParseInt(digits, 10, 64)
	if len(values) > 1 || err != nil || err2 != nil || n < 0 {
		return invalid("If-Match", "wants one entity tag as an ETag of this API had it")
	}
	v.SetInt(n)
	return nil
}

// set reads a value from text.
func set(v reflect.Value, tag reflect.StructTag, name, text string) error {
	if err := parseInto(v, text); err != nil {
		return invalid(name, err.Error())
	}
	return within(v, tag, name)
}

func parseInto(v reflect.Value, text string) error {
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if u.UnmarshalText([]byte(text)) != nil {
			return fmt.Errorf("%q is not %s", cut(text, 40), nameOf(v.Type()))
		}
		return nil
	}
	var err error
	switch v.Kind() {
	case reflect.String:
		if !utf8.ValidString(text) {
			return errors.New("is not UTF-8")
		}
		v.SetString(text)
	case reflect.Bool:
		var b bool
		b, err = strconv.ParseBool(text)
		v.SetBool(b)
	case reflect.Uint64:
		var n uint64
		n, err = strconv.ParseUint(text, 10, 64)
		v.SetUint(n)
	default:
		var n int64
		n, err = strconv.ParseInt(text, 10, v.Type().Bits())
		v.SetInt(n)
	}
	if err != nil {
		return fmt.Errorf("%q is not %s", cut(text, 40), nameOf(v.Type()))
	}
	return nil
}

// nameOf says to people what a value has to be.
func nameOf(t reflect.Type) string {
	switch t.String() {
	case "time.Time":
		return "a time such as 2026-11-22T04:30:00Z"
	case "netip.Addr":
		return "an IP address"
	case "netip.Prefix":
		return "a network such as 192.0.2.0/24"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Uint64:
		return "a whole number from 0 on"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.String:
		return "a string"
	case reflect.Slice:
		return "an array"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Pointer:
		return nameOf(t.Elem())
	}
	return "valid"
}

// within holds a value to what its tags allow. Zero values that were not given are free: the handler says what
// they mean.
func within(v reflect.Value, tag reflect.StructTag, name string) error {
	if enum := strings.Split(tag.Get("enum"), ","); enum[0] != "" && v.Kind() == reflect.String && !slices.Contains(enum, v.String()) {
		return invalid(name, "must be one of: "+strings.Join(enum, ", ")+meant(v.String(), enum))
	}
	size, what := sizeOf(v)
	if what == "" {
		return nil
	}
	if low, err := strconv.ParseInt(tag.Get("min"), 10, 64); err == nil && size < low {
		return invalid(name, fmt.Sprintf("%s must be %d at least", what, low))
	}
	if high, err := strconv.ParseInt(tag.Get("max"), 10, 64); err == nil && size > high {
		return invalid(name, fmt.Sprintf("%s must be %d at most", what, high))
	}
	return nil
}

func sizeOf(v reflect.Value) (n int64, what string) {
	switch v.Kind() {
	case reflect.String:
		return int64(utf8.RuneCountInString(v.String())), "its length"
	case reflect.Slice:
		return int64(v.Len()), "the number of entries"
	case reflect.Int, reflect.Int64:
		return v.Int(), "it"
	case reflect.Uint64:
		return int64(min(v.Uint(), 1<<62)), "it"
	}
	return 0, ""
}

// mediaTypeIs refuses a body of another type: a form of another site's page can't have these (Fetch,
// "CORS-safelisted request-header").
func mediaTypeIs(want string, r *http.Request) error {
	got, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || got != want {
		return fault(http.StatusUnsupportedMediaType, codeMediaType, "the body must be "+want)
	}
	return nil
}

func bindReader(v reflect.Value, mediaType string, r *http.Request) error {
	if err := mediaTypeIs(mediaType, r); err != nil {
		return err
	}
	v.Set(reflect.ValueOf(io.Reader(r.Body)))
	return nil
}

// bindJSON reads the body strictly: no unknown keys, none missing, nothing after it.
func bindJSON(v reflect.Value, r *http.Request) error {
	if err := mediaTypeIs("application/json", r); err != nil {
		return err
	}
	src, err := io.ReadAll(r.Body)
	if err != nil {
		if errors.As(err, new(*http.MaxBytesError)) {
			return err
		}
		return fault(http.StatusBadRequest, codeInvalid, "the body ended early")
	}
	if !utf8.Valid(src) {
		return fault(http.StatusBadRequest, codeInvalid, "the body is not UTF-8")
	}
	if err := strictly(src, v.Addr().Interface()); err != nil {
		return err
	}
	return complete(v, src)
}

// strictly decodes one JSON value without unknown keys, and without any that stands twice in its object: of such, one reader
// takes the first and another the last (RFC 8259 section 4).
func strictly(src []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return badJSON(err, src, reflect.TypeOf(to))
	}
	if key := repeated(src); key != "" {
		return invalid(cut(key, 80), "stands twice in its object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fault(http.StatusBadRequest, codeInvalid, "the body has more than one value")
	}
	return nil
}

// badJSON says what is wrong without repeating values, which may be secrets.
func badJSON(err error, src []byte, t reflect.Type) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return invalid(cut(kind.Field, 80), "is of the wrong type or too large: "+article(strings.Fields(kind.Value)[0])+" is not "+nameOf(kind.Type))
	case errors.As(err, &syntax):
		return fault(http.StatusBadRequest, codeInvalid, fmt.Sprintf("the body is not JSON, at byte %d", syntax.Offset))
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		name, _ := strconv.Unquote(strings.TrimPrefix(err.Error(), "json: unknown field "))
		return invalid(cut(name, 80), "no such key")
	}
	if field, want := culprit(src, t); field != "" {
		return invalid(cut(field, 80), "is not "+nameOf(want))
	}
	return fault(http.StatusBadRequest, codeInvalid, "the body is not the JSON that this route takes")
}

// complete checks that a decoded struct has all that must be there, and that it is as its tags allow.
func complete(v reflect.Value, src []byte) error {
	if v.Kind() != reflect.Struct {
		return nil
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(src, &keys); err != nil || keys == nil {
		return fault(http.StatusBadRequest, codeInvalid, "the body must be an object")
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		raw, given := keys[name]
		delete(keys, name)
		switch {
		case !given && !optional(options):
			return invalid(name, "is missing")
		case given && !optional(options) && string(raw) == "null" && f.Type != reflect.TypeFor[json.RawMessage](): // which may be any value
			return invalid(name, "must not be null")
		case !given || string(raw) == "null":
			continue
		}
		if err := within(v.Field(i), f.Tag, name); err != nil {
			return err
		}
	}
	for name := range keys { // the decoder takes a key in other letters, too
		return invalid(cut(name, 80), "no such key")
	}
	return nil
}

func optional(options string) bool {
	return strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
}
