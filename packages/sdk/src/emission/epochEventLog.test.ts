import { nodeRegistryAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { createClient, custom, encodeEventTopics, type Hex, numberToHex, pad, toFunctionSelector } from 'viem'
import { expect, it } from 'vitest'
import { type EpochContracts, epochEventLog } from './openEpochAccess.ts'

const account = address(`0x${'a'.repeat(40)}`)
const registry = address(`0x${'b'.repeat(40)}`)
/** The block in which the market was deployed. Each block lasts one second. */
const startsAt = 40_000
const head = 100_000
const genesisSeconds = 100
/** The market retires a machine in each of these blocks. */
const retiredIn = [50_000, 95_000, 95_500, 99_000]

/** Simulates a chain node that rejects ranges longer than `mostBlocks` and records the ranges of blocks from which logs were read. */
function limitedNode({ mostBlocks }: { mostBlocks: number }) {
  const state = { ranges: [] as [number, number][], refuses: false }
  const answers: Record<string, (params: readonly { fromBlock: Hex; toBlock: Hex; data: Hex }[]) => unknown> = {
    eth_getBlockByNumber: ([number]) => ({ number, timestamp: number, transactions: [] }),
    eth_call: ([call]) => {
      const isGenesis = call?.data.startsWith(toFunctionSelector('GENESIS_SECONDS()'))
      const isStart = call?.data.startsWith(toFunctionSelector('trustedFrom(bytes32,address)'))
      return pad(numberToHex(isGenesis ? genesisSeconds : isStart ? startsAt + genesisSeconds : 1), { size: 32 })
    },
    eth_getLogs: ([filter]) => {
      const [from, to] = [Number(filter?.fromBlock), Number(filter?.toBlock)]
      if (state.refuses || to - from >= mostBlocks) throw new Error('the range of blocks is too long')
      state.ranges.push([from, to])
      return retiredIn.filter((block) => block >= from && block <= to).map(retired)
    },
  }
  const request = async ({ method, params }: { method: string; params: never }) => answers[method]?.(params)
  const client = createClient({ transport: custom({ request }, { retryCount: 0 }) })
  const addresses = { market: account, nodeRegistry: registry, classCatalog: account, feeSplitter: account, pToken: account }
  const others = { emission: account, stakedGToken: account, carbonRegistry: null, bounties: null, futuresCommitment: null }
  const contracts = { ...others, addresses: { ...addresses, attestations: account, directory: account } } as unknown as EpochContracts
  return { state, log: epochEventLog(client, contracts) }
}

function retired(block: number) {
  const hash = pad(numberToHex(block), { size: 32 })
  return {
    ...{ address: registry, blockNumber: numberToHex(block), blockHash: hash, transactionHash: hash, data: '0x' },
    ...{ logIndex: '0x0', transactionIndex: '0x0', removed: false },
    topics: encodeEventTopics({ abi: nodeRegistryAbi, eventName: 'NodeRetired', args: { nodeId: hash } }),
  }
}

it('begins at the first block of the market, in ranges', async () => {
  const { state, log } = limitedNode({ mostBlocks: 10_000 })
  expect((await log.readTo(BigInt(head))).map(({ at }) => Number(at))).toEqual(retiredIn)
  expect(state.ranges[0]?.[0]).toBe(startsAt)
  expect(state.ranges.length).toBe(7)
})

it('reads only the part in which an earlier block is, although another reader is ahead', async () => {
  const { state, log } = limitedNode({ mostBlocks: 10_000 })
  await log.readTo(90_000n)
  await log.readTo(BigInt(head))
  state.ranges.length = 0
  for (let round = 0; round < 5; round += 1) {
    expect((await log.readTo(95_200n)).map(({ at }) => Number(at))).toEqual(retiredIn.slice(0, 2))
    expect((await log.readTo(BigInt(head))).map(({ at }) => Number(at))).toEqual(retiredIn)
  }
  expect(state.ranges).toEqual([[90_001, 95_200]])
})

it('reads each block once for readers at the same time, and continues after a failure', async () => {
  const { state, log } = limitedNode({ mostBlocks: 10_000 })
  await log.readTo(49_999n)
  state.refuses = true
  await expect(log.readTo(BigInt(head))).rejects.toThrow()
  state.refuses = false
  state.ranges.length = 0
  const all = await Promise.all(Array.from({ length: 4 }, () => log.readTo(BigInt(head))))
  expect(new Set(all.map(({ length }) => length))).toEqual(new Set([retiredIn.length]))
  expect(state.ranges[0]?.[0]).toBe(50_000)
  expect(state.ranges.length).toBe(6)
})

it('has the same events after hundreds of readings', async () => {
  const { log } = limitedNode({ mostBlocks: 10_000 })
  for (let block = 90_000; block < head; block += 50) await log.readTo(BigInt(block))
  expect((await log.readTo(BigInt(head))).map(({ at }) => Number(at))).toEqual(retiredIn)
  expect((await log.readTo(95_200n)).map(({ at }) => Number(at))).toEqual(retiredIn.slice(0, 2))
})
