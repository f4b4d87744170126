import type { JournalRowWire } from '@infinitio/domain/wire'
import { type BookCommand, fromCanonical } from '@infinitio/matching'

/** The kinds of commands (requests to change the order book) for which there is a translated name. */
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
  'NodeGpusLost',
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

/** The result of a command (a request to change the order book). */
export type EntryOutcome = 'matched' | 'rejected' | 'done'

/** The subject of a journal entry (such as an order or a lease), which is linked to its page. */
export type EntrySubject = { readonly kind: 'order' | 'lease' | 'node' | 'account' | 'block' | 'hold'; readonly id: string }

/** A journal entry, prepared to be shown in one line. `command` is empty if the kind of command is not known. `code` is the reason of a rejection. */
export type Entry = {
  readonly command: string
  readonly subject: EntrySubject | null
  readonly outcome: EntryOutcome
  readonly code: string | null
  readonly gpus: number | null
}

type Fields = Readonly<Record<string, unknown>>

/** Parses a journal entry so that it can be shown in one line. Never fails: for an unknown command, `command` is empty. */
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
    return null // Invalid JSON: the entry is shown without a description.
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
