import type { AccessChangeRow, LeaseLogRow, LeaseRelayRow } from '@infinitio/db'
import { type EndReason, feeRecord, feesIn, isErrorCode, zeroAddress } from '@infinitio/domain'
import type { LeaseEventDetailWire, LeaseEventWire } from '@infinitio/domain/wire'
import { relayState } from '../relays/readRelay.ts'

const kinds: Readonly<Record<string, { kind: LeaseEventWire['kind']; text: string }>> = {
  Settled: { kind: 'settled', text: 'Escrow locked, lease opened' },
  LeaseReady: { kind: 'ready', text: 'Machine ready, billing started' },
  LeaseExtended: { kind: 'extended', text: 'Lease extended, more escrow locked' },
  LeaseCredited: { kind: 'credited', text: 'Seconds taken off the bill by validators' },
  LeaseTokenised: { kind: 'transferred', text: 'Lease became a token' },
  LeaseTokenMoved: { kind: 'transferred', text: 'Lease token has a new owner' },
  CompensationPaid: { kind: 'compensated', text: "Compensation paid from the provider's bond" },
  LeasePaid: { kind: 'paid', text: 'Pay released to the provider' },
  LeaseEnded: { kind: 'ended', text: 'Lease ended' },
  LeaseClosed: { kind: 'closed', text: 'Lease closed, nothing is locked any more' },
}

const relayTexts = {
  ready: 'The machine says it is ready',
  end: 'End requested',
  cancelLease: 'Cancellation requested',
  extend: 'Extension requested',
  autoExtend: 'Extends by itself in its last ten minutes',
  endByProvider: 'The provider ends the lease',
  noShow: 'Refund asked for, the machine never came',
  transferLease: 'Lease is given to another account',
} as const

type EventSources = {
  readonly logs: readonly LeaseLogRow[]
  readonly relays: readonly LeaseRelayRow[]
  /** Changes of SSH keys and ports by the present holder, oldest first; empty if the reader must not see them. */
  readonly changes: readonly AccessChangeRow[]
}

/**
 * Lists a lease's events, newest first: events of the chain, signed instructions (relays) that are pending or failed, and changes of SSH keys and ports.
 * Pure.
 */
export function eventsOfLease({ logs, relays, changes }: EventSources): LeaseEventWire[] {
  const mined = logs.flatMap((log): LeaseEventWire[] => {
    const known = kinds[log.name]
    const detail = eventDetailOf(log)
    if (known === undefined || detail === null) return []
    const state = log.final ? 'final' : 'pending'
    return [{ ...known, detail, at: Number(log.at), txHash: log.txHash, blockNumber: Number(log.blockNumber), state, code: null }]
  })
  const waiting = relays.flatMap((relay): LeaseEventWire[] => {
    const state = relayState(relay.state)
    if (state === 'mined') return []
    const code = relay.code !== null && isErrorCode(relay.code) ? relay.code : null
    const at = Math.floor(relay.createdAt.getTime() / 1_000)
    return [
      {
        kind: 'relay',
        text: relayTexts[relay.kind],
        detail: { event: 'relay', relay: relay.kind },
        at,
        txHash: relay.txHash,
        blockNumber: null,
        state: state === 'failed' ? 'failed' : 'pending',
        code,
      },
    ]
  })
  const changed = changes.map(changeEventOf)
  const order = new Map([...mined, ...waiting, ...changed].map((event, index) => [event, index]))
  return [...order.keys()].toSorted((a, b) => b.at - a.at || (order.get(b) ?? 0) - (order.get(a) ?? 0))
}

function changeEventOf({ number, sshKeys, ports, at }: AccessChangeRow): LeaseEventWire {
  return {
    kind: 'access',
    text: 'SSH keys or ports changed',
    detail: { event: 'access', number, sshKeys, ports },
    ...{ at: Number(at), txHash: null, blockNumber: null, state: 'final', code: null },
  }
}

/**
 * Returns the details of a chain event for the list of a lease's events. Returns null if another event in the list already shows the same, or if pages do not
 * show this kind of event. Pure.
 */
function eventDetailOf({ name, args }: Pick<LeaseLogRow, 'name' | 'args'>): LeaseEventDetailWire | null {
  // The follower (the process that copies chain events into the database) wrote this JSON from a decoded event, so its format needs no check: integers are
  // decimal strings.
  const said = JSON.parse(args) as Readonly<Record<string, string>>
  const units = (key: string): string => said[key] ?? '0'
  const whole = (key: string): number => Number(units(key))
  const account = (key: string): string => said[key] ?? zeroAddress
  switch (name) {
    case 'Settled':
      return { event: 'settled', escrow: units('escrow') }
    case 'LeaseReady':
      return { event: 'ready', readyAt: whole('readyAt') }
    case 'LeaseExtended':
      return { event: 'extended', end: whole('end'), escrowAdded: units('escrowAdded') }
    case 'LeaseCredited':
      return { event: 'credited', seconds: whole('creditSeconds'), refund: units('refund') }
    case 'LeaseTokenised':
      return { event: 'tokenised', owner: account('owner') }
    case 'LeaseTokenMoved':
      // The first transfer of a lease token creates it. The event LeaseTokenised already shows that, so leave this one out.
      if (account('from') === zeroAddress) return null
      return { event: 'moved', owner: account('to') === zeroAddress ? null : account('to') }
    case 'CompensationPaid':
      return { event: 'compensated', amount: units('amount') }
    case 'LeasePaid':
      return {
        event: 'paid',
        providerGets: (BigInt(units('pay')) - feesIn(feeRecord({ payer: 'provider' }, units), { payer: 'provider' }).total).toString(),
      }
    case 'LeaseEnded':
      return { event: 'ended', end: whole('end'), reason: said['reason'] as EndReason, refund: units('refund') }
    case 'LeaseClosed':
      return { event: 'closed', pay: units('pay'), refund: units('refund') }
    default:
      return null
  }
}
