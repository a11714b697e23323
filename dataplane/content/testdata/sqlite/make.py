# Makes the databases beside it: python3 make.py. People and numbers are synthetic.
import os, sqlite3

for name, encoding in ("utf8", "UTF-8"), ("utf16le", "UTF-16le"), ("utf16be", "UTF-16be"):
    path = name + ".sqlite"
    if os.path.exists(path):
        os.remove(path)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA encoding='{encoding}'")
    db.execute("PRAGMA page_size=1024")
    db.execute('CREATE TABLE customers (id INTEGER PRIMARY KEY, "氏名" TEXT, [phone number] TEXT, note REAL)')
    db.executemany("INSERT INTO customers VALUES (NULL, ?, ?, ?)", ((f"顧客 {i}", f"090-0000-{i:04}", i + 0.5) for i in range(300)))
    db.execute("CREATE INDEX by_name ON customers (\"氏名\")")
    db.execute("CREATE TABLE pairs (k TEXT PRIMARY KEY, v INT) WITHOUT ROWID")
    db.execute("INSERT INTO pairs VALUES ('a', 1), ('b', -2)")
    db.execute("CREATE TABLE long (body TEXT)")
    db.execute("INSERT INTO long VALUES (?)", ("overflow " * 2000 + "end",))
    db.execute("CREATE TABLE files (data BLOB)")
    db.execute("INSERT INTO files VALUES (?)", (b"\x1f\x8b\x08" + __import__("gzip").compress(b"attached file, attached file", mtime=0)[3:],))
    db.execute("CREATE TABLE gone (x TEXT)")
    db.executemany("INSERT INTO gone VALUES (?)", (("deleted 123456789018 " + "x" * 50,) for _ in range(40)))
    db.commit()
    db.execute("PRAGMA secure_delete=0")
    db.execute("DROP TABLE gone")
    db.commit()
    db.close()
