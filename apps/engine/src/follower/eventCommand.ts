import { assertNever, type EndReason, endReasons, feeRecord, type UnixSeconds } from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import type { MatcherCommand } from './matcherCommand.ts'
import { leaseChangeCommand } from './leaseChangeCommand.ts'
import { registryCommand } from './registryCommand.ts'

/** Returns the matcher's command for a log, or null. `blockTimestamp` is the time of the log's block. */
export function eventCommand(event: ChainEvent, { blockTimestamp }: { blockTimestamp: UnixSeconds }): MatcherCommand | null {
  switch (event.name) {
    case 'Deposited':
    case 'Withdrawn':
      return { command: { kind: event.name, account: event.account, amount: event.amount }, when: event.name === 'Deposited' ? 'finality' : 'head' }
    case 'Settled': {
      const { leaseId, askHash, bidHash, terms, escrow, relayFee, relayer, bidNonce } = event
      return { command: { kind: 'Settled', leaseId, askHash, bidHash, terms, escrow, relayFee, relayer, bidNonce }, when: 'head' }
    }
    case 'LeaseReady':
      return { command: { kind: 'LeaseReady', leaseId: event.leaseId, readyAt: event.readyAt }, when: 'head' }
    case 'LeasePaid': {
      const { leaseId, pay } = event
      return { command: { kind: 'LeasePaid', leaseId, pay, ...feeRecord({ charge: 'share' }, (key) => event[key]) }, when: 'finality' }
    }
    case 'LeaseEnded': {
      const { leaseId, end, accepted, refund } = event
      return { command: { kind: 'LeaseEnded', leaseId, end, accepted, reason: reasonCode(event.reason), refund, blockTimestamp }, when: 'finality' }
    }
    case 'LeaseClosed': {
      const { leaseId, pay, refund } = event
      const amounts = { pay, ...feeRecord({ charge: 'share' }, (key) => event[key]), refund }
      return { command: { kind: 'LeaseClosed', leaseId, reason: reasonCode(event.reason), ...amounts, blockTimestamp }, when: 'finality' }
    }
    case 'LeaseExtended':
    case 'LeaseTokenised':
    case 'LeaseTokenMoved':
    case 'LeaseCredited':
    case 'CompensationPaid':
      return leaseChangeCommand(event)
    case 'RelayFeePaid':
      return { command: { kind: 'RelayFeePaid', account: event.account, relayer: event.relayer, amount: event.amount }, when: 'head' }
    // An account's one-time messages use the same nonces as its asks. So an ask with this nonce can no longer settle.
    case 'NonceUsed':
    case 'AskCancelled':
      return { command: { kind: 'AskCancelled', account: event.account, nonce: event.nonce }, when: 'head' }
    case 'BidCancelled':
      return { command: { kind: 'BidCancelled', account: event.account, nonce: event.nonce }, when: 'head' }
    case 'FloorRaised':
      return { command: { kind: 'FloorRaised', account: event.account, floor: event.floor }, when: 'head' }
    case 'NodeRegistered':
    case 'NodeUpdated':
    case 'NodeRetired':
    case 'NodeAttested':
    case 'ProviderListed':
    case 'ProviderDelisted':
    case 'ClassAdded':
    case 'RegionAdded':
      return registryCommand(event)
    case 'FeesSwept':
    case 'SessionAuthorized':
    case 'SessionRevoked':
    case 'SessionSpent':
    case 'SettleSkipped':
    case 'ReferencePriceChanged':
    case 'Bonded':
    case 'Unbonding':
    case 'BondSlashed':
    case 'BondWithdrawn':
    case 'EntrySet':
    case 'EngineSet':
    case 'FeeSet':
    case 'ReceiptKeySet':
    case 'GatewayHostKeySet':
    case 'Administrative':
      return null
    default:
      return assertNever(event)
  }
}

function reasonCode(reason: EndReason): number {
  return endReasons.indexOf(reason) + 1
}
