/** An ECDSA signature: 64 bytes, r followed by s. Two points of the curve have the x coordinate r; `recovery` says which of them belongs to the signature. */
export type CurveSignature = { readonly signature: Uint8Array; readonly recovery: 0 | 1 }

/**
 * The curve secp256k1. It accepts signatures whose s is in the upper half of its range, which the contracts reject. So callers must check a signature first
 * (`splitSignature`).
 */
export type Curve = {
  readonly kind: 'native' | 'wasm'
  /**
   * Returns the uncompressed public key (65 bytes) of the key that signed. Throws if no key can have made the signature. The result is only valid until the
   * next call.
   */
  recover(signed: CurveSignature & { readonly digest: Uint8Array }): Uint8Array
  /** Signs a digest. The s of the signature is in the lower half of its range. The same digest and key always give the same signature (RFC 6979). */
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
