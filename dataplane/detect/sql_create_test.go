package detect

import (
	"fmt"
	"strings"
	"testing"
)

const sqlDefinition = "CREATE TABLE `customer` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `name` varchar(50) DEFAULT 'a,b)',\n  `ssn` char(11) DEFAULT NULL COMMENT 'x (y',\n  `birth_date` date,\n  `balance` decimal(10,2),\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\n"

// sqlTexts are dumps of two persons: each has a name, a number and a day of birth.
var sqlTexts = map[string]string{
	"mysqldump":         sqlDefinition + "LOCK TABLES `customer` WRITE;\nINSERT INTO `customer` VALUES (1,'John Miller','536-22-8714','1978-04-12',1.50),(2,'Susan O\\'Clark','219-09-9998','1985-11-03',NULL);\nUNLOCK TABLES;\n",
	"a statement a row": "CREATE TABLE c(name,ssn,birth_date);\nINSERT INTO c VALUES('John Miller','536-22-8714','1978-04-12');\nINSERT INTO c VALUES('Susan Clark','219-09-9998','1985-11-03');\n",
	"in one line":       "CREATE TABLE IF NOT EXISTS public.c (name text, ssn text, birth_date date);INSERT INTO public.c VALUES ('John Miller','536-22-8714','1978-04-12'), ('Susan Clark','219-09-9998','1985-11-03');\n",
	"with columns":      "INSERT INTO c (name,ssn,birth_date) VALUES ('John Miller','536-22-8714','1978-04-12'),('Susan Clark','219-09-9998','1985-11-03');\n",
	"a row a line":      sqlDefinition + "INSERT INTO `customer` VALUES\n(1,'John Miller','536-22-8714','1978-04-12',1.50),\n(2,'Susan Clark','219-09-9998','1985-11-03',0);\n",
	"a text with signs": "INSERT INTO c (name,ssn,birth_date,note) VALUES ('John Miller','536-22-8714','1978-04-12','a),(b'),('Susan Clark','219-09-9998','1985-11-03','');\n",
}

func TestSQLDumps(t *testing.T) {
	p := all(t)
	for name, text := range sqlTexts {
		for _, size := range []int{len(text), 1, 7, 64} {
			s := scanPieces(p, text, func() int { return size })
			if counted(s, "us.ssn") != 2 || counted(s, birthClass) != 2 || counted(s, nameClass) != 2 || counted(s, personClass) != 2 {
				t.Errorf("%s by %d: %s", name, size, describe(s))
			}
		}
	}
}

// TestLongStatement wants the rows of a statement found that are far more than a record.
func TestLongStatement(t *testing.T) {
	var b strings.Builder
	b.WriteString(sqlDefinition + "INSERT INTO `customer` VALUES ")
	for i := range 500 {
		fmt.Fprintf(&b, "(%d,'John Miller','536-22-%04d','19%02d-04-%02d',1.50),", i, i+1000, 50+i%40, 1+i%28)
	}
	text := strings.TrimSuffix(b.String(), ",") + ";\n"
	s := scanWhole(all(t), text)
	if counted(s, "us.ssn") != 500 || counted(s, birthClass) != 280 {
		t.Error(describe(s))
	}
}

// TestOtherStatements wants rows of another table, and of programs, not to be read by a
// definition.
func TestOtherStatements(t *testing.T) {
	p := all(t)
	for _, text := range []string{
		"CREATE TABLE c(id,name);\nINSERT INTO d VALUES(1,'John Miller');\n",
		"CREATE TABLE c(name,part);\nINSERT INTO c VALUES('valve','John Miller');\n",
		"INSERT INTO c VALUES('John Miller');\n",
		"create table c (id int, name text);\nvalues(1,'John Miller')\n",
		"f := values(1,'John Miller'),(2,'Susan Clark')\n",
	} {
		if s := scanWhole(p, text); counted(s, nameClass) > 0 {
			t.Errorf("%s in %q", describe(s), text)
		}
	}
}
