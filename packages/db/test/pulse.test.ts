import { type TestDb, openTestDb } from './openTestDb.ts'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { markLostNodes, markReturnedNodes, markSilentNodes, readPulse } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const [withinSeconds, lostAfterSeconds] = [20, 120]

let database: TestDatabase
let api: TestDb
let owner: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  const open = (url: string) => openTestDb({ url, max: 1, onError: () => {} })
  ;[api, owner] = [open(database.urls.infinitio_api), open(database.ownerUrl)]
})
afterAll(async () => {
  await Promise.all([api.close(), owner.close()])
  await database.drop()
})

// Ages of rows in seconds. None is close to a limit of the tested functions, because some time passes between two statements.
const age = fc.constantFrom(0, 10, 40, 100, 200)
const node = fc.record({
  silent: fc.boolean(),
  seen: age,
  lost: fc.option(age),
  tunnels: fc.array(fc.record({ seen: age, isOpen: fc.boolean() }), { maxLength: 2 }),
})

it('shows in the pulse which marks find a node', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(node, { maxLength: 3 }), async (nodes) => {
      await owner.query('truncate node_heartbeats, tunnels', [])
      for (const [place, one] of nodes.entries()) await insertNode(`0x${String(place + 1).padStart(64, '0')}`, one)
      const { at: _at, hasTunnel, hasHeartbeat, ...pulse } = await readPulse(api, { withinSeconds, lostAfterSeconds })
      expect(hasTunnel).toBe(nodes.some(({ tunnels }) => tunnels.some(({ isOpen, seen }) => isOpen && seen < withinSeconds)))
      expect(hasHeartbeat).toBe(nodes.some(({ seen }) => seen < withinSeconds))
      const lost = { lostAfterSeconds, watchedSince: new Date(0), except: [] }
      expect({ ...pulse, mayBeLost: pulse.mayBeLost || (await finds((tx) => markLostNodes(tx, lost))) }).toEqual({
        hasReturned: await finds((tx) => markReturnedNodes(tx, { silentAfterSeconds: withinSeconds })),
        hasSilent: await finds((tx) => markSilentNodes(tx, { silentAfterSeconds: withinSeconds })),
        mayBeLost: pulse.mayBeLost,
      })
    }),
    { numRuns: 60 },
  )
})

/** Returns true if a function that marks nodes would mark one. Rolls the change back. */
async function finds(mark: (tx: Parameters<typeof markSilentNodes>[0]) => Promise<unknown[]>): Promise<boolean> {
  let found = false
  const undone = new Error('undone')
  await api
    .transaction(async (tx) => {
      found = (await mark(tx)).length > 0
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return found
}

async function insertNode(
  id: string,
  { silent, seen, lost, tunnels }: { silent: boolean; seen: number; lost: number | null; tunnels: readonly { seen: number; isOpen: boolean }[] },
): Promise<void> {
  await owner.query(
    `insert into node_heartbeats (node_id, last_seen_at, silent, lost_at)
     values ($1, now() - make_interval(secs => $2), $3, now() - make_interval(secs => $4))`,
    [id, seen, silent, lost],
  )
  for (const tunnel of tunnels)
    await owner.query(
      `insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at, closed_at)
       values ($1, $2, 'one', now() - interval '1 hour', now() - make_interval(secs => $3), case when $4 then null else now() - make_interval(secs => $3) end)`,
      [randomUUID(), id, tunnel.seen, tunnel.isOpen],
    )
}
