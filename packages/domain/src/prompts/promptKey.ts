import { isRefusal, type Refusal } from '../errors/refusal.ts'
import { type Hex32, hex32, isHex32 } from '../hashing/hex32.ts'
import type { BoxOwner, Secrets } from '../secrets/secrets.ts'
import { commitSecrets } from '../secrets/secrets.ts'
import { openSecrets } from '../secrets/openSecrets.ts'
import { sealSecrets } from '../secrets/sealSecrets.ts'
import type { ServiceId } from '../services/serviceIds.ts'
import type { SealedKey } from '../snapshots/contentKey.ts'

/** The AI service that can decrypt a prompt: its id, and its X25519 key from its terms on the chain. */
export type PromptReader = { readonly service: ServiceId; readonly boxKey: Hex32 }

const keyName = 'PROMPT_KEY'

/**
 * Encrypts the key of one prompt so that only one AI service can decrypt it, in the same way as the secrets of a workload (ADR 57). `key` and `salt` must be
 * random and new for each request. Refuses with `serving.sealing_unsupported` if the browser or Node lacks X25519.
 */
export async function sealPromptKey({ key, salt, reader }: { key: Hex32; salt: Hex32; reader: PromptReader }): Promise<SealedKey | Refusal> {
  const secrets: Secrets = { salt, values: { [keyName]: key } }
  const box = await sealSecrets({ secrets, owner: ownerOf(reader) })
  if (isRefusal(box)) return { ...box, rejected: 'serving.sealing_unsupported' }
  return { box, commitment: commitSecrets(secrets).commitment }
}

/** Decrypts the key of a prompt with the X25519 key of a service. Returns null if the box was changed, or was encrypted to another service or key. */
export async function openPromptKey(
  sealed: SealedKey,
  { boxSecret, reader }: { readonly boxSecret: Hex32; readonly reader: PromptReader },
): Promise<Hex32 | null> {
  const secrets = { names: [keyName], commitment: sealed.commitment }
  const opened = await openSecrets({ box: sealed.box, boxSecret, owner: ownerOf(reader), secrets })
  const key = isRefusal(opened) ? undefined : opened.values[keyName]
  return key !== undefined && isHex32(key) ? hex32(key) : null
}

/** Returns the receiver of a box that is encrypted to a service. The service's id, padded to 32 bytes, takes the place of the node id. */
function ownerOf({ service, boxKey }: PromptReader): BoxOwner {
  return { nodeId: hex32(`0x${'0'.repeat(24)}${service.slice(2)}`), boxKey }
}
