import { nameKey } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { encodeAbiParameters, encodeEventTopics, type Hex, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { writtenEvents } from './exitEvents.ts'
import { ExitHistory } from './exitHistory.ts'
import type { ScannedLog } from '../chain/scanLogs.ts'

const account = address(`0x${'a'.repeat(40)}`)
const other = address(`0x${'b'.repeat(40)}`)
const market = address(`0x${'1'.repeat(40)}`)
const directory = address(`0x${'2'.repeat(40)}`)

describe('the history of an account', () => {
  test('holds the leases it rents or serves, and counts those of others', () => {
    const history = setup({ count: 4n })
    history.add([settled(2n, { renter: other, provider: account }), settled(3n, { renter: other, provider: other })])
    history.add([settled(1n, { renter: account, provider: other })])
    expect(history.leases.map(({ leaseId }) => leaseId)).toEqual([2n, 1n])
    expect(history.unseen(market, { count: 4n, limit: 10 })).toEqual([4n])
  })

  test('forgets what was closed later, wherever the ranges cut', () => {
    const opened = settled(1n, { renter: account, provider: other })
    for (const ranges of [[[opened, closed(1n)]], [[closed(1n)], [opened]]]) {
      const history = setup({ count: 1n })
      for (const range of ranges) history.add(range)
      expect(history.leases).toEqual([])
      expect(history.unseen(market, { count: 1n, limit: 10 })).toEqual([])
    }
  })

  test('takes the newest of several extensions', () => {
    const history = setup({ count: 1n })
    history.add([extended(1n, 300), extended(1n, 600)])
    history.add([settled(1n, { renter: account, provider: other }), extended(1n, 200)])
    expect(history.leases.map(({ terms }) => terms.durationSeconds)).toEqual([600n])
  })

  test('keeps a lease of others that was given away: anyone may hold it', () => {
    const history = setup({ count: 1n })
    history.add([settled(1n, { renter: other, provider: other }), tokenised(1n, account)])
    expect(history.leases).toHaveLength(1)
  })

  test('ends where the Directory first named a Market, and not where it named one again', () => {
    const anew = setup({ count: 1n })
    anew.add([named({ previous: zeroAddress })])
    expect(anew.isWhole).toBe(false)
    anew.add([named({ previous: zeroAddress }), settled(1n, { renter: other, provider: other })])
    expect(anew.isWhole).toBe(true)
    const empty = setup({ count: 0n })
    empty.add([named({ previous: zeroAddress })])
    expect(empty.isWhole).toBe(true)
  })

  test('lets logs of others with the same first topic pass', () => {
    const history = setup({ count: 0n })
    history.add([{ ...closed(1n), data: '0x' }])
    expect(history.unseen(market, { count: 1n, limit: 1 })).toEqual([1n])
  })

  function setup({ count }: { count: bigint }): ExitHistory {
    const history = new ExitHistory(account)
    history.expect(market, count)
    return history
  }
})

const termsType = writtenEvents[0].inputs[3]
const word = (value: bigint) => ({ type: 'uint256', value }) as const

function settled(leaseId: bigint, { renter, provider }: { renter: Address; provider: Address }): ScannedLog {
  const facts = {
    node: zeroHash,
    hostKey: zeroHash,
    pricePerGpuSecond: 1n,
    gpus: 1,
    start: 1,
    durationSeconds: 100,
    noticeSeconds: 0,
    trialSeconds: 0,
  }
  const limits = { feeBps: 25, flags: 0, askNonce: 0n, askMaxDurationSeconds: 1_000, askAvailableUntil: 1_000, workloadHash: zeroHash }
  const types = [termsType, { type: 'uint256' }, { type: 'uint256' }, { type: 'address' }, { type: 'uint64' }] as const
  const data = encodeAbiParameters(types, [{ renter, provider, ...facts, ...limits }, 1n, 0n, other, 0n])
  const topics = encodeEventTopics({ abi: writtenEvents, eventName: 'Settled', args: { leaseId, askHash: zeroHash, bidHash: zeroHash } })
  return log({ topics, data })
}

function closed(leaseId: bigint): ScannedLog {
  const topics = encodeEventTopics({ abi: writtenEvents, eventName: 'LeaseClosed', args: { leaseId } })
  return log({ topics, data: encode([word(1n), word(0n), word(0n), word(0n), word(0n)]) })
}

function extended(leaseId: bigint, durationSeconds: number): ScannedLog {
  const topics = encodeEventTopics({ abi: writtenEvents, eventName: 'LeaseExtended', args: { leaseId } })
  return log({ topics, data: encode([word(1n), word(BigInt(durationSeconds)), word(0n), word(0n), word(0n)]) })
}

function tokenised(leaseId: bigint, owner: Address): ScannedLog {
  return log({ topics: encodeEventTopics({ abi: writtenEvents, eventName: 'LeaseTokenised', args: { leaseId, owner } }), data: '0x' })
}

function named({ previous }: { previous: Address | Hex }): ScannedLog {
  const args = { name: nameKey('Market'), previous: previous as Hex, current: market }
  return log({ topics: encodeEventTopics({ abi: writtenEvents, eventName: 'EntrySet', args }), data: '0x', at: directory })
}

function encode(words: readonly { type: 'uint256'; value: bigint }[]): Hex {
  return encodeAbiParameters(
    words.map(({ type }) => ({ type })),
    words.map(({ value }) => value),
  )
}

function log({ topics, data, at = market }: { topics: readonly unknown[]; data: Hex; at?: Address }): ScannedLog {
  return { address: at, topics: topics as Hex[], data, blockNumber: 1n, logIndex: 0 }
}
