import type { Hex32 } from '@infinitio/domain'
import { fastKeccak256 } from './curve.ts'

/** Returns the digest that a wallet signs for a text (EIP-191). */
export function textDigest(text: string): Hex32 {
  const body = Buffer.from(text, 'utf8')
  const prefix = Buffer.from(`\u0019Ethereum Signed Message:\n${body.length}`, 'utf8')
  return `0x${Buffer.from(fastKeccak256(Buffer.concat([prefix, body]))).toString('hex')}`
}
