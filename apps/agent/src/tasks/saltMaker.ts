import { createHmac } from 'node:crypto'
import { type Hex32, hex32 } from '@infinitio/domain'
import type { SigningNode } from '../market/marketSession.ts'

/**
 * The node key signs this text once, and the signature is the secret that the salts are derived from, so no file holds it. No contract and no API reads this
 * text.
 */
const secretText = 'Infinitio: the secret from which this machine makes the salts of its task results. Never sign this text for anybody.'

/** Makes the salts that hide one machine's commitments: one salt for each subject. */
export type SaltMaker = (subject: string) => Hex32

/**
 * Returns the function that makes a machine's salts: the HMAC-SHA-256 of the subject under a secret of the node key. The same task gives the same salt after a restart, so an agent that was killed between its commitment
 * and its answer can still reveal. Signatures of the key are deterministic (RFC 6979).
 */
export async function saltMaker(account: SigningNode['account']): Promise<SaltMaker> {
  const secret = await account.signMessage({ message: secretText })
  return (subject) => hex32(`0x${createHmac('sha256', secret).update(subject).digest('hex')}`)
}
