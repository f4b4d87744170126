import type { Refusal } from '../errors/refusal.ts'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { type Hex32, isHex32 } from '../hashing/hex32.ts'
import { boxCipher, boxVersion, type Bytes, bytesOf, keyBytes, subtleOf } from './boxCipher.ts'
import { type BoxOwner, commitSecrets, type Secrets, type WorkloadSecrets } from './secrets.ts'
import { isSecretName, isSecretValue } from './secretsProblem.ts'

/** The reason why a box (encrypted secrets) cannot be used. */
export type SecretsRefusal = Refusal & { readonly rejected: 'lease.secrets_unreadable' | 'lease.secrets_differ' }

/** The DER bytes that precede the 32 bytes of an X25519 private key in its file (RFC 8410). */
const pkcs8X25519 = hexToBytes('302e020100300506032b656e04220420')

/**
 * Decrypts a box (encrypted secrets) with the node's X25519 key and compares its content with the workload. Refuses with `lease.secrets_unreadable` if the box
 * was changed or encrypted for another node or workload, and with `lease.secrets_differ` if its content differs from the signed workload. A refusal never
 * contains a part of the content.
 */
export async function openSecrets({
  box,
  boxSecret,
  owner,
  secrets,
}: {
  box: string
  boxSecret: Hex32
  owner: BoxOwner
  secrets: WorkloadSecrets
}): Promise<Secrets | SecretsRefusal> {
  const text = await decrypted({ box, boxSecret, owner, commitment: secrets.commitment })
  if (text === null) return { rejected: 'lease.secrets_unreadable' }
  const opened = parsed(text)
  if (opened === null) return { rejected: 'lease.secrets_differ', detail: 'not the JSON of secrets' }
  const { names, commitment } = commitSecrets(opened)
  if (commitment !== secrets.commitment) return { rejected: 'lease.secrets_differ', detail: 'another commitment' }
  if (names.join() !== [...secrets.names].join()) return { rejected: 'lease.secrets_differ', detail: 'other names' }
  return opened
}

async function decrypted({
  box,
  boxSecret,
  owner,
  commitment,
}: {
  box: string
  boxSecret: Hex32
  owner: BoxOwner
  commitment: Hex32
}): Promise<string | null> {
  const subtle = subtleOf()
  if (subtle === null || !/^0x(?:[0-9a-f]{2})+$/.test(box)) return null
  const bytes = hexToBytes(box.slice(2)) as Bytes
  if (bytes[0] !== boxVersion) return null
  const ephemeralKey = bytes.slice(1, 1 + keyBytes)
  try {
    const pkcs8 = concatBytes(pkcs8X25519, bytesOf(boxSecret)) as Bytes
    const privateKey = await subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits'])
    const { key, params } = await boxCipher(subtle, { privateKey, otherKey: ephemeralKey, ephemeralKey, owner, commitment })
    return new TextDecoder().decode(await subtle.decrypt(params, key, bytes.slice(1 + keyBytes)))
  } catch {
    // Do not state a reason, because Web Crypto gives none for a failed decryption.
    return null
  }
}

function parsed(text: string): Secrets | null {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value) || !isRecord(value['values'])) return null
    const { salt, values } = value
    if (typeof salt !== 'string' || !isHex32(salt)) return null
    const checked: Record<string, string> = {}
    for (const [name, entry] of Object.entries(values as Record<string, unknown>)) {
      if (!isSecretName(name) || typeof entry !== 'string' || !isSecretValue(entry)) return null
      checked[name] = entry
    }
    return { salt, values: checked }
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
