package detect

import (
	"bytes"
	"net/url"
	"strings"
)

// passwordLabels come before a sign and a value. "pwd" is also a command, and
// needs its sign.
var passwordLabels = []string{
	"password", "passwd", "passphrase", "passcode", "pwd=", "pwd:", "pwd\"",
	"_pass", "pass:", "pass=", "pass\"", "pass'", "pass：", "pw:", "pw=", "pw：", "pw\"", "psk=", "psk:", "kennwort", "passwort", "senha", "contraseña",
	"mot de passe", "wachtwoord", "requirepass", "identified by", "snmp-server community", "enable secret", "sshpass -p",
	"パスワード", "パスコード", "暗証番号", "密码", "密碼", "口令", "비밀번호", "암호",
}

// passwordColumns are the headers of columns of passwords.
var passwordColumns = []string{
	"password", "passwd", "pass", "pw", "pwd", "db_pass", "db_password", "smtp_password", "ftp_passwd", "admin_password", "login password", "passphrase", "redispassword", "spring.datasource.password",
	"パスワード", "初期パスワード", "仮パスワード", "ログインpw", "初期pw", "暗証番号", "密码", "密碼", "初始密码", "登录密码", "口令", "비밀번호", "초기 비밀번호", "암호",
	"kennwort", "passwort", "senha", "contraseña", "mot de passe",
}

// userinfo begins what RFC 3986 (3.2.1) lets stand before a host.
const userinfo = "://"

func init() {
	register(&detector{
		class:  "secret.password",
		basis:  "NIST SP 800-63B (memorised secrets); RFC 3986 section 3.2.1 (passwords in URLs)",
		labels: passwordColumns,
		field:  &fieldRule{judge: passwordCell},
		literal: &literalRule{words: append([]string{userinfo}, passwordLabels...), fold: true, judge: func(w *window) verdict {
			if w.word == userinfo {
				return judgeUserinfo(w)
			}
			return judgePassword(w)
		}},
		finds: []string{
			"password: Tr0ub4dor&3\n",
			"DB_PASSWORD=kX9vLq27Rw\n",
			`{"user":"svc","password":"kX9v!Lq27"}`,
			"conn := \"host=db user=app password=kX9vLq27Rw sslmode=require\"",
			"postgres://app:kX9vLq27Rw@db.internal:5432/app",
			"https://svc:kX9vLq27Rw@git.corp/repo.git",
			"https://svc:kX9v%21Lq27Rw@git.corp/repo.git",
			"<password>kX9v-Lq27</password>",
			"パスワード：kX9v!Lq27\n",
			"パスワードは「kX9v!Lq27」です。",
			"暗証番号：4829\n",
			"密码：kX9vLq27\n",
			"비밀번호: kX9vLq27!\n",
			"machine files.example.net\nlogin deploy\npassword Winter-9800ry\n",
			"machine files.example.net login deploy password kX9v-Lq27\n",
			"system,id,password\nmail,u0412,Tokyo@7624oh\n",
			"DB_PASS=kX9vLq27Rw\n",
			"Kennwort: Kaisha!3560ml\n",
			"初期PW：kX9v!Lq27\n",
			"初期パスワード（仮）：kX9v!Lq27\n",
			"パスワードは sakura4821 です。\n",
			"パスワード → kX9v!Lq27\n",
			"密码为 kX9v!Lq27，请修改\n",
			"비밀번호는 kX9v!Lq27 입니다\n",
			"<th>Password</th>\n<td>kX9v!Lq27</td>",
			"- name: DB_PASSWORD\n  value: \"kX9v!Lq27\"\n",
			"ALTER USER app IDENTIFIED BY 'kX9v!Lq27';",
			"CREATE ROLE app LOGIN PASSWORD 'kX9v!Lq27';",
			"enable secret kX9v!Lq27\n",
			"sshpass -p 'kX9v!Lq27' ssh deploy@192.0.2.1",
			"redis://:kX9vLq27Rw@cache.internal:6379/0",
			"**Password:** kX9v!Lq27\n",
			"password: {{kX9v!Lq27}} を入力\n",
			"postgres://app:Sakura#4017qo@db01.internal:5432/app",
			"Server=db;Uid=app;Pwd=kX9v!Lq27;",
			"<add key=\"Password\" value=\"kX9v!Lq27\"/>",
			"ＰＡＳＳＷＯＲＤ：kX9v!Lq27\n",
		},
		passes: []string{
			"password: string\n",
			"password = os.environ[\"DB_PASSWORD1\"]",
			"password = getPassword1()\n",
			"password: ${DB_PASSWORD1}\n",
			"password: {{ vault.password1 }}\n",
			"password=<your-password1>",
			"password: changeme1!\n",
			"password: ********\n",
			"Password must have 8 characters or more.",
			"password_hash: $2b$12$KIXQf0Gm9XvL7nT3yP5wAe8Rz1Jd4Hc6Bu2Ns0Mk\n",
			"password: 5f4dcc3b5aa765d61d8327deb882cf99\n",
			"password: \"Enter your new password, 8 characters\"",
			"if password == user.password2 {",
			"http://user:password@example.com/",
			"https://host.example:8443/@scope/name",
			"https://jane:p%40ssword@git.corp/",
			"https://jane:he%2F%2Fo@git.corp/simple",
			"#8 0x7f1c in open (ownerPassword=ownerPassword@entry=0x1165830)",
			"パスワードを忘れた方はこちら",
			"パスワードは8文字以上です。",
			"暗証番号：0000\n",
			"postgres://app:$DB_PASSWORD1@db/app",
			"--password FILE1",
			"the password Rfc2898 derives",
			"password: {{vault.password1}}\n",
			"--- PASS: TestUnit/5\n",
			"compass: Heading360\n",
			"システム,パスワード\n勤怠,********\n",
			"パスワードは 2026-04-01 に変更",
			"enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0\n",
		},
	})
}

// The lengths that a password can have, and a number that is one.
const (
	minPassword = 6
	maxPassword = 40
	minPIN      = 4
	maxPIN      = 12
)

// judgePassword judges what stands behind a label and a sign.
func judgePassword(w *window) verdict {
	if isLetter(w.word[0]) && len(w.word) <= len("pass:") && wordGoesOn(w.buf, w.start) {
		return verdict{final: true}
	}
	i, sign, cut := passwordSign(w.buf, w.end)
	if i < 0 {
		return verdict{final: !cut || w.closed}
	}
	value, end, quoted, final := passwordValue(w.buf, i)
	final = final || w.closed
	if end < 0 {
		return verdict{final: final}
	}
	score := passwordScore(value, quoted || sign == '>' || w.word[0] >= 0x80)
	if isPIN(value) && w.word[0] >= 0x80 && len(value) >= leastPIN(w.word) {
		score = 0.8
	}
	if called(w.buf, end) && !quoted {
		score = 0
	}
	return verdict{hit: score > 0, final: final, value: value, confidence: score}
}

// wordGoesOn says whether the word at buf[i] began before, as in "compass", and not
// with a capital as in "dbPass". "PASS:" is what tests report.
func wordGoesOn(buf []byte, i int) bool {
	if bytes.HasPrefix(buf[i:], []byte("PASS:")) {
		return true
	}
	return i > 0 && isLetter(buf[i-1]) && (buf[i] >= 'a' || buf[i-1] < 'a')
}

// leastPIN lets a PIN be as short as cards have it where it is named so.
func leastPIN(label string) int {
	if label == "暗証番号" {
		return minPIN
	}
	return minPassword
}

// signs are what may join a label and its value; the longer come first.
var signs = [...]string{
	" value=", ":=", "=>", "->", ":", "=", ">", "：", "＝", "は", "が", "→", "⇒", "为", "為", "是", "는", "은",
	" is ", " was ", " ist ", " lautet ", " est ", " es ", " é ",
}

// passwordSign finds the sign behind a label and returns where the value may
// begin, or i < 0, and then whether more text could bring one.
func passwordSign(buf []byte, i int) (at int, sign byte, cut bool) {
	if c := buf[i-1]; c == '=' || c == ':' {
		return i, c, false
	}
	if bytes.HasSuffix(buf[:i], []byte("：")) {
		return i, ':', false
	}
	i = afterRemark(buf, i)
	start := i
	for i < len(buf) && i < start+6 && strings.IndexByte("\"'])\\*", buf[i]) >= 0 {
		i++
	}
	if at := nextElement(buf, i); at > 0 {
		return at, '>', false
	}
	spaces := i
	for i < len(buf) && i < start+8 && (buf[i] == ' ' || buf[i] == '\t') {
		i++
	}
	for _, from := range [2]int{spaces, i} {
		for _, s := range signs {
			if bytes.HasPrefix(buf[from:], []byte(s)) {
				return from + len(s), s[0], false
			}
		}
	}
	if at := spacedPassword(buf, start, i); at > 0 {
		return at, ' ', false
	}
	return -1, 0, len(buf)-i < signReach
}

// signReach is how much text can stand between a label and its value.
const signReach = 48

// afterRemark returns what follows a short remark in brackets, such as （仮）.
func afterRemark(buf []byte, i int) int {
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}, {" (", ")"}} {
		if bytes.HasPrefix(buf[i:], []byte(pair[0])) {
			near := buf[i:min(len(buf), i+32)]
			if n := bytes.Index(near, []byte(pair[1])); n > 0 && bytes.IndexByte(near[:n], '\n') < 0 {
				return i + n + len(pair[1])
			}
		}
	}
	return i
}

// nextElement returns where the text begins of the element, or of the entry "value:",
// that follows the one of a label, or 0.
func nextElement(buf []byte, i int) int {
	rest := buf[i:min(len(buf), i+signReach)]
	if next := bytes.TrimLeft(rest, " \t\r\n"); len(next) < len(rest) && bytes.HasPrefix(next, []byte("value:")) {
		return i + len(rest) - len(next) + len("value:")
	}
	if !bytes.HasPrefix(rest, []byte("</")) {
		return 0
	}
	first := bytes.IndexByte(rest, '>') + 1
	next := bytes.TrimLeft(rest[first:], " \t\r\n:：")
	if last := bytes.IndexByte(next, '>'); first > 0 && last > 0 && next[0] == '<' && next[1] != '/' {
		return i + len(rest) - len(next) + last + 1
	}
	return 0
}

// spacedPassword returns where the value begins that a space joins, or 0: in quotes,
// as in SQL, or the last word of a line that is a setting.
func spacedPassword(buf []byte, start, i int) int {
	if i == start || i >= len(buf) {
		return 0
	}
	if c := buf[i]; c == '\'' || c == '"' {
		return i
	}
	end := i
	for end < len(buf) && !endsPassword(buf[end]) {
		end++
	}
	if end < len(buf) && buf[end] != '\n' && buf[end] != '\r' || kindsOf(buf[i:end]).turns < 2 && kindsOf(buf[i:end]).signs == 0 {
		return 0
	}
	return i
}

// passwordCell judges what stands in a column of passwords.
func passwordCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	return append(buf, v...), passwordScore(v, true)
}

// passwordValue reads the value at i: to its closing quote, or to what ends a
// word. end is negative where there is none.
func passwordValue(buf []byte, i int) (value []byte, end int, quoted, final bool) {
	for n := 0; i < len(buf) && n < 6 && strings.IndexByte(" \t\\*", buf[i]) >= 0; n++ {
		i++
	}
	if bytes.HasPrefix(buf[i:], []byte("{{")) && i+2 < len(buf) && isBase64(buf[i+2]) { // as wikis mark what is typed
		i += len("{{")
	}
	closing := byte(0)
	switch rest := buf[i:]; {
	case len(rest) < len("「"):
		return nil, -1, false, false
	case rest[0] == '"' || rest[0] == '\'' || rest[0] == '`':
		closing = rest[0]
		i++
	case bytes.HasPrefix(rest, []byte("「")) || bytes.HasPrefix(rest, []byte("『")):
		i += len("「")
	}
	for end = i; end < len(buf) && end-i <= maxPassword; end++ {
		c := buf[end]
		if closing != 0 && (c == closing || c == '\\' || c < ' ') || closing == 0 && endsPassword(c) {
			return buf[i:end], end, closing != 0, true
		}
	}
	if end < len(buf) || closing != 0 {
		return nil, -1, false, end < len(buf)
	}
	return buf[i:end], end, false, false
}

// endsPassword knows what a password without quotes can't hold.
func endsPassword(c byte) bool {
	return c <= ' ' || c >= 0x7f || strings.IndexByte("\"'`,;|<>()[]{}\\", c) >= 0
}

// called says whether program text goes on behind a name.
func called(buf []byte, end int) bool {
	return end < len(buf) && (buf[end] == '(' || buf[end] == '[' || buf[end] == '{')
}

func isPIN(v []byte) bool {
	for _, c := range v {
		if c-'0' >= 10 {
			return false
		}
	}
	return len(v) >= minPIN && len(v) <= maxPIN && len(bytes.Trim(v, string(v[:1]))) > 0 && !bytes.HasPrefix(v, []byte("1234"))
}

// judgeUserinfo judges the password between "user:" and "@host".
func judgeUserinfo(w *window) verdict {
	rest := w.buf[w.end:min(len(w.buf), w.end+128)]
	end := bytes.IndexAny(rest, "@/? \t\r\n\"'<>")
	if end < 0 {
		return verdict{final: len(rest) == 128 || w.closed}
	}
	user, value, found := bytes.Cut(rest[:end], []byte(":"))
	if rest[end] != '@' || !found || len(user) == 0 && bytes.HasSuffix(w.buf[:w.start], []byte("http")) {
		return verdict{final: true}
	}
	host := rest[end+1:]
	if len(host) < len("example.com") && len(rest) < 128 && !w.closed {
		return verdict{}
	}
	if containsAny(host[:min(len(host), 32)], []string{"example", "host"}) {
		return verdict{final: true}
	}
	if plain, err := url.PathUnescape(string(value)); err == nil {
		value = []byte(plain)
	}
	score := passwordScore(value, true)
	return verdict{hit: score > 0, final: true, value: value, confidence: score}
}
