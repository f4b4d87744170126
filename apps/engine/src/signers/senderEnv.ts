import { address } from '@infinitio/domain'
import { z } from 'zod'

const gwei = 1_000_000_000n
const senders = z.string().transform((text, context) => {
  const parsed = listed(text).map(parseSender)
  if (!parsed.includes(null)) return parsed.flatMap((place) => place ?? [])
  context.addIssue({ code: 'custom', message: 'each sender is file:/path, env:NAME, unix:/socket or exec:/program and its arguments' })
  return z.NEVER
})

/** Settings of the worker's keys (docs/guides/sender-keys.md). */
export const senderEnv = {
  /** The sending keys, separated by commas: `file:/path`, `env:NAME`, `unix:/socket`, `exec:/program and its arguments`. */
  SENDERS: senders.prefault(''),
  /** Path of a file with one sender's key. A shorter way to write `SENDERS=file:PATH`. */
  SENDER_KEY_FILE: z.string().min(1).optional(),
  /** Keys, written as in SENDERS, that only send the transactions which running leases need: ready, end, cancel, no-show, close. */
  LEASE_SENDERS: senders.prefault(''),
  /**
   * The key, written as in SENDERS, that only pays the operator's shares to providers, from its own PToken. Use a key that is used for nothing else. Without
   * this setting, no shares are paid automatically.
   */
  SHARE_SENDER: senders.refine((places) => places.length <= 1, 'only one key pays shares').prefault(''),
  /**
   * The key file of the operator's attestor. With it, the worker signs two kinds of statements about leases: that the node of a lease is lost, so that the
   * lease can be ended on the chain (ADR 53), and how many seconds of a lease are credited. The key signs nothing else and sends no transactions.
   */
  ATTESTOR_KEY_FILE: z.string().min(1).optional(),
  /** Addresses of keys that are being retired: their transactions that were already sent are completed, and they get no new work. */
  RETIRING_SENDERS: z
    .string()
    .default('')
    .transform((text) => listed(text).map((one) => address(one.toLowerCase()))),
  /** The highest gas price that a transaction of this engine pays, in wei. */
  MAX_FEE_PER_GAS: z.coerce
    .bigint()
    .min(1n)
    .default(500n * gwei),
  /** A transaction that is in no block after this time, in ms, is signed again with higher fees. */
  STUCK_AFTER_MS: z.coerce.number().int().min(0).default(15_000),
  /** The most transactions of one key that may wait for a block. */
  MAX_IN_FLIGHT: z.coerce.number().int().min(1).default(64),
  /** The engine raises an alarm if a key's balance pays for fewer transactions than this. */
  LOW_GAS_TRANSACTIONS: z.coerce.bigint().min(0n).default(200n),
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Location of a sender's key: a file, a variable of this process, or an external signer. */
export type SenderPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'unix'; readonly socket: string }
  | { readonly kind: 'exec'; readonly program: string; readonly args: readonly string[] }

/** Parses one entry of SENDERS, such as `file:/run/keys/sender.key`. Returns null if it is malformed. Blanks separate a program's arguments. */
export function parseSender(text: string): SenderPlace | null {
  const at = text.indexOf(':')
  const [kind, rest] = [text.slice(0, at), text.slice(at + 1).trim()]
  if (at < 0 || rest === '') return null
  if (kind === 'file') return { kind, path: rest }
  if (kind === 'env') return /^[A-Za-z_][A-Za-z0-9_]*$/.test(rest) ? { kind, name: rest } : null
  if (kind === 'unix') return { kind, socket: rest }
  if (kind !== 'exec') return null
  const [program, ...args] = rest.split(/\s+/)
  return program === undefined ? null : { kind, program, args }
}
