import { describe, expect, test } from 'vitest'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import { createEventLog, type LogHead, type LogSource } from './createEventLog.ts'

const ranges = { rangeBlocks: 10n, rangesPerReading: 4 }

describe('a log of events', () => {
  test('reads blocks in parts: final ones once, the others again for each head', async () => {
    const { source, asked } = setup()
    const log = createEventLog<string>(ranges)
    expect(await log.read(source, at(24n, { final: 12n }))).toEqual(eventsOf('a', 2n, 24n))
    expect(asked).toEqual(['2-11', '12-12', '13-22', '23-24'])
    asked.length = 0
    expect(await log.read(source, at(26n, { final: 20n }))).toEqual(eventsOf('a', 2n, 26n))
    expect(asked).toEqual(['13-20', '21-26'])
  })

  test('forgets what a reorg drops, also at the same height, and nothing of final blocks', async () => {
    const { source, asked, branch } = setup()
    const log = createEventLog<string>(ranges)
    await log.read(source, at(20n, { final: 15n }))
    branch.name = 'b'
    expect(await log.read(source, at(20n, { final: 15n, hash: '0xb' }))).toEqual([...eventsOf('a', 2n, 15n), ...eventsOf('b', 16n, 20n)])
    asked.length = 0
    await Promise.all([1, 2, 3].map(() => log.read(source, at(20n, { final: 15n, hash: '0xb' }))))
    expect(asked).toEqual([])
  })

  test('says that it is still reading where one reading may not read all, and goes on where it stopped', async () => {
    const { source, asked } = setup()
    const log = createEventLog<string>(ranges)
    const head = at(60n, { final: 60n })
    await expect(log.read(source, head)).rejects.toThrow(ChainUnavailableError)
    expect(asked).toEqual(['2-11', '12-21', '22-31', '32-41'])
    expect(await log.read(source, head)).toEqual(eventsOf('a', 2n, 60n))
    expect(asked).toEqual(['2-11', '12-21', '22-31', '32-41', '42-51', '52-60'])
  })

  test('throws what the chain throws, and asks again', async () => {
    const { source, asked, branch } = setup()
    const log = createEventLog<string>(ranges)
    branch.isAway = true
    await expect(log.read(source, at(9n, { final: null }))).rejects.toThrow('away')
    branch.isAway = false
    expect(await log.read(source, at(9n, { final: null }))).toEqual(eventsOf('a', 2n, 9n))
    expect(asked).toEqual(['2-9'])
    expect(await log.read({ ...source, key: 'another', first: async () => 5n }, at(9n, { final: null }))).toEqual(eventsOf('a', 5n, 9n))
  })

  /** Simulates a chain with one event in each block, from block 2 on. A test replaces blocks by changing the name of `branch`. */
  function setup() {
    const asked: string[] = []
    const branch = { name: 'a', isAway: false }
    const source: LogSource<string> = {
      key: 'one',
      first: async () => 2n,
      async readRange({ fromBlock, toBlock }) {
        if (branch.isAway) throw new Error('away')
        asked.push(`${fromBlock}-${toBlock}`)
        return eventsOf(branch.name, fromBlock, toBlock)
      },
    }
    return { source, asked, branch }
  }
})

function at(blockNumber: bigint, { final, hash = '0xa' }: { final: bigint | null; hash?: string }): LogHead {
  return { blockNumber, blockHash: hash, final }
}

function eventsOf(branch: string, from: bigint, to: bigint): string[] {
  return Array.from({ length: Number(to - from) + 1 }, (_, index) => `${branch}${from + BigInt(index)}`)
}
