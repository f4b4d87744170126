import { assertNever, type EndReason, endReasons, feeRecord, type UnixSeconds, zeroAddress } from '@infinitio/domain'
import type { ChainEvent, LedgerEvent } from '@infinitio/chain'
import type { ChainLogCommand } from '@infinitio/matching'

/**
 * Returns the matcher's command for an event of the chain, or null if the event does not concern the order book. The type excludes events of the service
 * ledger, because the order book has no services. `blockTimestamp` is the time of the event's block.
 */
export function eventCommand(event: Exclude<ChainEvent, LedgerEvent>, { blockTimestamp }: { blockTimestamp: UnixSeconds }): MatcherCommand | null {
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
    // An account's one-time messages share their nonces with its asks. So once a message has used a nonce, an ask with this nonce can no longer settle.
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

/** The events that change an existing lease. Leaves out the events that open a lease, report it as ready or end it. */
type LeaseChange = Extract<ChainEvent, { name: 'LeaseExtended' | 'LeaseTokenised' | 'LeaseTokenMoved' | 'LeaseCredited' | 'CompensationPaid' }>

/** Returns the matcher's command for a change of a lease, or null if the change does not concern the book. */
function leaseChangeCommand(event: LeaseChange): MatcherCommand | null {
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

/** The events of the registry and the catalogue that change the matcher's book. */
type RegistrationEvent = Extract<
  ChainEvent,
  { name: 'NodeRegistered' | 'NodeUpdated' | 'NodeRetired' | 'NodeAttested' | 'ProviderListed' | 'ProviderDelisted' | 'ClassAdded' | 'RegionAdded' }
>

/**
 * Returns the matcher's command for an event about nodes, providers, classes or regions. Each of these commands is sent as soon as its block is the newest one.
 */
function registryCommand(event: RegistrationEvent): MatcherCommand {
  switch (event.name) {
    case 'NodeRegistered': {
      const { classId, regionId, gpus, vramGib } = event.facts
      return { command: { kind: 'NodeRegistered', node: event.node, provider: event.provider, classId, regionId, gpus, vramGib }, when: 'head' }
    }
    case 'NodeUpdated':
    case 'NodeRetired':
      return { command: { kind: event.name, node: event.node }, when: 'head' }
    case 'NodeAttested':
      return {
        command: { kind: 'NodeAttested', node: event.node, tier: event.tier, reliabilityBps: Number(event.reliabilityBps) },
        when: 'head',
      }
    case 'ProviderListed':
    case 'ProviderDelisted':
      return { command: { kind: event.name, provider: event.provider }, when: 'head' }
    case 'ClassAdded': {
      const { classId, vramGib, referencePricePerGpuSecond } = event
      return { command: { kind: 'ClassAdded', classId, vramGib, referencePricePerGpuSecond }, when: 'head' }
    }
    case 'RegionAdded':
      return { command: { kind: 'RegionAdded', regionId: event.regionId }, when: 'head' }
    default:
      return assertNever(event)
  }
}

/**
 * The matcher's command for an event of the chain, and when the follower sends it: as soon as the event's block is the newest one (`head`), or once that block
 * is final (`finality`). The commands Deposited, LeasePaid, LeaseEnded, LeaseCredited, CompensationPaid and LeaseClosed, which add money or free GPUs, wait for
 * finality. All others are sent at the head.
 */
interface MatcherCommand {
  command: ChainLogCommand
  when: 'head' | 'finality'
}
