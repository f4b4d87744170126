import { randomBytes } from 'node:crypto'
import { consumeSessionNonce, findSessionNonce, insertNodeSession, insertSessionNonce, listNodeKeys } from '@infinitio/db'
import { type NodeChallengeWire, type NodeSessionRequestWire, nodeSessionText, type NodeSessionWire } from '@infinitio/domain/wire'
import { isRefusal, type Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import { newToken } from '../../session/newToken.ts'
import { recoverTextSigner } from '../../session/recoverSigner.ts'

const goodForSeconds = 120

/**
 * Creates a challenge for node keys, valid once within two minutes. `expiresAt` is in whole seconds, as in the signed
 * text.
 */
export async function createNodeChallenge({ db, site }: Services): Promise<NodeChallengeWire> {
  const nonce = randomBytes(16).toString('hex')
  const expiresAt = Math.floor(Date.now() / 1_000) + goodForSeconds
  await insertSessionNonce(db, { nonce, purpose: 'node', expiresAt: new Date(expiresAt * 1_000) })
  return { nonce, audience: site.publicUrl, expiresAt }
}

const sessionSeconds = 86_400

/**
 * Opens one session for all nodes whose keys signed the challenge. If one signature is wrong, opens none. Refuses with `node.challenge_unknown`,
 * `node.unknown`, `node.wrong_key`, `auth.signature_malformed`, `auth.signature_high_s`.
 */
export async function openNodeSession({ db, site }: Services, { nonce, nodes }: NodeSessionRequestWire): Promise<NodeSessionWire | Refusal> {
  const nonceExpiry = await findSessionNonce(db, { nonce, purpose: 'node' })
  if (nonceExpiry === null) return { rejected: 'node.challenge_unknown' }
  const keys = await listNodeKeys(db, { nodeIds: nodes.map(({ nodeId }) => nodeId) })
  for (const { nodeId, signature } of nodes) {
    const key = keys.get(nodeId)
    if (key === undefined) return { rejected: 'node.unknown', detail: nodeId }
    const text = nodeSessionText({ nodeId, nonce, audience: site.publicUrl, expiresAt: Math.floor(nonceExpiry.getTime() / 1_000) })
    const signer = recoverTextSigner({ text, signature })
    if (isRefusal(signer)) return signer
    if (signer !== key) return { rejected: 'node.wrong_key', detail: nodeId }
  }
  if (!(await consumeSessionNonce(db, { nonce, purpose: 'node' }))) return { rejected: 'node.challenge_unknown' }
  const { token, tokenHash } = newToken()
  const expiresAt = new Date(Date.now() + sessionSeconds * 1_000)
  await insertNodeSession(db, { tokenHash, nodeIds: nodes.map(({ nodeId }) => nodeId), expiresAt })
  return { token, expiresAt: Math.floor(expiresAt.getTime() / 1_000) }
}
