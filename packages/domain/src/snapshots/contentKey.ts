import { type Refusal, isRefusal } from '../errors/refusal.ts'
import { type Hex32, hex32, isHex32 } from '../hashing/hex32.ts'
import { type BoxOwner, commitSecrets, type Secrets } from '../secrets/secrets.ts'
import { openSecrets } from '../secrets/openSecrets.ts'
import { sealSecrets } from '../secrets/sealSecrets.ts'

/** The key that decrypts a snapshot, encrypted to one owner. `commitment` identifies the key without revealing it. */
export type SealedKey = { readonly box: string; readonly commitment: Hex32 }

const keyName = 'SNAPSHOT_KEY'

/**
 * Encrypts the key of a snapshot in the same way as the secrets of a workload (ADR 57). `salt` must be random and new. Refuses with `lease.sealing_unsupported`
 * when the browser or Node lacks X25519.
 */
export async function sealContentKey({ key, salt, owner }: { key: Hex32; salt: Hex32; owner: BoxOwner }): Promise<SealedKey | Refusal> {
  const secrets: Secrets = { salt, values: { [keyName]: key } }
  const box = await sealSecrets({ secrets, owner })
  return isRefusal(box) ? box : { box, commitment: commitSecrets(secrets).commitment }
}

/** Decrypts the key with the owner's X25519 key. Refuses with `snapshot.key_unusable` when the encrypted key was changed, or was encrypted to another owner. */
export async function openContentKey({
  sealed,
  boxSecret,
  owner,
}: {
  sealed: SealedKey
  boxSecret: Hex32
  owner: BoxOwner
}): Promise<Hex32 | Refusal> {
  const opened = await openSecrets({ box: sealed.box, boxSecret, owner, secrets: { names: [keyName], commitment: sealed.commitment } })
  const key = isRefusal(opened) ? undefined : opened.values[keyName]
  return key !== undefined && isHex32(key) ? hex32(key) : { rejected: 'snapshot.key_unusable' }
}

/** Returns the receiver of a box that is encrypted to a renter. The renter's account, padded to 32 bytes, takes the place of the node id. */
export function renterBox({ account, renterKey }: { account: string; renterKey: Hex32 }): BoxOwner {
  return { nodeId: hex32(`0x${'0'.repeat(24)}${account.slice(2).toLowerCase()}`), boxKey: renterKey }
}
