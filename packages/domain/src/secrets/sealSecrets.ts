import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Refusal } from '../errors/refusal.ts'
import { boxCipher, boxVersion, type Bytes, bytesOf, hexOf, type Key, subtleOf } from './boxCipher.ts'
import { type BoxOwner, commitSecrets, type Secrets, secretsText } from './secrets.ts'

/** Secrets are padded to a multiple of this number of bytes, so that a box does not reveal their exact length. */
const paddedTo = 1_024

/**
 * Encrypts secrets so that only one node can decrypt them, and only for the workload that contains their commitment. The box is returned as hex: it has a
 * version byte, the ephemeral public key, and the text under AES-256-GCM. Each call gives another box. Refuses with `lease.sealing_unsupported` when the
 * browser or Node lacks X25519.
 */
export async function sealSecrets({ secrets, owner }: { secrets: Secrets; owner: BoxOwner }): Promise<`0x${string}` | Refusal> {
  const subtle = subtleOf()
  if (subtle === null) return { rejected: 'lease.sealing_unsupported', detail: 'no crypto.subtle' }
  try {
    const ephemeral = await subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])
    if (!isPair(ephemeral)) return { rejected: 'lease.sealing_unsupported', detail: 'no key pair' }
    const ephemeralKey = new Uint8Array(await subtle.exportKey('raw', ephemeral.publicKey))
    const { commitment } = commitSecrets(secrets)
    const { key, params } = await boxCipher(subtle, {
      privateKey: ephemeral.privateKey,
      otherKey: bytesOf(owner.boxKey),
      ephemeralKey,
      owner,
      commitment,
    })
    const sealed = new Uint8Array(await subtle.encrypt(params, key, padded(secretsText(secrets))))
    return hexOf(concatBytes(Uint8Array.of(boxVersion), ephemeralKey, sealed))
  } catch (error) {
    return { rejected: 'lease.sealing_unsupported', detail: String(error) }
  }
}

function isPair(made: object): made is { publicKey: Key; privateKey: Key } {
  return 'publicKey' in made && 'privateKey' in made
}

/** Appends spaces to a JSON text up to a multiple of `paddedTo` bytes. A JSON parser ignores them. */
function padded(text: string): Bytes {
  const bytes = utf8ToBytes(text)
  const whole = new Uint8Array(Math.ceil(bytes.length / paddedTo) * paddedTo).fill(' '.charCodeAt(0))
  whole.set(bytes)
  return whole
}
