import {
  address,
  bps,
  endReasonFromCode,
  feeRecord,
  hex32,
  leaseId,
  nodeId,
  orderHash,
  pTokenUnits,
  type ShareFees,
  unixSeconds,
} from '@infinitio/domain'
import { decodeEventLog, type Hex, hexToString, toEventSelector } from 'viem'
import { leaseTermsFromChain } from '../orders/leaseTerms.ts'
import type { ChainEvent } from './chainEvent.ts'
import { type DecodedLedgerLog, ledgerEvent, ledgerEventsAbi } from './decodeLedgerLog.ts'
import { type DecodedLog, UnknownEventError } from './decodedLog.ts'
import { followedAbi } from './followedContracts.ts'
import { leaseChangeEvent } from './leaseChangeEvent.ts'

/** The parts of a log that are needed to decode it. */
export type RawLog = { readonly topics: readonly Hex[]; readonly data: Hex }

const toAddress = (text: string) => address(text.toLowerCase())
const toName = (key: Hex) => hexToString(key, { size: 32 }).replace(/\0+$/, '')

/** Decodes a log of a followed contract. Throws UnknownEventError if it is not a known event. */
export function decodeLog({ topics, data }: RawLog): ChainEvent {
  const ledgerItem = ledgerByTopic.get(topics[0] ?? '0x')
  if (ledgerItem !== undefined) {
    const log = decodeEventLog({ abi: [ledgerItem], topics: topics as [Hex, ...Hex[]], data, strict: true }) as DecodedLedgerLog
    return ledgerEvent(log) ?? { name: 'Administrative', event: log.eventName }
  }
  const log = decode({ topics, data })
  return marketEvent(log) ?? leaseChangeEvent(log) ?? registryEvent(log) ?? custodyEvent(log) ?? { name: 'Administrative', event: log.eventName }
}

/**
 * The events by their first topic, which is the hash of the event's signature. The hashes are calculated once, when this file is loaded, because searching the
 * whole ABI for each log would take most of the time.
 */
const eventsByTopic = new Map(followedAbi.toReversed().map((event) => [toEventSelector(event), event]))

/** The events of the service ledger. Some have the name of an event of another contract, but no two have the same topic. */
const ledgerByTopic = new Map(ledgerEventsAbi.map((event) => [toEventSelector(event), event]))

function decode({ topics, data }: RawLog): DecodedLog {
  const event = eventsByTopic.get(topics[0] ?? '0x')
  try {
    return decodeEventLog({ abi: event === undefined ? followedAbi : [event], topics: topics as [Hex, ...Hex[]], data, strict: true }) as DecodedLog
  } catch (cause) {
    throw new UnknownEventError(`no followed contract is known to write the event ${topics[0] ?? 'without a topic'}`, { cause })
  }
}

function marketEvent(log: DecodedLog): ChainEvent | null {
  switch (log.eventName) {
    case 'Settled':
      return {
        name: 'Settled',
        leaseId: leaseId(log.args.leaseId),
        askHash: orderHash(log.args.askHash),
        bidHash: orderHash(log.args.bidHash),
        terms: leaseTermsFromChain(log.args.terms),
        escrow: pTokenUnits(log.args.escrow),
        relayFee: pTokenUnits(log.args.relayFee),
        relayer: toAddress(log.args.relayer),
        bidNonce: log.args.bidNonce,
      }
    case 'LeaseReady':
      return { name: 'LeaseReady', leaseId: leaseId(log.args.leaseId), readyAt: unixSeconds(log.args.readyAt) }
    case 'LeasePaid':
      return { name: 'LeasePaid', leaseId: leaseId(log.args.leaseId), paidSeconds: log.args.paidSeconds, ...amounts(log.args) }
    case 'LeaseEnded':
      return {
        name: 'LeaseEnded',
        leaseId: leaseId(log.args.leaseId),
        end: unixSeconds(log.args.end),
        accepted: log.args.accepted,
        reason: endReasonFromCode(log.args.reason),
        refund: pTokenUnits(log.args.refund),
      }
    case 'LeaseClosed':
      return {
        name: 'LeaseClosed',
        leaseId: leaseId(log.args.leaseId),
        reason: endReasonFromCode(log.args.reason),
        ...amounts(log.args),
        refund: pTokenUnits(log.args.refund),
      }
    case 'AskCancelled':
    case 'BidCancelled':
      return { name: log.eventName, account: toAddress(log.args.account), nonce: log.args.nonce }
    case 'FloorRaised':
      return { name: 'FloorRaised', account: toAddress(log.args.account), floor: log.args.floor }
    default:
      return null
  }
}

function amounts(args: { readonly pay: bigint } & Readonly<Record<keyof ShareFees, bigint>>) {
  return { pay: pTokenUnits(args.pay), ...feeRecord({ charge: 'share' }, (key) => pTokenUnits(args[key])) }
}

function registryEvent(log: DecodedLog): ChainEvent | null {
  switch (log.eventName) {
    case 'NodeRegistered': {
      const { nodeKey, hostKey, boxKey, ...facts } = log.args.registration
      const keys = { nodeKey: toAddress(nodeKey), hostKey: hex32(hostKey), boxKey: hex32(boxKey) }
      return { name: 'NodeRegistered', node: nodeId(log.args.nodeId), provider: toAddress(log.args.provider), facts: { ...keys, ...facts } }
    }
    case 'NodeUpdated': {
      const { nodeId: node, ...resources } = log.args
      return { name: 'NodeUpdated', node: nodeId(node), ...resources }
    }
    case 'NodeRetired':
      return { name: 'NodeRetired', node: nodeId(log.args.nodeId) }
    case 'NodeAttested':
      return { name: 'NodeAttested', node: nodeId(log.args.nodeId), tier: log.args.tier, reliabilityBps: bps(log.args.reliabilityBps) }
    case 'ProviderDelisted':
    case 'ProviderListed':
      return { name: log.eventName, provider: toAddress(log.args.provider) }
    case 'ClassAdded':
      return {
        name: 'ClassAdded',
        classId: log.args.id,
        className: log.args.name,
        vramGib: log.args.vramGib,
        referencePricePerGpuSecond: pTokenUnits(log.args.referencePricePerGpuSecond),
      }
    case 'RegionAdded':
      return { name: 'RegionAdded', regionId: log.args.id, regionName: log.args.name }
    case 'ReferencePriceChanged': {
      const { id, previous, current } = log.args
      return { name: 'ReferencePriceChanged', classId: id, previous: pTokenUnits(previous), current: pTokenUnits(current) }
    }
    default:
      return null
  }
}

function custodyEvent(log: DecodedLog): ChainEvent | null {
  switch (log.eventName) {
    case 'Deposited': {
      const { account, from, amount, balance } = log.args
      return { name: 'Deposited', account: toAddress(account), from: toAddress(from), amount: pTokenUnits(amount), balance: pTokenUnits(balance) }
    }
    case 'Withdrawn': {
      const { account, to, amount, balance } = log.args
      return { name: 'Withdrawn', account: toAddress(account), to: toAddress(to), amount: pTokenUnits(amount), balance: pTokenUnits(balance) }
    }
    case 'FeesSwept': {
      const { splitter, amount, accounts } = log.args
      return { name: 'FeesSwept', splitter: toAddress(splitter), amount: pTokenUnits(amount), accounts: accounts.map(toAddress) }
    }
    case 'Bonded': {
      const { account, purpose, payer, amount, bonded } = log.args
      const parties = { account: toAddress(account), purpose: toName(purpose), payer: toAddress(payer) }
      return { name: 'Bonded', ...parties, amount: pTokenUnits(amount), bonded: pTokenUnits(bonded) }
    }
    case 'Unbonding': {
      const { account, purpose, amount, bonded, releaseAt } = log.args
      const after = { amount: pTokenUnits(amount), bonded: pTokenUnits(bonded), releaseAt: unixSeconds(releaseAt) }
      return { name: 'Unbonding', account: toAddress(account), purpose: toName(purpose), ...after }
    }
    case 'BondSlashed': {
      const { account, purpose, victim, compensated, burned, toTreasury, bonded } = log.args
      const loss = { compensated: pTokenUnits(compensated), burned: pTokenUnits(burned), toTreasury: pTokenUnits(toTreasury) }
      const parties = { account: toAddress(account), purpose: toName(purpose), victim: toAddress(victim) }
      return { name: 'BondSlashed', ...parties, ...loss, bonded: pTokenUnits(bonded) }
    }
    case 'BondWithdrawn': {
      const { account, purpose, to, amount } = log.args
      return { name: 'BondWithdrawn', account: toAddress(account), purpose: toName(purpose), to: toAddress(to), amount: pTokenUnits(amount) }
    }
    case 'EntrySet':
      return { name: 'EntrySet', entry: toName(log.args.name), previous: toAddress(log.args.previous), current: toAddress(log.args.current) }
    case 'EngineSet':
      return { name: 'EngineSet', engine: toAddress(log.args.engine), listed: log.args.listed }
    case 'FeeSet':
      return { name: 'FeeSet', feeBps: bps(log.args.feeBps) }
    case 'ReceiptKeySet':
      return { name: 'ReceiptKeySet', receiptKey: toAddress(log.args.receiptKey) }
    case 'GatewayHostKeySet':
      return { name: 'GatewayHostKeySet', gatewayHostKey: hex32(log.args.gatewayHostKey) }
    default:
      return null
  }
}
