/* Measures how fast vectorscan or hyperscan finds keywords, for "make bench" alone.
 *
 * usage: vectorscan KEYWORDS PIECE SECONDS BODY...
 *
 * KEYWORDS has a line a keyword: "i" to ignore the case of ASCII, or "-", a space,
 * and its bytes in hexadecimal. The first line of output is the library's version.
 * For each number of a BODY on standard input it then scans that body, as a stream
 * in pieces of PIECE bytes, for SECONDS of processor time, and prints the bytes a
 * second and the matches of one pass.
 */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 1 << 16, LONGEST = 1 << 10 };

static char *words[MOST];
static size_t lengths[MOST];
static unsigned flags[MOST], ids[MOST], count;

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "vectorscan: %s: %s\n", what, why);
	exit(1);
}

/* add reads one keyword. */
static void add(const char *line)
{
	size_t n = strcspn(line + 2, "\n") / 2;
	if (count == MOST)
		fail("read keywords", "too many");
	char *w = calloc(n + 1, 1);
	for (size_t i = 0; i < n; i++) {
		unsigned c;
		if (sscanf(line + 2 + 2 * i, "%2x", &c) != 1)
			fail("read keywords", "not hexadecimal");
		w[i] = c;
	}
	words[count] = w;
	lengths[count] = n;
	flags[count] = line[0] == 'i' ? HS_FLAG_CASELESS : 0;
	ids[count] = count;
	count++;
}

static hs_database_t *compile(const char *path)
{
	char line[LONGEST];
	FILE *f = fopen(path, "r");
	if (!f)
		fail("open keywords", path);
	while (fgets(line, sizeof line, f))
		add(line);
	fclose(f);
	hs_database_t *db;
	hs_compile_error_t *err;
	if (hs_compile_lit_multi((const char *const *)words, flags, ids, lengths, count, HS_MODE_STREAM, NULL, &db, &err))
		fail("compile keywords", err->message);
	return db;
}

struct body {
	char *bytes;
	size_t length;
};

static struct body read_body(const char *path)
{
	struct body b;
	FILE *f = fopen(path, "r");
	if (!f || fseek(f, 0, SEEK_END))
		fail("open body", path);
	b.length = ftell(f);
	b.bytes = malloc(b.length);
	rewind(f);
	if (fread(b.bytes, 1, b.length, f) != b.length)
		fail("read body", path);
	fclose(f);
	return b;
}

static int matched(unsigned id, unsigned long long from, unsigned long long to, unsigned f, void *matches)
{
	(void)id, (void)from, (void)to, (void)f;
	++*(unsigned long *)matches;
	return 0;
}

/* pass scans a body once, and returns the matches. */
static unsigned long pass(const hs_database_t *db, hs_scratch_t *scratch, struct body b, size_t piece)
{
	unsigned long matches = 0;
	hs_stream_t *s;
	if (hs_open_stream(db, 0, &s))
		fail("open stream", "refused");
	for (size_t at = 0; at < b.length; at += piece) {
		size_t n = b.length - at < piece ? b.length - at : piece;
		if (hs_scan_stream(s, b.bytes + at, n, 0, scratch, matched, &matches))
			fail("scan", "refused");
	}
	hs_close_stream(s, scratch, matched, &matches);
	return matches;
}

static double processor_time(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
	if (argc < 5)
		fail("start", "usage: vectorscan KEYWORDS PIECE SECONDS BODY...");
	hs_database_t *db = compile(argv[1]);
	size_t piece = strtoul(argv[2], NULL, 10);
	double turn = strtod(argv[3], NULL);
	hs_scratch_t *scratch = NULL;
	if (piece == 0 || hs_alloc_scratch(db, &scratch))
		fail("start", "no piece or no memory");
	printf("%s\n", hs_version());
	fflush(stdout);
	for (unsigned i; scanf("%u", &i) == 1 && i + 4 < (unsigned)argc;) {
		struct body b = read_body(argv[i + 4]);
		unsigned long passes = 0, matches;
		double began = processor_time();
		do {
			matches = pass(db, scratch, b, piece);
			passes++;
		} while (processor_time() - began < turn);
		printf("%.0f %lu\n", passes * b.length / (processor_time() - began), matches);
		fflush(stdout);
		free(b.bytes);
	}
	return 0;
}
