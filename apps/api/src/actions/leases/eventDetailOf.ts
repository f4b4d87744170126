import type { LeaseLogRow } from '@infinitio/db'
import { type EndReason, zeroAddress } from '@infinitio/domain'
import type { LeaseEventDetailWire } from '@infinitio/domain/wire'

/** What an event of the chain says of its lease, for who puts it into words; null where another event says the same or a page has none of it. Pure. */
export function eventDetailOf({ name, args }: Pick<LeaseLogRow, 'name' | 'args'>): LeaseEventDetailWire | null {
  // Written by the follower from a decoded event, so its shape is trusted: integers are decimal strings.
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
      // LeaseTokenised tells of a mint.
      if (account('from') === zeroAddress) return null
      return { event: 'moved', owner: account('to') === zeroAddress ? null : account('to') }
    case 'CompensationPaid':
      return { event: 'compensated', amount: units('amount') }
    case 'LeasePaid':
      return { event: 'paid', providerGets: (BigInt(units('pay')) - BigInt(units('providerFee'))).toString() }
    case 'LeaseEnded':
      return { event: 'ended', end: whole('end'), reason: said['reason'] as EndReason, refund: units('refund') }
    case 'LeaseClosed':
      return { event: 'closed', pay: units('pay'), refund: units('refund') }
    default:
      return null
  }
}
