import { hex32, keccak256Hex, type Secrets } from '@infinitio/domain'
import type { MessageSigner } from '../session/signIn.ts'

/** A fresh random salt for secrets. Who loses it cannot hand the secrets in again; it tells nothing of them. */
export function newSecretsSalt(): Secrets['salt'] {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

/**
 * A salt that only this key can make again, so that a program need not keep it: the hash of its signature of a text that names the workload. For keys
 * whose signatures are always the same, as those of viem's accounts are. The signature is not sent anywhere.
 */
export async function deriveSecretsSalt(signer: MessageSigner, { workloadSalt }: { workloadSalt: string }): Promise<Secrets['salt']> {
  const message = `Infinitio: salt of the secrets of a workload. Sign this nowhere else.\n\nWorkload salt: ${workloadSalt}`
  return hex32(keccak256Hex(new TextEncoder().encode(await signer.signMessage({ message }))))
}
