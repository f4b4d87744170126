import type { ChainEvent } from '@infinitio/chain'
import { assertNever, zeroAddress } from '@infinitio/domain'
import type { MatcherCommand } from './matcherCommand.ts'

/** The events of a lease other than its opening, Ready and its end. */
export type LeaseChange = Extract<ChainEvent, { name: 'LeaseExtended' | 'LeaseTokenised' | 'LeaseTokenMoved' | 'LeaseCredited' | 'CompensationPaid' }>

/** Returns the matcher's command for a change of a lease, or null if the change does not concern the book. */
export function leaseChangeCommand(event: LeaseChange): MatcherCommand | null {
  switch (event.name) {
    case 'LeaseExtended': {
      const { leaseId, end, escrowAdded, relayFee, relayer } = event
      return { command: { kind: 'LeaseExtended', leaseId, end, escrowAdded, relayFee, relayer }, when: 'head' }
    }
    case 'LeaseTokenised':
      return { command: { kind: 'LeaseHolderChanged', leaseId: event.leaseId, holder: event.owner }, when: 'head' }
    case 'LeaseTokenMoved': {
      const { leaseId, from, to } = event
      if (from === zeroAddress || to === zeroAddress) return null
      return { command: { kind: 'LeaseHolderChanged', leaseId, holder: to }, when: 'head' }
    }
    case 'LeaseCredited':
      return event.refund === 0n ? null : { command: { kind: 'LeaseCredited', leaseId: event.leaseId, refund: event.refund }, when: 'finality' }
    case 'CompensationPaid':
      return { command: { kind: 'CompensationPaid', account: event.to, amount: event.amount }, when: 'finality' }
    default:
      return assertNever(event)
  }
}
