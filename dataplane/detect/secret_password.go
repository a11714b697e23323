package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// passwordLabels come before a sign and a value, or begin or end a name. Those of the first
// list are also written in full width.
var (
	passwordLabels = []string{"password", "passwd", "pass", "pwd"}
	otherPasswords = []string{
		"passphrase", "passcode", "psk", "kennwort", "passwort", "senha", "contraseña", "requirepass", "masterauth", "storepass", "keypass", "authtok", "presharedkey", "bindcredential", "identified by", "_password by", "keymaterial",
		"pw:", "pw=", "pw：", "pw\"", "pw\n", "pw\r", "pw'", "pw ", "pw\t", "pw→", "pwは", "pwです", "pwな", "pwって", "pw教", "pw分", "pwわ", "pw何", "pw|", "pw<", "ＰＷ", "ｐｗ",
		"mot de passe", "mot-de-passe", "mdp", "wachtwoord", "clave", "palavra-passe",
		"пароль", "Пароль", "ПАРОЛЬ", "hasło", "lösenord", "şifre", "Şifre", "parola", "mật khẩu", "kata sandi",
		"รหัสผ่าน", "گذرواژه", "كلمة المرور",
		"パスワード", "パスコード", "パスフレーズ", "暗証番号", "合言葉", "パス：", "パス:", "pinコード", "pin番号", "暗号化キー", "セキュリティキー", "接続キー", "ネットワークキー", "wi-fiキー", "wi-fi key", "wifi key", "wlan key", "wlan-schlüssel",
		"密码", "密碼", "口令", "비밀번호", "비밀 번호", "암호", "패스워드", "비번", "패스코드",
	}
)

// passwordColumns are the headers of columns of passwords.
var passwordColumns = []string{
	"password", "passwd", "pass", "pw", "pwd", "db_pass", "db_password", "smtp_password", "ftp_passwd", "admin_password", "login password", "passphrase", "redispassword", "spring.datasource.password",
	"パスワード", "初期パスワード", "仮パスワード", "ログインpw", "初期pw", "暗証番号", "密码", "密碼", "初始密码", "登录密码", "口令", "비밀번호", "초기 비밀번호", "암호",
	"kennwort", "passwort", "senha", "contraseña", "mot de passe",
}

func init() {
	register(&detector{
		class:  "secret.password",
		basis:  "NIST SP 800-63B (memorised secrets); RFC 3986 section 3.2.1 (passwords in URLs)",
		labels: passwordColumns,
		field:  &fieldRule{judge: passwordCell},
		literal: &literalRule{
			words:   append([]string{userinfo}, passwordLabels...),
			machine: slices.Concat(otherPasswords, commandWords(), basicWords, portWords, callWords(), deviceWords, pipeWords, otherPlaces, addressWords, talkWords),
			hosted:  []string{userinfo},
			coined:  slices.Concat(passwordLabels, otherPasswords),
			fold:    true,
			judge:   judgePlace,
		},
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
	maxPassword = 64
	minPIN      = 4
	maxPIN      = 12
	minPhrase   = 15
)

// shortLabels are parts of other words too, unless one of compoundWords is before them.
var (
	shortLabels   = []string{"pass", "psk", "pwd", "pw", "clave", "senha", "heslo", "mdp"}
	compoundWords = []string{"db", "user", "admin", "root", "mysql", "ftp", "smtp", "mail", "ssh", "my", "ldap", "redis", "sudo", "become", "key", "store", "trust", "bind", "login", "wifi", "vpn", "pg", "sql", "rpc", "http", "proxy", "auth", "wpa", "snmp", "dn", "rootpwmod"}
	// aboutWords stand before "password" in names of what is not one, but tells of one.
	aboutWords = []string{"hash", "hashed", "encrypted", "crypted", "reset", "forgot", "forget", "change", "changed", "min", "max", "last", "valid", "invalid", "has", "is", "use", "show", "hide", "require", "required", "no", "without", "expired", "wrong", "bad", "of", "n"}
)

// labelSigns are what labels are registered with that are too short without.
const labelSigns = "\n\r :=\"'|([→は：　／】（<]\t"

// placeJudges say who judges at a word that is no label.
var placeJudges = func() map[string]func(w *window) verdict {
	all := map[string]func(w *window) verdict{userinfo: judgeUserinfo}
	add := func(words []string, judge func(w *window) verdict) {
		for _, w := range words {
			all[w] = judge
		}
	}
	add(commandWords(), judgeCommand)
	add(basicWords, judgeBasic)
	add(portWords, judgePort)
	add(callWords(), judgeCall)
	add(deviceWords, judgeDevice)
	add(pipeWords, judgePiped)
	add(otherPlaces, judgeOther)
	add(addressWords, judgeAddress)
	add(talkWords, judgeTalk)
	add([]string{imapLogin}, judgeLogin)
	return all
}()

// judgePlace lets the one judge who knows the word.
func judgePlace(w *window) verdict {
	if judge := placeJudges[w.word]; judge != nil {
		return judge(w)
	}
	return judgePassword(w)
}

// judgePassword judges what stands behind a label, and what a sentence or talk that has it
// tells.
func judgePassword(w *window) verdict {
	buf := w.buf[:min(len(w.buf), w.end+secretReach)]
	final := w.closed || len(w.buf) >= w.end+secretReach
	label := strings.TrimRight(w.word, labelSigns)
	n := nameAround(buf, w.start, w.end-len(w.word)+len(label))
	if n.end < len(buf) && !n.namesPassword(buf, label) {
		return verdict{final: true}
	}
	v, score := passwordAfter(buf, &n, label)
	if score == 0 {
		v, score = passwordTold(buf, &n, label)
	}
	return verdict{hit: score > 0, final: final, value: v.text, confidence: score}
}

// passwordAfter reads the password that stands behind its label.
func passwordAfter(buf []byte, n *secretName, label string) (v secretValue, score float64) {
	at, j := secretJointAt(buf, n)
	if j == apart {
		return v, 0
	}
	if written := afterWrittenAs(buf, at); j == byBlank && written > at {
		at, j = written, bySign
	}
	v, ok := valueAt(buf, at)
	if !ok {
		return v, 0
	}
	if j == byBlank && (ownLine(buf, n, &v) || login(buf, n) || takesValue(n, label)) {
		j = bySign
	}
	v.text = unescaped(v.text)
	if next, ok := secondOfTwo(buf, n, &v); ok {
		v = next
	}
	if reportsTest(buf, n) {
		if bytes.HasPrefix(v.text, []byte("Test")) || bytes.ContainsAny(v.text, "./:") {
			return v, 0
		}
		label = "PASS"
	}
	return v, passwordBehind(buf, n, label, j, &v)
}

// reportsTest knows the word that programs report a test with.
func reportsTest(buf []byte, n *secretName) bool {
	return bytes.HasPrefix(buf[n.start:], []byte("PASS:")) && (n.start == 0 || buf[n.start-1] == '\n' || bytes.HasSuffix(buf[:n.start], []byte("--- ")))
}

// namesPassword says whether a name that holds a label is one of a password.
func (n *secretName) namesPassword(buf []byte, label string) bool {
	if label == "パス" {
		r, _ := utf8.DecodeLastRune(buf[:n.start])
		return !isLetterOf(r) && r != 'ー'
	}
	if !isLetter(label[0]) {
		return true
	}
	if bytes.HasSuffix(buf[:n.start], []byte("/:")) { // npm's, in base64
		return false
	}
	if slices.Contains(shortLabels, label) && !n.beginsWord(buf, compoundWords) {
		return false
	}
	var room [maxSecretName]byte
	return n.tailed(nameTails) && !slices.Contains(aboutWords, string(fold(room[:0], n.lastNameWord())))
}

// passwordBehind says how sure a value is by what joins it to a label.
func passwordBehind(buf []byte, n *secretName, label string, j secretJoint, v *secretValue) float64 {
	if v.goesOn(buf) {
		return 0
	}
	foreign := !isASCII(label)
	if isPIN(v.text) && (foreign || label == "passcode") && j != byBlank && len(v.text) >= leastPIN(label) {
		return 0.8
	}
	short := slices.Contains(shortLabels, label)
	switch j {
	case byCall:
		if !v.quoted {
			return 0
		}
	case byLine:
		if !v.alone || bytes.ContainsAny(v.text, ",;|") || n.amidBase64(buf) || short && amidWords(buf, n) {
			return 0
		}
	case byWord, byBlank:
		if short && !v.quoted && len(n.before) == 0 && !calledSo(buf, n) && (label != "pw" || !v.alone) {
			return 0
		}
	}
	return passwordScore(v.text, trusted(buf, n, label, j, v))
}

// trusted says how much what joins a value to a label says that it is a password.
func trusted(buf []byte, n *secretName, label string, j secretJoint, v *secretValue) trust {
	foreign := !isASCII(label)
	switch {
	case j == byContents, j == byCall, j == byCopula && foreign:
		return enclosedIn
	case j == byList, label == "PASS": // as tests report
		return hintedAt
	case j == bySign && (v.quoted || foreign || isSetting(buf, n, v)):
		return enclosedIn
	case j == bySign, j == byLine, v.quoted, foreign && j == byBlank:
		return namedAt
	case j == byCopula && v.endsClause(buf) && countDigits(v.text) > 1:
		return enclosedIn
	case j == byBlank && v.endsClause(buf) && calledSo(buf, n):
		return namedAt
	}
	return hintedAt
}

// isSetting says whether a name, a sign and a value are all that their line has, and the
// sign stands as in settings and letters: not as program text sets it.
func isSetting(buf []byte, n *secretName, v *secretValue) bool {
	line := buf[bytes.LastIndexByte(buf[:n.start], '\n')+1 : n.start]
	sign := buf[n.end:min(len(buf), n.end+2)]
	return v.alone && len(bytes.Trim(line, " \t-*#>;")) == 0 && len(sign) == 2 && (sign[0] == ':' || sign[0] == '=' && sign[1] > ' ')
}

// calling are words before a short label that make it one.
var calling = []string{"temp", "temporary", "new", "initial", "default", "login", "admin", "current", "your", "the", "my", "our", "wifi", "wi-fi", "root", "zip", "guest"}

// calledSo says whether such a word stands before a name.
func calledSo(buf []byte, n *secretName) bool {
	left := bytes.TrimRight(buf[max(0, n.start-maxSecretName/2):n.start], " ")
	word := left[bytes.LastIndexAny(left, " \t\n(")+1:]
	var room [maxSecretName * 2]byte
	return slices.Contains(calling, string(fold(room[:0], word)))
}

// amidWords says whether Latin words stand before a name in its line.
func amidWords(buf []byte, n *secretName) bool {
	line := buf[bytes.LastIndexByte(buf[:n.start], '\n')+1 : n.start]
	return bytes.ContainsAny(line, alphabet)
}

// ownLine says whether a name and a value are all that their line has, as in settings that
// a blank joins: the name is "password" or made for a setting, as "rootpw".
func ownLine(buf []byte, n *secretName, v *secretValue) bool {
	line := buf[bytes.LastIndexByte(buf[:n.start], '\n')+1 : n.start]
	return v.alone && len(bytes.Trim(line, " \t")) == 0 && (len(n.before) > 0 || string(buf[n.start:n.end]) == "password")
}

// takesValue says whether a name is that of an option or directive that has its value behind
// a blank.
func takesValue(n *secretName, label string) bool {
	return bytes.HasPrefix(n.before, []byte("-")) || label == "requirepass" || label == "masterauth"
}

// login says whether a user stands before, as in .netrc, and in the talk of programs that
// fetch mail and files (RFC 959, RFC 1939).
func login(buf []byte, n *secretName) bool {
	left := buf[max(0, n.start-80):n.start]
	if bytes.HasPrefix(buf[n.start:], []byte("PASS ")) {
		return bytes.Contains(left, []byte("USER "))
	}
	return containsAny(left, []string{"login ", "user ", "User ", "ログイン", "username "}) && !bytes.Contains(left, []byte(". "))
}

// secondOfTwo reads the second value where two labels stand before one sign, as in
// "ID/PW: svc / x".
func secondOfTwo(buf []byte, n *secretName, first *secretValue) (v secretValue, ok bool) {
	left := bytes.TrimRight(buf[:n.start], " ")
	if !bytes.HasSuffix(left, []byte("/")) && !bytes.HasSuffix(left, []byte("／")) || first.quoted || passwordScore(first.text, hintedAt) > 0 {
		return v, false
	}
	i := skipBlanks(buf, first.end)
	for _, sign := range [...]string{"/", "／", ",", "、", ":", "|"} {
		if bytes.HasPrefix(buf[i:], []byte(sign)) {
			return valueAt(buf, i+len(sign))
		}
	}
	return v, false
}

// leastPIN lets a PIN be as short as cards have it where it is named so.
func leastPIN(label string) int {
	if label == "暗証番号" || strings.HasPrefix(label, "pin") {
		return minPIN
	}
	return minPassword
}

// passwordCell judges what stands in a column of passwords.
func passwordCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	if v = bytes.Trim(v, " \t`"); len(v) == 0 || bytes.IndexByte(v, '"') >= 0 {
		return buf, 0
	}
	return append(buf, v...), passwordScore(v, enclosedIn)
}

func isPIN(v []byte) bool {
	for _, c := range v {
		if c-'0' >= 10 {
			return false
		}
	}
	return len(v) >= minPIN && len(v) <= maxPIN && len(bytes.Trim(v, string(v[:1]))) > 0 && !bytes.HasPrefix(v, []byte("1234"))
}
