import { createClient, custom } from 'viem'
import { expect, test } from 'vitest'
import { createBlockTimes, timedSteps } from './createBlockTimes.ts'

/** A chain in which block n has the time 1,000 + n. `asked` has the blocks that were read. */
function startChain() {
  const asked: number[] = []
  const request = async ({ params }: { params: readonly [string] }) => {
    const number = Number(params[0])
    asked.push(number)
    return { number: params[0], timestamp: `0x${(1_000 + number).toString(16)}`, transactions: [] }
  }
  return { asked, timesOf: createBlockTimes(createClient({ transport: custom({ request: request as never }, { retryCount: 0 }) })) }
}

test('reads each block once, and final blocks never again', async () => {
  const { asked, timesOf } = startChain()
  expect(await timesOf([5n, 5n, 9n], 6n)).toEqual(
    new Map([
      [5n, 1_005],
      [9n, 1_009],
    ]),
  )
  expect(await timesOf([5n, 9n], 6n)).toEqual(
    new Map([
      [5n, 1_005],
      [9n, 1_009],
    ]),
  )
  expect(asked).toEqual([5, 9, 9])
})

test('gives each step the time of its block, in the order of the history', async () => {
  const { timesOf } = startChain()
  const logs = [
    { blockNumber: 3n, kind: 'posted' },
    { blockNumber: 7n, kind: 'claimed' },
  ]
  expect(await timedSteps(logs, { timesOf, final: null, stepOf: ({ kind }) => ({ kind }) })).toEqual([
    { kind: 'posted', at: 1_003 },
    { kind: 'claimed', at: 1_007 },
  ])
})
