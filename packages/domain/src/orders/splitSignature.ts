import type { Refusal } from '../errors/refusal.ts'

/** The parts of a 65-byte wallet signature; `recovery` is 0 or 1. */
export type SplitSignature = { readonly r: bigint; readonly s: bigint; readonly recovery: 0 | 1 }

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/**
 * Splits a signature r‖s‖v. Refuses the same signatures as the contract, so that each signature has only one form. `auth.signature_malformed`:
 * not 65 bytes of hex, v is not 27 or 28, or r or s is out of range. `auth.signature_high_s`: s is in the upper half of the curve's order.
 */
export function splitSignature(signature: string): SplitSignature | Refusal {
  if (!/^0x[0-9a-fA-F]{130}$/.test(signature)) return { rejected: 'auth.signature_malformed' }
  const r = BigInt(signature.slice(0, 66))
  const s = BigInt(`0x${signature.slice(66, 130)}`)
  const v = Number.parseInt(signature.slice(130), 16)
  if (v !== 27 && v !== 28) return { rejected: 'auth.signature_malformed' }
  if (r === 0n || r >= curveOrder || s === 0n || s >= curveOrder) return { rejected: 'auth.signature_malformed' }
  if (s > curveOrder / 2n) return { rejected: 'auth.signature_high_s' }
  return { r, s, recovery: v === 28 ? 1 : 0 }
}
