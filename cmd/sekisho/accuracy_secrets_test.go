package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	neturl "net/url"
	"slices"
	"strings"
)

// secretKind is a class of credentials: how to make one, and the names under which
// programs keep it.
type secretKind struct {
	class string
	value func(r *rand.Rand) string
	names []string
	lang  string // of the names, where they are of one
	// forms make values for names that have a form of their own.
	forms map[string]func(r *rand.Rand) string
	// doubt are classes of which nobody can tell whether it is one.
	doubt string
}

var secretClasses = []string{"secret.cloud_key", "secret.jwt", "secret.password", "secret.private_key", "secret.token"}

var secretsOf = map[set][]secretKind{tuning: secretKinds, seen: append(seenSecrets, seenKeys...), judging: judgingKeys}

// secretKinds are the tuning set's.
var secretKinds = []secretKind{
	{class: "secret.cloud_key", value: cloudKey, names: []string{"AWS_ACCESS_KEY_ID", "accessKey", "CLOUD_KEY", "gcpKey"}},
	{class: "secret.token", value: serviceToken, names: []string{"API_TOKEN", "token", "GH_TOKEN", "bearer"}},
	{class: "secret.jwt", value: jwt, names: []string{"ID_TOKEN", "session", "jwt", "auth"}},
	{class: "secret.password", value: strongPassword, names: []string{"PASSWORD", "db_password", "passwd", "SMTP_PASSWORD"}},
	{class: "secret.private_key", value: privateKey, names: []string{"tls.key", "signingKey", "id_rsa", "key"}},
	{class: "secret.cloud_key", value: func(r *rand.Rand) string { return pick(r, []string{"AKIA", "ASIA"}) + draw(r, 16, capitals+"234567") }, names: []string{"awsAccessKey", "S3_KEY_ID", "aws_access_key_id"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return "shpat_" + draw(r, 32, "0123456789abcdef") }, names: []string{"SHOPIFY_ACCESS_TOKEN", "shopifyToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string {
		return "pypi-AgEIcHlwaS5vcmc" + draw(r, 70, base62)
	}, names: []string{"TWINE_TOKEN", "pypiToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return draw(r, 40, "0123456789abcdef") }, names: []string{"access_token", "API_KEY", "apiToken", "client_secret"}},
	{class: "secret.password", value: officePassword, names: []string{"仮パスワード", "ログインPW", "口令", "암호", "Kennwort", "senha"}},
	{class: "secret.password", value: officePassword, names: []string{"password", "DB_PASS", "redisPassword", "ADMIN_PASSWORD", "ftp_passwd", "spring.datasource.password"}},
}

func cloudKey(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return "AIza" + draw(r, 35, base62)
	case 1:
		return "dop_v1_" + draw(r, 64, "0123456789abcdef")
	case 2:
		return "LTAI" + draw(r, 20, base62)
	}
	return pick(r, []string{"AKIA", "ASIA"}) + draw(r, 16, capitals+"234567")
}

func serviceToken(r *rand.Rand) string {
	switch r.IntN(7) {
	case 0:
		return "glpat-" + draw(r, 20, base62)
	case 1:
		return "xoxb-" + digits(r, 12) + "-" + digits(r, 12) + "-" + draw(r, 24, base62)
	case 2:
		return "sk_live_" + draw(r, 24, base62)
	case 3:
		return "npm_" + draw(r, 36, base62)
	case 4:
		return "SG." + draw(r, 22, base62) + "." + draw(r, 43, base62)
	case 5:
		return "hf_" + draw(r, 34, capitals+lowerCase)
	}
	return pick(r, []string{"ghp_", "gho_", "ghs_"}) + draw(r, 36, base62)
}

func jwt(r *rand.Rand) string {
	part := base64.RawURLEncoding.EncodeToString
	header := fmt.Sprintf(`{"alg":%q,"typ":"JWT"}`, pick(r, []string{"HS256", "RS256", "ES256"}))
	claims := fmt.Sprintf(`{"sub":"u%d","iss":"https://id.corp.test","exp":%d}`, r.IntN(1e6), 1795312800+r.IntN(1e6))
	return part([]byte(header)) + "." + part([]byte(claims)) + "." + draw(r, 43, base62+"-_")
}

// strongPassword has a letter of both cases, a digit and perhaps a sign.
func strongPassword(r *rand.Rand) string {
	s := []byte(draw(r, between(r, 5, 9), base62) + draw(r, 1, capitals) + draw(r, 1, lowerCase) + digits(r, 1) + draw(r, r.IntN(3), "!#%+=?"))
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	return "z" + string(s)
}

func privateKey(r *rand.Rand) string {
	name := pick(r, []string{"RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"})
	var b strings.Builder
	b.WriteString("-----BEGIN " + name + "-----\n")
	for range between(r, 4, 24) {
		b.WriteString(draw(r, 64, base62+"+/") + "\n")
	}
	return b.String() + "-----END " + name + "-----\n"
}

// secretPlace is where credentials are left.
type secretPlace struct {
	name, file string
	format     string // %[1]s is the name, %[2]s the value
	lines      bool   // values of several lines can stand there
	only       string // the only classes that are left there, if any
	letter     bool   // people write there, in their own words
	once       bool   // a document has one credential
	single     bool   // a program takes one credential there; names can stand there once, too
	lang       string // of the letter, where it matters
	// write puts the value as the place has it; nil leaves it as it is.
	write func(value string) string
	// value makes what is left there, where the place has a form of its own for it.
	value      func(r *rand.Rand) string
	head, tail string // around all credentials of a document
	doubt      string // a class that the place's credentials may be called as well
	weight     int    // see pickBy
}

var secretPlaces = map[set][]secretPlace{
	tuning:  tuningSecretPlaces,
	seen:    slices.Concat(seenSecretPlaces, seenSettings, seenCommands, seenLetters, seenKeyPlaces, seenEveryday, opened(judgingSecretPlaces)),
	judging: blind(judgingSecretPlaces),
}

var judgingSecretPlaces = slices.Concat(judgingSettings, judgingCommands, judgingLetters, judgingKeyPlaces, judgingEveryday)

var tuningSecretPlaces = []secretPlace{
	{name: "environment file", file: ".env", format: "LANG=C\n%[1]s=%[2]s\nDEBUG=1\n"},
	{name: "YAML", file: "app.yaml", format: "service:\n  port: 8080\n  %[1]s: %[2]s\n"},
	{name: "Python", file: "settings.py", format: "import os\n\n%[1]s = \"%[2]s\"\nTIMEOUT = 30\n"},
	{name: "mail", file: "mail.txt", letter: true, format: "Hi,\n\nhere is what you asked for (%[1]s):\n\n%[1]s: %[2]s\n\nRegards\n", lines: true},
	{name: "JSON", file: "config.json", format: "{\"host\": \"db.internal\", \"%[1]s\": \"%[2]s\", \"port\": 5432}\n"},
	{name: "properties", file: "app.properties", format: "# settings\nserver.port=8443\nserver.%[1]s = %[2]s\n"},
	{name: "Go", file: "main.go", format: "package main\n\nconst %[1]s = \"%[2]s\"\n\nfunc main() { run(%[1]s) }\n"},
	{name: "shell", file: "deploy.sh", format: "#!/bin/sh\nset -e\nexport %[1]s='%[2]s'\n./deploy --now\n"},
	{name: "XML", file: "web.config", format: "<configuration>\n  <add key=\"%[1]s\" value=\"%[2]s\"/>\n</configuration>\n"},
	{name: "TOML", file: "app.toml", format: "[auth]\n%[1]s = \"%[2]s\"\nretries = 3\n"},
	{name: "note", file: "memo.txt", letter: true, format: "メモ\n%[1]s は次のとおりです。\n%[1]s：%[2]s\n以上\n", lines: true},
	{name: "log", file: "deploy.log", format: "2026-11-22 10:00:00 INFO loaded %[1]s=%[2]s\n", lines: true},
	{name: "file of its own", file: "id.txt", format: "%[2]s%.0[1]s\n", lines: true},
	{name: "Kubernetes manifest", file: "secret.yaml", format: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\nstringData:\n  %[1]s: \"%[2]s\"\n"},
	{name: "C#", file: "Startup.cs", format: "namespace App {\n  class Startup {\n    // %[1]s\n    settings[\"%[1]s\"] = \"%[2]s\";\n  }\n}\n"},
	{name: "Terraform", file: "main.tf", format: "provider \"svc\" {\n  region = \"ap-northeast-1\"\n  %[1]s  = \"%[2]s\"\n}\n"},
	{name: "ticket", file: "ticket.txt", letter: true, format: "h3. 再現手順\n# サーバーに接続する\n# %[1]s: {{%[2]s}} を入力する\n"},
	{name: "account list", file: "accounts.csv", letter: true, format: "システム,URL,ID,%[1]s\n勤怠,https://kintai.example.net,u0412,%[2]s\n"},
	{name: "configuration dump", file: "phpinfo.txt", format: "max_execution_time => 30\n%[1]s => %[2]s\nmemory_limit => 128M\n"},
	{name: "connection string", file: "database.yml", only: "secret.password", write: neturl.QueryEscape, format: "# %[1]s\nurl: postgres://app:%[2]s@db01.internal:5432/app?sslmode=require\n"},
	{name: "netrc", file: ".netrc", only: "secret.password", format: "machine files.example.net\nlogin deploy\npassword %[2]s%.0[1]s\n"},
	{name: "HTTP request", file: "request.http", only: "secret.token", format: "POST /v1/hooks HTTP/1.1\nHost: api.example.net\nAuthorization: token %[2]s\nX-Name: %[1]s\n\n"},
	{name: "indented YAML", file: "tls.yaml", only: "secret.private_key", write: led("    "), format: "tls:\n  %[1]s: |\n    %[2]s\n"},
	{name: "here document", file: "setup.sh", only: "secret.private_key", write: led(""), format: "#!/bin/bash\ncat > /etc/app/%[1]s <<'EOF'\n%[2]s\nEOF\nchmod 600 /etc/app/%[1]s\n"},
}

// secretSample leaves one to three credentials in a place.
func secretSample(r *rand.Rand, s set, class string) sample {
	p := pickPlace(r, s)
	for !p.takes(class) {
		p = pickPlace(r, s)
	}
	d := sample{set: s, about: class, layout: "secret in " + p.name, lang: "en", name: p.file, body: []byte(p.head), truth: newTruth()}
	used := map[string]bool{}
	for i := range between(r, 1, 3) {
		if p.once && i > 0 {
			break
		}
		if v := p.leave(r, &d, used); v != "" {
			d.truth.add(class, v)
			d.truth.values[class] = exact(d.truth.values[class], v)
		}
	}
	d.body = append(d.body, p.tail...)
	d.truth.doubt["file.source_code"], d.truth.doubt[p.doubt] = true, true
	if class == "secret.jwt" {
		d.truth.doubt["secret.token"] = true // the bearer's token is both
	}
	return d
}

// leave puts a credential of a document's class into it. In the judging set, what programs take once or under a name
// that is used already is left out.
func (p secretPlace) leave(r *rand.Rand, d *sample, used map[string]bool) string {
	k, name := p.pickSecret(r, d.set, d.about)
	v := p.make(r, k, name)
	if d.set == judging && (p.single && len(used) > 0 || used[name] && strings.Contains(p.format, "%[1]s")) {
		return ""
	}
	used[name] = true
	for _, class := range strings.Fields(k.doubt) {
		d.truth.doubt[class] = true
	}
	d.body = fmt.Appendf(d.body, p.format, name, v)
	return v
}

// make draws a credential in the form of its kind, name or place, as the place writes it.
func (p secretPlace) make(r *rand.Rand, k secretKind, name string) string {
	value := k.value
	if k.forms[name] != nil {
		value = k.forms[name]
	}
	if p.value != nil {
		value = p.value
	}
	if p.write != nil {
		return p.write(value(r))
	}
	return value(r)
}

func pickPlace(r *rand.Rand, s set) secretPlace {
	return pickBy(r, secretPlaces[s], func(p secretPlace) int { return p.weight })
}

// pickSecret draws one of a class's kinds, and a name for it that fits the place.
func (p secretPlace) pickSecret(r *rand.Rand, s set, class string) (secretKind, string) {
	for {
		k := pick(r, secretsOf[s])
		if name := pick(r, k.names); k.class == class && p.says(k, name) {
			return k, name
		}
	}
}

// says tells whether a credential stands under a name at a place: programs have names of
// their own, people those of their language.
func (p secretPlace) says(k secretKind, name string) bool {
	return isASCII(name) && !strings.Contains(name, " ") || p.letter && (k.lang == "" || p.lang == "" || k.lang == p.lang)
}

// exact keeps a credential as it is, since each of its signs counts.
func exact(values map[string]bool, v string) map[string]bool {
	for k := range values {
		if strings.EqualFold(k, strings.Map(significant, strings.ToUpper(v))) {
			delete(values, k)
		}
	}
	values[v] = true
	return values
}

func (p secretPlace) takes(class string) bool {
	switch {
	case p.only != "":
		return strings.Contains(p.only, class)
	case class == "secret.private_key":
		return p.lines
	case class == "secret.password":
		return p.name != "file of its own" // a password alone is a word
	}
	return true
}
