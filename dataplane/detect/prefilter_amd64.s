#include "textflag.h"

// A lane of 32 bits holds the four bytes from one place of the text on. Lanes that
// begin at every fourth byte are one load, so that four loads, each a byte further,
// are all places. What a lane's place is found to be ends as a bit of its own byte.

#define WIDE32(name, word) \
DATA name+0(SB)/8, word  \
DATA name+8(SB)/8, word  \
DATA name+16(SB)/8, word \
DATA name+24(SB)/8, word \
GLOBL name(SB), RODATA|NOPTR, $32

WIDE32(at<>, $0x4040404040404040)
WIDE32(feed<>, $0x0a0a0a0a0a0a0a0a)
WIDE32(quote<>, $0x2222222222222222)
WIDE32(shift<>, $0x5050505050505050)
WIDE32(limit<>, $0x8a8a8a8a8a8a8a8a)
WIDE32(letter<>, $0x2020202020202020)
WIDE32(factor<>, $0x9e3779b19e3779b1)
WIDE32(five<>, $0x0000001f0000001f)
WIDE32(top<>, $0x0000008000000080)

// indexShift is 32 - sieveBits.
#define indexShift 20

#define LOAD \
	MOVQ dst+0(FP), DI         \
	MOVQ src+8(FP), SI         \
	MOVQ s+16(FP), DX          \
	MOVQ blocks+24(FP), CX

// 32 bytes: digits to r1, '@' to r2, line feeds to r3. A digit plus 0x50 is the
// signed bytes -128 to -119, so that one compare finds it.
#define SIGNS(off, r1, r2, r3) \
	VMOVDQU   off(SI), Y10     \
	VPADDB    shift<>(SB), Y10, Y11 \
	VPCMPGTB  Y11, Y12, Y11    \
	VPMOVMSKB Y11, r1          \
	VPCMPEQB  at<>(SB), Y10, Y11 \
	VPMOVMSKB Y11, r2          \
	VPCMPEQB  feed<>(SB), Y10, Y11 \
	VPMOVMSKB Y11, r3

// PLACES adds to Y9 what the sieve has of the lanes at off(SI), after moving what
// is there a byte up. Letters are folded, three bytes choose a word of the sieve and
// the fourth a bit of it.
#define PLACES(off) \
	VMOVDQU off(SI), Y0        \
	VPSRLD  $1, Y0, Y1         \
	VPSRLD  $2, Y0, Y2         \
	VPANDN  Y1, Y2, Y1         \
	VPAND   Y13, Y1, Y1        \
	VPOR    Y1, Y0, Y0         \
	VPSLLD  $8, Y0, Y1         \
	VPMULLD Y14, Y1, Y1        \
	VPSRLD  $indexShift, Y1, Y1 \
	VPCMPEQD Y2, Y2, Y2        \
	VPXOR   Y3, Y3, Y3         \
	VPGATHERDD Y2, (DX)(Y1*4), Y3 \
	VPSRLD  $24, Y0, Y0        \
	VPAND   Y15, Y0, Y0        \
	VPSRLVD Y0, Y3, Y3         \
	VPSLLD  $7, Y3, Y3         \
	VPAND   Y8, Y3, Y3         \
	VPSLLD  $8, Y9, Y9         \
	VPOR    Y3, Y9, Y9

// 32 bytes: words to r.
#define WORDS(off, r) \
	VPXOR Y9, Y9, Y9   \
	PLACES(off+3)      \
	PLACES(off+2)      \
	PLACES(off+1)      \
	PLACES(off)        \
	VPMOVMSKB Y9, r

// func markAVX2(dst *marks, src *byte, s *sieve, blocks int)
TEXT ·markAVX2(SB), NOSPLIT, $0-32
	LOAD
	VMOVDQU limit<>(SB), Y12
	VMOVDQU letter<>(SB), Y13
	VMOVDQU factor<>(SB), Y14
	VMOVDQU five<>(SB), Y15
	VMOVDQU top<>(SB), Y8

blocks:
	SIGNS(0, R8, R9, R10)
	WORDS(0, R11)
	SIGNS(32, AX, BX, R12)
	WORDS(32, R13)
	SHLQ $32, AX
	SHLQ $32, BX
	SHLQ $32, R12
	SHLQ $32, R13
	ORQ  AX, R8
	ORQ  BX, R9
	ORQ  R12, R10
	ORQ  R13, R11
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	MOVQ R10, 16(DI)
	MOVQ R11, 24(DI)
	ADDQ $32, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  blocks
	VZEROUPPER
	RET

// The same for processors with AVX-512: 64 bytes at a time, with mask registers.

// COMPARE64 sets r to where the 64 bytes in Z11 compare so to those of z.
#define COMPARE64(how, z, r) \
	VPCMPUB how, z, Z11, K2 \
	KMOVQ K2, r

// PLACES64 is PLACES, to Z9.
#define PLACES64(off) \
	VMOVDQU32  off(SI), Z0           \
	VPSRLD     $1, Z0, Z1            \
	VPSRLD     $2, Z0, Z2            \
	VPTERNLOGD $0x20, Z13, Z2, Z1    \
	VPORD      Z1, Z0, Z0            \
	VPSLLD     $8, Z0, Z1            \
	VPMULLD    Z14, Z1, Z1           \
	VPSRLD     $indexShift, Z1, Z1   \
	KXNORW     K1, K1, K1            \
	VPXORD     Z3, Z3, Z3            \
	VPGATHERDD (DX)(Z1*4), K1, Z3    \
	VPSRLD     $24, Z0, Z0           \
	VPRORVD    Z0, Z3, Z3            \
	VPSLLD     $8, Z9, Z9            \
	VPTERNLOGD $0xf8, Z15, Z3, Z9

// func markAVX512(dst *marks, src *byte, s *sieve, blocks int)
TEXT ·markAVX512(SB), NOSPLIT, $0-32
	LOAD
	MOVL $0x30, AX
	VPBROADCASTB AX, Z18
	MOVL $10, AX
	VPBROADCASTB AX, Z19
	VPBROADCASTB at<>(SB), Z20
	VPBROADCASTB feed<>(SB), Z21
	VPBROADCASTD letter<>(SB), Z13
	VPBROADCASTD factor<>(SB), Z14
	MOVL $1, AX
	VPBROADCASTD AX, Z15

blocks64:
	VMOVDQU8 0(SI), Z11
	COMPARE64($0, Z20, R9)
	COMPARE64($0, Z21, R10)
	VPSUBB Z18, Z11, Z11
	COMPARE64($1, Z19, R8)
	VPXORD Z9, Z9, Z9
	PLACES64(3)
	PLACES64(2)
	PLACES64(1)
	PLACES64(0)
	VPTESTMB Z9, Z9, K2
	KMOVQ K2, R11
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	MOVQ R10, 16(DI)
	MOVQ R11, 24(DI)
	ADDQ $32, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  blocks64
	VZEROUPPER
	RET

// 32 bytes: where the separator of cells is to r1, and quotes to r2.
#define CELLS(off, r1, r2) \
	VMOVDQU   off(SI), Y2  \
	VPCMPEQB  Y0, Y2, Y3   \
	VPMOVMSKB Y3, r1       \
	VPCMPEQB  Y1, Y2, Y3   \
	VPMOVMSKB Y3, r2

// func cellsAVX2(dst *cellMarks, src *byte, comma uint64, blocks int)
TEXT ·cellsAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ blocks+24(FP), CX
	MOVQ comma+16(FP), AX
	MOVQ AX, X0
	VPBROADCASTB X0, Y0
	VPBROADCASTB quote<>(SB), Y1

cells:
	CELLS(0, R8, R9)
	CELLS(32, R10, R11)
	SHLQ $32, R10
	SHLQ $32, R11
	ORQ  R10, R8
	ORQ  R11, R9
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	ADDQ $16, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  cells
	VZEROUPPER
	RET
