import { hex32, keccak256Hex, type Secrets } from '@infinitio/domain'
import type { MessageSigner } from '../session/signIn.ts'

/**
 * Returns a new random salt for secrets. Store it: the secrets can be sent again only with this salt. The salt reveals
 * nothing about the secrets.
 */
export function newSecretsSalt(): Secrets['salt'] {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

/**
 * Returns a salt that only this key can derive again, so that a program need not store it: the hash of its signature
 * of a text with the workload's salt. Requires deterministic signatures, as viem's accounts make. The signature never
 * leaves this process.
 */
export async function deriveSecretsSalt(signer: MessageSigner, { workloadSalt }: { workloadSalt: string }): Promise<Secrets['salt']> {
  const message = `Infinitio: salt of the secrets of a workload. Sign this nowhere else.\n\nWorkload salt: ${workloadSalt}`
  return hex32(keccak256Hex(new TextEncoder().encode(await signer.signMessage({ message }))))
}
