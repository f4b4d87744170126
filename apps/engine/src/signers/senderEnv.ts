import { address } from '@infinitio/domain'
import { z } from 'zod'
import { parseSender } from './parseSender.ts'

const gwei = 1_000_000_000n
const senders = z.string().transform((text, context) => {
  const parsed = listed(text).map(parseSender)
  if (!parsed.includes(null)) return parsed.flatMap((place) => place ?? [])
  context.addIssue({ code: 'custom', message: 'each sender is file:/path, env:NAME, unix:/socket or exec:/program and its arguments' })
  return z.NEVER
})

/** Settings of the worker's keys (docs/guides/operator-keys.md). */
export const senderEnv = {
  /** The keys that send, separated by commas: `file:/path`, `env:NAME`, `unix:/socket`, `exec:/program and its arguments`. */
  SENDERS: senders.prefault(''),
  /** Short for one `file:` sender. */
  SENDER_KEY_FILE: z.string().min(1).optional(),
  /** Keys as in SENDERS that send only what running leases need: ready, end, cancel, close. */
  LEASE_SENDERS: senders.prefault(''),
  /** The key of the operator's own attestor: with it the worker ends leases on the chain whose node is lost (ADR 53). It signs that alone and sends nothing. */
  ATTESTOR_KEY_FILE: z.string().min(1).optional(),
  /** Addresses of keys on their way out: they look after what they sent and take no new work. */
  RETIRING_SENDERS: z
    .string()
    .default('')
    .transform((text) => listed(text).map((one) => address(one.toLowerCase()))),
  /** No transaction of ours pays more for gas than this, in wei. */
  MAX_FEE_PER_GAS: z.coerce
    .bigint()
    .min(1n)
    .default(500n * gwei),
  /** A transaction that is in no block after this long is signed again with higher fees. */
  STUCK_AFTER_MS: z.coerce.number().int().min(0).default(15_000),
  /** So many transactions of one key may wait for a block; nodes keep few of one account. */
  MAX_IN_FLIGHT: z.coerce.number().int().min(1).default(64),
  /** An alarm goes off when a key pays for fewer transactions than this. */
  LOW_GAS_TRANSACTIONS: z.coerce.bigint().min(0n).default(200n),
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
