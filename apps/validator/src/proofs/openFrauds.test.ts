import { address } from '@infinitio/domain'
import { type Hex, numberToHex, pad, toFunctionSelector } from 'viem'
import { expect, it } from 'vitest'
import type { KnownFrauds, OpenValidator } from '../validator/validator.ts'
import { recordedFrauds } from './openFrauds.ts'

const account = address(`0x${'a'.repeat(40)}`)
const other = address(`0x${'b'.repeat(40)}`)
const startsAt = 30_000
const genesisSeconds = 100
/** Frauds that are recorded on the chain, by block number. In this test, a block's number is also its time in seconds. */
const recorded = new Map([
  [31_000, account],
  [52_000, other],
  [75_000, account],
])

/** Simulates a chain node that rejects ranges of 10,000 blocks or more, and ranges that begin before the market. */
function limitedNode() {
  const state = { ranges: [] as [number, number][], failsFrom: Number.POSITIVE_INFINITY }
  const client = {
    getBlock: async ({ blockNumber }: { blockNumber: bigint }) => ({ timestamp: blockNumber }),
    async getContractEvents({ fromBlock, toBlock }: { fromBlock: bigint; toBlock: bigint }) {
      const [from, to] = [Number(fromBlock), Number(toBlock)]
      if (to - from >= 10_000 || from < startsAt || to > state.failsFrom) throw new Error('the chain node refuses this range')
      state.ranges.push([from, to])
      return [...recorded].flatMap(([block, of]) => (block < from || block > to ? [] : [{ args: { account: of }, blockNumber: BigInt(block) }]))
    },
    async request({ method, params }: { method: string; params: readonly [{ data: Hex } & Hex] }) {
      if (method === 'eth_getBlockByNumber') return { number: params[0], timestamp: params[0], transactions: [] }
      const isGenesis = params[0].data.startsWith(toFunctionSelector('GENESIS_SECONDS()'))
      return pad(numberToHex(isGenesis ? genesisSeconds : startsAt + genesisSeconds), { size: 32 })
    },
  }
  const frauds: KnownFrauds = { lastAt: new Map(), readTo: null }
  const opened = { addresses: { attestations: account, directory: account, pToken: account } }
  return { state, validator: { client, opened, frauds } as unknown as OpenValidator }
}

it('reads frauds from the first block of the market in ranges that a chain node answers, each block once', async () => {
  const { state, validator } = limitedNode()
  expect(await recordedFrauds(validator, { final: 60_000n })).toEqual(
    new Map([
      [account, 31_000n],
      [other, 52_000n],
    ]),
  )
  state.ranges.length = 0
  expect((await recordedFrauds(validator, { final: 80_000n })).get(account)).toBe(75_000n)
  expect(state.ranges[0]).toEqual([60_001, 70_000])
  await recordedFrauds(validator, { final: 80_000n })
  expect(state.ranges).toHaveLength(2)
})

it('continues after a failure where it was', async () => {
  const { state, validator } = limitedNode()
  state.failsFrom = 55_000
  await expect(recordedFrauds(validator, { final: 80_000n })).rejects.toThrow('refuses')
  const read = state.ranges.at(-1)?.[1] ?? 0
  expect(read).toBeGreaterThan(startsAt)
  state.ranges.length = 0
  state.failsFrom = Number.POSITIVE_INFINITY
  expect((await recordedFrauds(validator, { final: 80_000n })).size).toBe(2)
  expect(state.ranges[0]?.[0]).toBe(read + 1)
})
