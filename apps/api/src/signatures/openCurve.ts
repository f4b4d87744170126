/** An ECDSA signature: 64 bytes, r followed by s. Two points of the curve have the x coordinate r; `recovery` says which of them belongs to the signature. */
export type CurveSignature = { readonly signature: Uint8Array; readonly recovery: 0 | 1 }

/** The curve secp256k1. It accepts signatures with a high s, which the contracts reject. So callers must check a signature first (`splitSignature`). */
export type Curve = {
  readonly kind: 'native' | 'wasm'
  /**
   * Returns the uncompressed public key (65 bytes) that signed. Throws if no key can make the
   * signature. The result is valid until the next call.
   */
  recover(signed: CurveSignature & { readonly digest: Uint8Array }): Uint8Array
  /** Signs a digest. The signature has a low s, and the same digest and key always give the same signature (RFC 6979). */
  sign(args: { readonly digest: Uint8Array; readonly privateKey: Uint8Array }): CurveSignature
}

/** Returns the first curve that opens. If none does, throws the last error. */
export async function openCurve(openers: readonly (() => Promise<Curve>)[]): Promise<Curve> {
  let problem: unknown = new Error('there is no curve to open')
  for (const open of openers) {
    try {
      return await open()
    } catch (error) {
      problem = error
    }
  }
  throw problem
}
