import { address } from '@infinitio/domain'
import fc from 'fast-check'
import { type Client, createClient, custom, RpcRequestError } from 'viem'
import { describe, expect, test } from 'vitest'
import { type ScannedLog, scanLogs } from './scanLogs.ts'

const contract = address(`0x${'1'.repeat(40)}`)
const everything = () => true

describe('reading logs through a limited RPC', () => {
  test('reads every log once, new ranges before old ones, whatever the limits', async () => {
    const limits = fc.record({
      blocks: fc.integer({ min: 1, max: 200_000 }),
      results: fc.integer({ min: 1, max: 50 }),
      head: fc.integer({ min: 0, max: 300_000 }),
    })
    await fc.assert(
      fc.asyncProperty(limits, fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 40 }), async ({ blocks, results, head }, places) => {
        const logsAt = [...new Set(places)].filter((place) => place <= head)
        fc.pre(head / blocks < 2_000)
        const { scan } = setup({ blocks, results, oldest: 0, logsAt })
        const { taken, reached } = await scan({ head, take: everything })
        expect(taken.flat().sort((one, other) => one - other)).toEqual(logsAt.sort((one, other) => one - other))
        const newestOfEach = taken.filter((range) => range.length > 0).map((range) => Math.max(...range))
        expect(newestOfEach).toEqual(newestOfEach.toSorted((one, other) => other - one))
        expect(reached).toBe(0n)
      }),
      { numRuns: 100, seed: 8_101 },
    )
  })

  test('learns how wide a range may be, instead of asking too much every other time', async () => {
    const { scan, refused, asked } = setup({ blocks: 10, results: 100, oldest: 0, logsAt: [] })
    await scan({ head: 10_000, take: everything })
    expect(asked()).toBeLessThan(1_200)
    expect(refused()).toBeLessThan(130)
  })

  test('asks wider again after ranges that were only full', async () => {
    const logsAt = Array.from({ length: 400 }, (_, at) => 900_000 + at)
    const { scan, asked } = setup({ blocks: 1_000_000, results: 10, oldest: 0, logsAt })
    const { taken } = await scan({ head: 1_000_000, take: everything })
    expect(taken.flat()).toHaveLength(400)
    expect(asked()).toBeLessThan(600)
  })

  test('says how far back it came when the RPC keeps no older logs', async () => {
    const { scan } = setup({ blocks: 100_000, results: 100, oldest: 7_531, logsAt: [9_000, 100] })
    const { taken, reached } = await scan({ head: 10_000, take: everything })
    expect([taken.flat(), reached]).toEqual([[9_000], 7_531n])
  })

  test('stops when its reader returns true', async () => {
    const { scan } = setup({ blocks: 10, results: 100, oldest: 0, logsAt: [50, 95] })
    const { taken } = await scan({ head: 100, take: (logs) => logs.length === 0 })
    expect(taken.flat()).toEqual([95])
  })

  type Limits = { blocks: number; results: number; oldest: number; logsAt: readonly number[] }

  /** Simulates an external RPC node with one log in each block of `logsAt` and with limits on its answers. */
  function setup({ blocks, results, oldest, logsAt }: Limits) {
    let asked = 0
    let refused = 0
    const refuse = (message: string) => {
      refused += 1
      throw new RpcRequestError({ url: 'https://rpc.example', body: {}, error: { code: -32_602, message } })
    }
    const request = async ({ params }: { method: string; params: [{ fromBlock: string; toBlock: string }] }) => {
      asked += 1
      const [from, to] = [Number(params[0].fromBlock), Number(params[0].toBlock)]
      if (to - from >= blocks) refuse('the range is too wide')
      if (from < oldest) refuse('no such history')
      const found = logsAt.filter((place) => place >= from && place <= to)
      if (found.length > results) refuse('too many results')
      return found.map((place) => ({ address: contract, topics: [], data: '0x', blockNumber: `0x${place.toString(16)}`, logIndex: '0x0' }))
    }
    const client = createClient({ transport: custom({ request } as never, { retryCount: 0 }) }) as Client
    const access = { client, sleep: async () => undefined, nowSeconds: () => 0n }
    const scan = async ({ head, take }: { head: number; take: (logs: readonly ScannedLog[]) => boolean }) => {
      const taken: number[][] = []
      const reached = await scanLogs(access, { contracts: [contract], topics: [], from: BigInt(head), downTo: 0n }, (logs) => {
        taken.push(logs.map(({ blockNumber }) => Number(blockNumber)))
        return take(logs)
      })
      return { taken, reached }
    }
    return { scan, asked: () => asked, refused: () => refused }
  }
})
