import { keccak256Hex } from '@infinitio/domain'
import type { Hex } from 'viem'
import { Refused } from './model/refused.ts'

/**
 * Returns an invented signature for the simulation: 65 bytes that contain the signer and fit only one digest. It can be converted to the contracts' format of
 * 64 bytes without a loss. Real signatures would take most of a run's time, and the engine never examines them.
 */
export function toySignature(signer: string, digest: Hex): Hex {
  const proof = keccak256Hex(new TextEncoder().encode(`${signer}/${digest}`)).slice(4)
  return `0x${signer.slice(2)}${'0'.repeat(24)}00${proof}1b`
}

/** Returns the signer of a toy signature over a digest. Throws `Refused` with `ECDSAInvalidSignature` for any other signature, as the contracts do. */
export function toySigner(digest: Hex, signature: Hex): string {
  const signer = signature.slice(0, 42)
  if (signature !== toySignature(signer, digest)) throw new Refused('ECDSAInvalidSignature', [])
  return signer
}
