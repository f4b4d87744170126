/** A digest of 32 bytes and the 64 bytes r ‖ s of a signature of it; `recovery` says which of the two points r stands for. */
export type CurveSignature = { readonly signature: Uint8Array; readonly recovery: 0 | 1 }

/** secp256k1. What is asked of it was checked before (`splitSignature`): it takes a high s too. */
export type Curve = {
  readonly kind: 'native' | 'wasm'
  /** The uncompressed public key (65 bytes) that signed. Throws when no key makes such a signature. Good until the next call. */
  recover(signed: CurveSignature & { readonly digest: Uint8Array }): Uint8Array
  /** Signs with a low s; the same digest and key always give the same signature (RFC 6979). */
  sign(args: { readonly digest: Uint8Array; readonly privateKey: Uint8Array }): CurveSignature
}

/** The first curve that opens. Throws what the last one threw when none does. */
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
