import { hex32, keccak256Hex, type Secrets } from '@infinitio/domain'
import type { MessageSigner } from '../session/signIn.ts'

/**
 * Returns a new random salt for the commitment to a workload's secrets. Store it, because the same secrets can be sent again only with this salt. The salt
 * reveals nothing about the secrets.
 */
export function newSecretsSalt(): Secrets['salt'] {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

/**
 * Returns a salt that a program need not store, because it can derive the salt again with the same key, and nobody can without this key. The salt is the hash
 * of the key's signature of a text that contains the workload's salt. So the key must always give the same signature of the same text, as viem's accounts do.
 * The signature never leaves this process.
 */
export async function deriveSecretsSalt(signer: MessageSigner, { workloadSalt }: { workloadSalt: string }): Promise<Secrets['salt']> {
  const message = `Infinitio: salt of the secrets of a workload. Sign this nowhere else.\n\nWorkload salt: ${workloadSalt}`
  return hex32(keccak256Hex(new TextEncoder().encode(await signer.signMessage({ message }))))
}
