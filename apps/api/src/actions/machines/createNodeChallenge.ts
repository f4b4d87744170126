import { randomBytes } from 'node:crypto'
import { insertSessionNonce } from '@infinitio/db'
import type { NodeChallengeWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const goodForSeconds = 120

/** A challenge for node keys, good once within two minutes. `expiresAt` is in whole seconds, as the signed text spells it. */
export async function createNodeChallenge({ db, site }: Services): Promise<NodeChallengeWire> {
  const nonce = randomBytes(16).toString('hex')
  const expiresAt = Math.floor(Date.now() / 1_000) + goodForSeconds
  await insertSessionNonce(db, { nonce, purpose: 'node', expiresAt: new Date(expiresAt * 1_000) })
  return { nonce, audience: site.publicUrl, expiresAt }
}
