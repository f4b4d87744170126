import type { Db } from '@infinitio/db'
import { address } from '@infinitio/domain'
import { closedTree } from '@infinitio/economy'
import { toHex } from 'viem'
import { expect, it } from 'vitest'
import { closedLeaseOf, createClosedTrees } from './createClosedTrees.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const market = account('9')
const row = { leaseId: 7n, holder: account('a'), provider: account('b'), closedAt: 3_000n, pricePerGpuSecond: 5n, gpus: 1 }
const root = toHex(closedTree([closedLeaseOf(row, market)])?.root ?? expect.unreachable())
const attested = { market, epoch: 0n, root }

/** A database that counts how often closed leases are read from it. */
function countedDb() {
  const state = { readings: 0, rows: [] as (typeof row)[], error: null as Error | null }
  const query = async () => {
    state.readings += 1
    if (state.error !== null) throw state.error
    return state.rows
  }
  return { state, db: { query } as unknown as Db }
}

it('reads the leases once for all requests of some seconds, while the follower lacks some', async () => {
  const { state, db } = countedDb()
  let ms = 0
  const trees = createClosedTrees(db, { now: () => ms })
  const ask = () => Promise.all(Array.from({ length: 50 }, () => trees.find(attested)))
  for (; ms < 5_000; ms += 1_000) expect(new Set(await ask())).toEqual(new Set([null]))
  expect(state.readings).toBe(1)
  state.rows = [row]
  ms = 5_001
  expect((await ask()).every((tree) => tree !== null && toHex(tree.root) === root)).toBe(true)
  ms = 1_000_000
  await ask()
  expect(state.readings).toBe(2)
})

it('shares the failure of a reading for some seconds, and reads another root at once', async () => {
  const { state, db } = countedDb()
  let ms = 0
  const trees = createClosedTrees(db, { now: () => ms })
  state.error = new Error('the database is away')
  for (; ms < 5_000; ms += 1_000) await expect(trees.find(attested)).rejects.toThrow('the database is away')
  expect(state.readings).toBe(1)
  state.error = null
  state.rows = [row]
  expect(await trees.find({ ...attested, root: `0x${'1'.repeat(64)}` })).toBeNull()
  expect(await trees.find(attested)).not.toBeNull()
  expect(state.readings).toBe(3)
})
