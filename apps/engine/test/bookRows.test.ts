import { clearBookRows, type OrderState } from '@infinitio/db'
import { createTestDatabase, type TestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { pick, randomFrom } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BookRows, createBookRows } from '../src/matcher/bookRows.ts'

const seed = Number(process.env.SEED ?? 4_711)
const keys = [1, 2, 3, 4]
const states: OrderState[] = ['open', 'matched', 'settled', 'cancelled']

let database: TestDatabase
let db: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  db = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {} })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

describe('changes of the read model', () => {
  test(`produce the same tables together as one by one (SEED=${seed})`, async () => {
    const random = randomFrom(seed)
    for (let round = 0; round < 30; round += 1) {
      const changes = randomChanges(random, 40)
      expect(await tablesAfter(changes, { together: true }), `round ${round}`).toEqual(await tablesAfter(changes, { together: false }))
    }
  })
})

type Change = (rows: BookRows) => void

async function tablesAfter(changes: readonly Change[], { together }: { together: boolean }) {
  return db.transaction(async (tx) => {
    await clearBookRows(tx)
    const rows = createBookRows()
    for (const change of changes) {
      change(rows)
      if (!together) await rows.write(tx)
    }
    await rows.write(tx)
    const read = (table: string, key: string) => tx.query(`select * from ${table} order by ${key}`, [])
    return {
      orders: await read('book_orders', 'order_hash'),
      reservations: await read('book_reservations', 'id'),
      holds: await read('holds', 'hold_id'),
      settlements: await read('settlements', 'match_id'),
      nodes: await read('book_nodes', 'node_id'),
      accounts: await read('book_accounts', 'account'),
    }
  })
}

/**
 * Returns random changes that a journal could produce. They use few keys, so that the same row changes often. An id that must be new (such as that of an added
 * match) is never used twice.
 */
function randomChanges(random: () => number, count: number): Change[] {
  const matches = new Set<number>()
  const reserved = new Set<number>()
  // Orders 1 and 2 always exist, so that each match has an ask and a bid. The holds always exist, too.
  const changes: Change[] = [addOrder(1, 'open', 0), addOrder(2, 'open', 0), ...keys.map((key) => addHold(key, 0))]
  for (let seq = 1; seq <= count; seq += 1) {
    const key = pick(keys, random)
    const state = pick(states, random)
    const ids = pick([{}, { matchId: 7n }, { leaseId: 9n }, { leaseId: null }, { matchId: null, leaseId: 8n }], random)
    const possible: Change[] = [
      addOrder(key, state, seq),
      changeOrder(key, state, { seq, ...ids }),
      addHold(key, seq),
      (rows) => rows.saveRest({ orderHash: `order ${key}`, openGpus: seq, leftReason: seq % 2 === 0 ? null : 'owner' }),
      (rows) => rows.changeHold({ holdId: `hold ${key}`, state: 'used', code: String(seq) }),
      (rows) => rows.saveNode({ nodeId: `node ${key}`, silent: seq % 2 === 0, code: null }),
      (rows) => rows.saveAccount({ account: `account ${key}`, blocked: seq % 2 === 0, updatedSeq: BigInt(seq) }),
    ]
    changes.push(pick(possible, random))
    if (random() < 0.3) changes.push(randomReservation(key, { seq, random, matches, reserved }))
  }
  return changes
}

type Reserving = { seq: number; random: () => number; matches: Set<number>; reserved: Set<number> }

function randomReservation(key: number, { seq, random, matches, reserved }: Reserving): Change {
  if (!matches.has(key)) {
    matches.add(key)
    return addMatch(key, seq)
  }
  if (reserved.delete(key)) {
    return (rows) => {
      rows.changeSettlement({ matchId: BigInt(key), state: 'settled', code: null, leaseId: 3n, updatedAtMs: BigInt(seq) })
      rows.release(`match:${key}`)
    }
  }
  reserved.add(key)
  return random() < 0.5 ? reserve(key, seq) : (rows) => rows.reserveAgain({ matchId: BigInt(key), fromHour: seq, toHour: seq + 1 })
}

function addOrder(key: number, state: OrderState, seq: number): Change {
  const blank = { nonce: 0n, nodeId: null, classId: null, regionId: null, mandateJson: null, mandateSignature: null, code: null, holdId: null }
  const row = { ...blank, orderHash: `order ${key}`, kind: 'bid' as const, account: 'a', pricePerGpuSecond: 1n, gpus: 1, orderJson: '{"a":"\\"1"}' }
  return (rows) => rows.addOrder({ ...row, signature: '0x', state, expiry: 1n, createdSeq: BigInt(seq), createdAtMs: BigInt(seq) })
}

type Ids = { matchId?: bigint | null; leaseId?: bigint | null }

function changeOrder(key: number, state: OrderState, { seq, ...ids }: Ids & { seq: number }): Change {
  return (rows) => rows.changeOrder({ orderHash: `order ${key}`, state, code: null, updatedSeq: BigInt(seq), ...ids })
}

function addMatch(key: number, seq: number): Change {
  const event = {
    kind: 'Matched',
    matchId: BigInt(key),
    ...(key % 2 === 0 ? { group: 1n } : {}),
    askHash: 'order 1',
    bidHash: 'order 2',
    node: 'n',
    renter: 'r',
    gpus: 1,
    amount: 5n,
    start: 0n,
    relayFee: 0n,
  }
  return (rows) => rows.addMatch({ event: event as never, atMs: BigInt(seq) })
}

function reserve(key: number, seq: number): Change {
  return (rows) =>
    rows.reserve({
      id: `match:${key}`,
      kind: 'match',
      nodeId: 'n',
      account: 'a',
      fromHour: seq,
      toHour: seq + 1,
      gpus: 1,
      amount: 5n,
      expiresAtMs: null,
    })
}

function addHold(key: number, seq: number): Change {
  const hold = {
    holdId: `hold ${key}`,
    account: 'a',
    nodeId: null,
    askHash: 'x',
    gpus: 1,
    durationSeconds: 1n,
    funded: true,
    pricePerGpuSecond: 1n,
    amount: 1n,
  }
  return (rows) => rows.addHold({ ...hold, state: 'held', code: null, expiresAtMs: 1n, createdAtMs: BigInt(seq) })
}
