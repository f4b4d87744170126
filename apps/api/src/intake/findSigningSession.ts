import { type ChainSessionRow, findChainSession, type Queryable } from '@infinitio/db'
import { type Address, type Hex32, isRefusal } from '@infinitio/domain'
import { recoverSigner } from '../session/recoverSigner.ts'

/** The session key that signed a digest, when the account ever authorised it on chain; else null. Whether it is still good: `sessionKeyRefusal`. */
export async function findSigningSession(
  db: Queryable,
  { account, digest, signature }: { account: Address; digest: Hex32; signature: string },
): Promise<ChainSessionRow | null> {
  const key = recoverSigner({ digest, signature })
  return isRefusal(key) ? null : findChainSession(db, { account, key })
}
