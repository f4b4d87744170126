import { keccak256Hex } from '@infinitio/domain'
import type { Hex } from 'viem'
import { Refused } from './model/refused.ts'

/**
 * A signature of the simulation: 65 bytes that name the signer and can only be made for one digest; they survive being packed into 64. Nothing of the engine looks into a
 * signature, and curve arithmetic would take most of a run's time.
 */
export function toySignature(signer: string, digest: Hex): Hex {
  const proof = keccak256Hex(new TextEncoder().encode(`${signer}/${digest}`)).slice(4)
  return `0x${signer.slice(2)}${'0'.repeat(24)}00${proof}1b`
}

/** Who made a toy signature over a digest; refuses, as the contract's library does, what nobody made. */
export function toySigner(digest: Hex, signature: Hex): string {
  const signer = signature.slice(0, 42)
  if (signature !== toySignature(signer, digest)) throw new Refused('ECDSAInvalidSignature', [])
  return signer
}
