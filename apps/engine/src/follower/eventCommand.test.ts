import type { ChainEvent, LedgerEvent } from '@infinitio/chain'
import { address, bps, hex32, leaseId, nodeId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { fromCanonical, toCanonical } from '@infinitio/matching'
import { describe, expect, it } from 'vitest'
import { eventCommand } from './eventCommand.ts'

type MarketEvent = Exclude<ChainEvent, LedgerEvent>

const account = address(`0x${'aa'.repeat(20)}`)
const node = nodeId(`0x${'bb'.repeat(32)}`)
const key = hex32(`0x${'cc'.repeat(32)}`)
const amount = pTokenUnits(7n)
const id = leaseId(3n)
const blockTimestamp = unixSeconds(1_000n)
const facts = {
  nodeKey: account,
  hostKey: key,
  boxKey: key,
  classId: 1,
  regionId: 2,
  gpus: 3,
  vramGib: 4,
  cpuCores: 5,
  ramGib: 6,
  diskGib: 7,
  networkMbps: 8,
}
const fees = { pay: amount, renterFee: amount, providerFee: amount }

const takes: MarketEvent[] = [
  { name: 'Withdrawn', account, to: account, amount, balance: amount },
  { name: 'AskCancelled', account, nonce: 1n },
  { name: 'BidCancelled', account, nonce: 1n },
  { name: 'FloorRaised', account, floor: 5n },
  { name: 'NodeRetired', node },
  { name: 'ProviderDelisted', provider: account },
]
const gives: MarketEvent[] = [
  { name: 'Deposited', account, from: account, amount, balance: amount },
  { name: 'LeasePaid', leaseId: id, paidSeconds: 9n, ...fees },
  { name: 'LeaseEnded', leaseId: id, end: unixSeconds(900n), accepted: false, reason: 'renter_ended', refund: amount },
  { name: 'LeaseClosed', leaseId: id, reason: 'cancelled', ...fees, refund: amount },
]
const harmless: MarketEvent[] = [
  { name: 'LeaseReady', leaseId: id, readyAt: unixSeconds(900n) },
  { name: 'NodeRegistered', node, provider: account, facts },
  { name: 'NodeUpdated', node, cpuCores: 1, ramGib: 1, diskGib: 1, networkMbps: 1 },
  { name: 'NodeAttested', node, tier: 1, reliabilityBps: bps(1n) },
  { name: 'ProviderListed', provider: account },
  { name: 'ClassAdded', classId: 1, className: 'CPU', vramGib: 0, referencePricePerGpuSecond: amount },
  { name: 'RegionAdded', regionId: 1, regionName: 'local' },
]
const untold: MarketEvent[] = [
  { name: 'FeesSwept', splitter: account, amount, accounts: [account] },
  { name: 'ReferencePriceChanged', classId: 1, previous: amount, current: amount },
  { name: 'Bonded', account, purpose: 'Provider', payer: account, amount, bonded: amount },
  { name: 'BondSlashed', account, purpose: 'Provider', victim: account, compensated: amount, burned: amount, toTreasury: amount, bonded: amount },
  { name: 'FeeSet', feeBps: bps(25n) },
  { name: 'Administrative', event: 'Upgraded' },
]

describe('eventCommand', () => {
  it.each(takes)('tells the matcher at head that $name takes', (event) => {
    expect(eventCommand(event, { blockTimestamp })).toMatchObject({ when: 'head', command: { kind: event.name } })
  })

  it.each(gives)('tells the matcher only at finality that $name gives', (event) => {
    expect(eventCommand(event, { blockTimestamp })).toMatchObject({ when: 'finality', command: { kind: event.name } })
  })

  it.each(harmless)('tells the matcher at head of $name', (event) => {
    expect(eventCommand(event, { blockTimestamp })).toMatchObject({ when: 'head', command: { kind: event.name } })
  })

  it.each(untold)('tells the matcher nothing of $name', (event) => {
    expect(eventCommand(event, { blockTimestamp })).toBeNull()
  })

  it.each([...takes, ...gives, ...harmless])('gives a command for $name that survives being stored as text', (event) => {
    const told = eventCommand(event, { blockTimestamp })
    if (told === null) throw new Error('a command is expected')
    expect(fromCanonical(toCanonical(told.command))).toEqual(told.command)
  })

  it('encodes end reasons as the contract does', () => {
    expect(eventCommand(gives[2] as MarketEvent, { blockTimestamp })).toMatchObject({ command: { reason: 1, blockTimestamp } })
    expect(eventCommand(gives[3] as MarketEvent, { blockTimestamp })).toMatchObject({ command: { reason: 7, blockTimestamp } })
  })
})
