import type { JournalRowWire } from '@infinitio/domain/wire'
import { type BookCommand, fromCanonical } from '@infinitio/matching'

/** Commands that have words of their own. */
export const commandNames = [
  'PlaceAsk',
  'PlaceBid',
  'CancelOrder',
  'CancelAll',
  'CancelSession',
  'PlaceHold',
  'ReleaseHold',
  'NodeSilent',
  'NodeBack',
  'NodeScored',
  'SettleAbandoned',
  'SetMode',
  'DelistNode',
  'RelistNode',
  'BlockAccount',
  'UnblockAccount',
  'Tick',
  'Upgrade',
  'Generation',
  'SnapshotPoint',
  'SnapshotTaken',
  'Block',
  'Dropped',
  'Deposited',
  'Withdrawn',
  'Settled',
  'LeaseReady',
  'LeasePaid',
  'LeaseEnded',
  'LeaseClosed',
  'LeaseExtended',
  'LeaseHolderChanged',
  'LeaseCredited',
  'CompensationPaid',
  'RelayFeePaid',
  'AskCancelled',
  'BidCancelled',
  'FloorRaised',
  'NodeRegistered',
  'NodeUpdated',
  'NodeRetired',
  'NodeAttested',
  'ProviderListed',
  'ProviderDelisted',
  'ClassAdded',
  'RegionAdded',
] as const satisfies readonly BookCommand['kind'][]

/** What the book made of a command, in a word. */
export type EntryOutcome = 'matched' | 'rejected' | 'done'

/** What an entry is about, and where a page says more of it. */
export type EntrySubject = { readonly kind: 'order' | 'lease' | 'node' | 'account' | 'block' | 'hold'; readonly id: string }

/** An entry of the journal as a line says it. `command` is empty where the text is no command. `code` is why it was rejected. */
export type Entry = {
  readonly command: string
  readonly subject: EntrySubject | null
  readonly outcome: EntryOutcome
  readonly code: string | null
  readonly gpus: number | null
}

type Fields = Readonly<Record<string, unknown>>

/** Reads an entry for people. Takes any text: what is no command is shown as none. */
export function entryOf({ command, events }: Pick<JournalRowWire, 'command' | 'events'>): Entry {
  const given = fieldsOf(command)
  const made = listOf(events)
  const rejected = made.find(({ kind }) => typeof kind === 'string' && kind.endsWith('Rejected'))
  const matched = made.some(({ kind }) => kind === 'Matched')
  const order = (given['bid'] ?? given['ask']) as Fields | undefined
  return {
    command: textOf(given['kind']) ?? '',
    subject: subjectOf(given),
    outcome: matched ? 'matched' : rejected === undefined ? 'done' : 'rejected',
    code: rejected === undefined ? null : textOf(rejected['code']),
    gpus: numberOf(order?.['gpus'] ?? order?.['maxGpus'] ?? given['gpus']),
  }
}

function subjectOf(given: Fields): EntrySubject | null {
  const about = [
    ['order', 'orderHash'],
    ['hold', 'holdId'],
    ['lease', 'leaseId'],
    ['node', 'node'],
    ['account', 'account'],
    ['account', 'provider'],
    ['block', 'number'],
  ] as const
  for (const [kind, key] of about) {
    const value = given[key]
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return { kind, id: `${value}` }
  }
  const { of } = given
  return isFields(of) ? subjectOf(of) : null
}

function fieldsOf(text: string): Fields {
  const value = read(text)
  return isFields(value) ? value : {}
}

function listOf(text: string): Fields[] {
  const value = read(text)
  return Array.isArray(value) ? value.filter(isFields) : []
}

function read(text: string): unknown {
  try {
    return fromCanonical(text)
  } catch {
    return null // No JSON: the entry is shown without words.
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
