import {
  askStruct,
  bidStruct,
  type CanonicalValue,
  canonicalJson,
  engineExecutor,
  feeKeys,
  fieldsOfForm,
  leaseTermsStruct,
  mandateStruct,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import type { BookEvent } from '../events/bookEvent.ts'
import type { BookCommand } from './bookCommand.ts'

/** The names of all fields that hold a bigint, in signed structs, commands and events. The same field name always means the same kind of value. */
const bigintFields: ReadonlySet<string> = new Set([
  ...[askStruct, bidStruct, mandateStruct, leaseTermsStruct].flatMap((struct) => fieldsOfForm(struct, 'decimal', 'integer')),
  ...feeKeys,
  'amount',
  'bidNonce',
  'blockTimestamp',
  'end',
  'escrow',
  'escrowAdded',
  'floor',
  'group',
  'leaseId',
  'matchId',
  'pay',
  'readyAt',
  'referencePricePerGpuSecond',
  'refund',
  'timestamp',
])

/** The mask of a bid that accepts every class or every region: all bits are set. */
const anything = 2n ** 256n - 1n
const anythingText = String(anything)

/** Returns the text of a command as the journal and the command tables store it: sorted keys, bigints as decimal strings. */
export function toCanonical(command: BookCommand | readonly BookEvent[]): string {
  return canonicalJson(command as unknown as CanonicalValue)
}

/**
 * Reads a command that `toCanonical` wrote. Does not check it, since our entry points checked it before they stored it. Throws for a text that
 * it cannot parse.
 */
export function fromCanonical(text: string): BookCommand {
  return reviveBigints(JSON.parse(text)) as BookCommand
}

/** Reads the events of a journal row that `toCanonical` wrote. */
export function eventsFromCanonical(text: string): readonly BookEvent[] {
  return reviveBigints(JSON.parse(text)) as readonly BookEvent[]
}

/**
 * Converts the texts of bigint fields to bigints, in the same object, because JSON.parse with a reviver takes several times as long. Values that most orders
 * have (no node, the engine as executor, zero amounts) are not created again for each order: this saves memory, and equal fields then compare quickly.
 */
function reviveBigints(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const fields = value as Record<string, unknown>
  for (const key of Object.keys(fields)) {
    const field = fields[key]
    if (typeof field === 'string') {
      if (bigintFields.has(key)) fields[key] = bigintOf(field)
      else fields[key] = usualOf(field)
    } else reviveBigints(field)
  }
  return value
}

/** Returns the bigint of a decimal text: a shared one for the two values that most orders have, otherwise a new one. */
function bigintOf(text: string): bigint {
  if (text === '0') return 0n
  return text === anythingText ? anything : BigInt(text)
}

/** Returns the shared copy of a text that most orders have; returns any other text unchanged. */
function usualOf(text: string): string {
  if (text === zeroHex32) return zeroHex32
  if (text === engineExecutor) return engineExecutor
  return text === zeroAddress ? zeroAddress : text
}
