const day = 86_400_000;

/** expiryOf is when a token made now ends, in RFC 3339. */
export function expiryOf(days: number, now: Date): string {
  return new Date(now.getTime() + days * day).toISOString();
}

/** standing says whether a token still holds, or not for more than two weeks. */
export function standing(expires: string, now: Date): "good" | "soon" | "expired" {
  const left = Date.parse(expires) - now.getTime();
  return left <= 0 ? "expired" : left < 14 * day ? "soon" : "good";
}
