import { createHmac } from 'node:crypto'
import { type Hex32, hex32 } from '@infinitio/domain'
import type { SigningNode } from '../market/marketSession.ts'

/**
 * The node key signs this text once, and the salts are derived from the signature, so that no file needs to store a secret. No contract and no API reads this
 * text.
 */
const secretText = 'Infinitio: the secret from which this machine makes the salts of its task results. Never sign this text for anybody.'

/**
 * Makes the salts of one machine's commitments. A salt hides the committed value. There is one salt for each `subject`, a text that names the task and the
 * role.
 */
export type SaltMaker = (subject: string) => Hex32

/**
 * Returns a function that makes a machine's salts. A salt is the HMAC-SHA-256 of its subject under a secret, and that secret is derived from the node key.
 * After a restart, the same task gives the same salt. So an agent that was killed between its commitment and its answer can still reveal the answer. Signatures
 * of the key are deterministic (RFC 6979).
 */
export async function saltMaker(account: SigningNode['account']): Promise<SaltMaker> {
  const secret = await account.signMessage({ message: secretText })
  return (subject) => hex32(`0x${createHmac('sha256', secret).update(subject).digest('hex')}`)
}
