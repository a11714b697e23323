// Passkeys (W3C Web Authentication Level 2): what the API and the browser's own interface say to each other.
// Bytes are base64url in JSON (RFC 4648 section 5).

/** available tells whether there can be passkeys: browsers have none for addresses, only for names. */
export function available(): boolean {
  return typeof PublicKeyCredential !== "undefined" && location.hostname.includes(".") && !/^[\d.]+$|^\[/.test(location.hostname);
}

/** fromBase64url reads bytes. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

export function toBase64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

type Json = Record<string, any>;

/** options are what the API gives to begin with, with bytes where the browser wants bytes. */
export function options(publicKey: Json): Json {
  const described = (all: Json[] | undefined) => all?.map((c) => ({ ...c, id: fromBase64url(c.id) }));
  return {
    ...publicKey,
    challenge: fromBase64url(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: fromBase64url(publicKey.user.id) } }),
    ...(publicKey.allowCredentials && { allowCredentials: described(publicKey.allowCredentials) }),
    ...(publicKey.excludeCredentials && { excludeCredentials: described(publicKey.excludeCredentials) }),
  };
}

/** answer is what the browser gives, as the API reads it. */
export function answer(credential: PublicKeyCredential): Json {
  const r = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const bytes = (name: "clientDataJSON" | "attestationObject" | "authenticatorData" | "signature" | "userHandle") => (r[name] ? { [name]: toBase64url(r[name]!) } : {});
  return {
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    ...(credential.authenticatorAttachment && { authenticatorAttachment: credential.authenticatorAttachment }),
    response: { ...bytes("clientDataJSON"), ...bytes("attestationObject"), ...bytes("authenticatorData"), ...bytes("signature"), ...bytes("userHandle"), ...(r.getTransports && { transports: r.getTransports() }) },
  };
}

/** Declined is thrown where somebody ends the browser's question, or lets it time out. */
export class Declined extends Error {}

/** prove has the browser show a passkey. */
export async function prove(begun: unknown): Promise<Json> {
  return asked(navigator.credentials.get({ publicKey: options((begun as Json).publicKey) as PublicKeyCredentialRequestOptions }));
}

/** make has the browser make a passkey. */
export async function make(begun: unknown): Promise<Json> {
  return asked(navigator.credentials.create({ publicKey: options((begun as Json).publicKey) as PublicKeyCredentialCreationOptions }));
}

async function asked(question: Promise<Credential | null>): Promise<Json> {
  try {
    return answer((await question) as PublicKeyCredential);
  } catch (error) {
    if (error instanceof DOMException) throw new Declined(error.name);
    throw error;
  }
}
