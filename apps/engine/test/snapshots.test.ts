import { type Db, insertJournalRows, insertSnapshot, listSnapshots, openDb } from '@infinitio/db'
import { createTestDatabase, type TestDatabase } from '@infinitio/db/test'
import { bps, pTokenUnits } from '@infinitio/domain'
import { snapshotText } from '@infinitio/matching'
import { createLogger } from '@infinitio/process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replayPastSnapshots } from '../src/audit/replayPastSnapshots.ts'
import { wallClock } from '../src/loop/clock.ts'
import { openGeneration } from '../src/matcher/openGeneration.ts'
import { rebuildBookRows } from '../src/matcher/rebuildBookRows.ts'
import { beforeJournal, type Replayed, replayJournal, replayOn } from '../src/matcher/replayJournal.ts'
import { runMatcher } from '../src/matcher/runMatcher.ts'
import { hashBook } from '../src/matcher/hashBook.ts'
import { packSnapshot } from '../src/matcher/snapshots/packSnapshot.ts'
import { recoverBook } from '../src/matcher/snapshots/recoverBook.ts'
import { snapshotBeside } from '../src/matcher/snapshots/snapshotBeside.ts'
import { snapshotKeeper } from '../src/matcher/snapshots/snapshotKeeper.ts'
import { storeSnapshot } from '../src/matcher/snapshots/storeSnapshot.ts'
import { takeSnapshot } from '../src/matcher/snapshots/takeSnapshot.ts'
import { storedMarket } from './storedMarket.ts'
import { noSnapshots } from './noSnapshots.ts'

process.env.LOG_LEVEL ??= 'fatal'
const quiet = createLogger({ room: 'engine' })
const market = storedMarket(5)
/** So that each snapshot has many parts. */
const small = { length: 4_096 }
const end = BigInt(market.length)

let database: TestDatabase
let matcher: Db
let owner: Db
beforeEach(async () => {
  database = await createTestDatabase()
  matcher = openDb({ url: database.urls.infinitio_matcher, max: 2, onError: () => {} })
  owner = openDb({ url: database.ownerUrl, max: 1, onError: () => {} })
})
afterEach(async () => {
  await Promise.all([matcher.close(), owner.close()])
  await database.drop()
})

describe('a start from a snapshot', () => {
  test.each([2, 4, 5] as const)(
    'gives the book that a start from the first row gives, wherever it was taken (rules of version %s)',
    async (version) => {
      const rows = storedMarket(version)
      const at = beforeJournal()
      for (let seq = 0; seq < rows.length; seq += 61) {
        await insertJournalRows(matcher, rows.slice(seq, seq + 61))
        await replayOn(matcher, at)
        await snapshot(at)
      }
      await expectFrom(at.head.seq)
      for (const { seq } of (await listSnapshots(matcher, { limit: 9 })).slice(0, -1)) {
        await owner.query('delete from book_snapshots where seq = $1', [seq])
        await expectFrom((await listSnapshots(matcher, { limit: 1 }))[0]?.seq ?? 0n)
      }
    },
  )

  test('keeps the newest three, and takes none before it is due', async () => {
    await insertJournalRows(matcher, market)
    for (const seq of [100n, 200n, 300n, 400n]) await snapshotAt(seq)
    expect((await listSnapshots(matcher, { limit: 9 })).map(({ seq }) => seq)).toEqual([400n, 300n, 200n])
    const due: bigint[] = []
    const keep = (rows: number, take = () => takeSnapshot(matcher, { logger: quiet })) => {
      const keeper = snapshotKeeper({ db: matcher, logger: quiet, ...wallClock, snapshots: { rows, take } })
      keeper.offer(end, rows)
      return keeper
    }
    await keep(Number(end) - 399, async () => void due.push(end)).stop()
    expect(due).toEqual([])
    await keep(Number(end) - 400).stop()
    expect((await listSnapshots(matcher, { limit: 1 }))[0]?.seq).toBe(end)
  })

  test('is taken in a thread of its own, which ends with who started it', async () => {
    await insertJournalRows(matcher, market)
    const url = database.urls.infinitio_matcher
    await snapshotBeside({ url, signal: new AbortController().signal })
    await expectFrom(end)
    const stopping = new AbortController()
    const taking = snapshotBeside({ url, signal: stopping.signal })
    stopping.abort()
    await taking
    await owner.query(`update journal set events = '[1]' where seq = 7`, [])
    for (const table of ['book_snapshots', 'book_snapshot_parts']) await owner.query(`delete from ${table}`, [])
    await expect(snapshotBeside({ url, signal: new AbortController().signal })).rejects.toThrow('journal row 7')
  })

  test('lets a matcher begin under the rules of before, which then says that they changed', async () => {
    await insertJournalRows(matcher, storedMarket(2))
    const at = await replayJournal(matcher)
    await snapshot(at)
    await startAndStop()
    const [next] = await owner.query<{ command: string }>('select command from journal where seq = $1', [at.head.seq + 1n])
    expect(next?.command).toBe('{"feeBps":"25","kind":"Upgrade","relayFee":"0","version":6}')
    await expectFrom(at.head.seq)
  })

  test('goes on past a generation that names what a restore lost', async () => {
    await insertJournalRows(matcher, market)
    await snapshotAt(end)
    const { firstSeq } = await matcher.transaction((tx) =>
      openGeneration(tx, { lostToSeq: end + 50n, lostHash: null, generationsBefore: 0, nowMs: 0 }),
    )
    expect((await expectFrom(end)).head.seq).toBe(firstSeq)
    await snapshot(await replayJournal(matcher))
    expect((await expectFrom(firstSeq)).book.generation).toBe(1)
  })

  test('is not from a snapshot of rows that a restore took away', async () => {
    await insertJournalRows(matcher, market)
    for (const seq of [300n, end]) await snapshotAt(seq)
    await owner.query('delete from journal where seq > 400', [])
    await matcher.transaction((tx) => openGeneration(tx, { lostToSeq: end, lostHash: null, generationsBefore: 0, nowMs: 0 }))
    expect(await refusals(300n)).toEqual([`the snapshot after journal row ${end} is of a row that the journal does not have`])
    // What takes the next one throws it away.
    await snapshot(await replayJournal(matcher))
    expect((await listSnapshots(matcher, { limit: 9 })).map(({ seq }) => seq)).toEqual([end + 1n, 300n])
  })

  test('is from none after the book’s rows were folded anew', async () => {
    await insertJournalRows(matcher, market)
    await snapshotAt(end)
    await matcher.transaction(rebuildBookRows)
    await expectFrom(0n)
  })
})

describe('a snapshot that is not what it says', () => {
  const changed: [string, string, RegExp][] = [
    ['torn', 'delete from book_snapshot_parts where seq = $1', /is torn/],
    ['changed by a byte', `update book_snapshot_parts set bytes = set_byte(bytes, 99, get_byte(bytes, 99) # 1) where seq = $1`, /is torn/],
    ['named for another book', `update book_snapshots set book_hash = repeat('a', 64) where seq = $1`, /does not have the hash of its book/],
    ['of another journal', `update book_snapshots set hash = repeat('a', 64) where seq = $1`, /is of a row that the journal does not have/],
    ['of another generation', 'update book_snapshots set generation = 3 where seq = $1', /holds the book after another row/],
    ['of rules to come', 'update book_snapshots set version = 99 where seq = $1', /follows rules of version 99/],
  ]
  test.each(changed)('is refused and named when it is %s, and the one before it taken', async (_what, change, why) => {
    await insertJournalRows(matcher, market)
    for (const seq of [300n, 500n]) await snapshotAt(seq)
    await owner.query(change, [500n])
    const [refusal] = await refusals(300n)
    expect(refusal).toMatch(/^the snapshot after journal row 500 /)
    expect(refusal).toMatch(why)
    expect((await matcher.transaction(replayPastSnapshots)).findings).toEqual([refusal])
  })

  test('is refused when it is the book after another row', async () => {
    await insertJournalRows(matcher, market)
    await snapshotAt(300n)
    await owner.query('insert into book_snapshot_parts select 500, part, bytes from book_snapshot_parts', [])
    await owner.query(
      `insert into book_snapshots select j.seq, j.hash, j.at_ms, s.book_hash, s.generation, s.version, s.parts, s.digest from journal j, book_snapshots s where j.seq = 500`,
      [],
    )
    expect(await refusals(300n)).toEqual(['the snapshot after journal row 500 holds the book after another row'])
  })

  test('is refused when all its hashes are right and the rows after it do not follow; where they do, the audit finds it', async () => {
    await insertJournalRows(matcher, market)
    await snapshotAt(200n)
    await forgeAt(300n)
    expect(await refusals(200n)).toHaveLength(1)
    expect((await matcher.transaction(replayPastSnapshots)).findings).toEqual(['the snapshot after journal row 300 is of another book'])
  })

  test('is refused with all others: then every row is replayed', async () => {
    await insertJournalRows(matcher, market)
    for (const seq of [300n, 400n, 500n]) await snapshotAt(seq)
    await owner.query('delete from book_snapshot_parts', [])
    expect(await refusals(0n)).toHaveLength(3)
    await startAndStop()
  })

  test('is not there at all when whoever wrote it ended between its rows', async () => {
    await insertJournalRows(matcher, market)
    const { row, parts } = packSnapshot(await replayJournal(matcher), small)
    const cut = matcher.transaction(async (tx) => {
      await insertSnapshot(tx, row, [...parts, ...parts])
      const [{ pid } = { pid: 0 }] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid', [])
      await owner.query('select pg_terminate_backend($1)', [pid])
    })
    await expect(cut).rejects.toThrow(/terminat/)
    expect(await owner.query('select from book_snapshots union all select from book_snapshot_parts', [])).toEqual([])
  })
})

async function snapshot(at: Replayed): Promise<void> {
  await storeSnapshot(matcher, packSnapshot(at, small))
}

/** Takes a snapshot after a row that others follow. */
async function snapshotAt(seq: bigint): Promise<void> {
  await snapshot(await replayedTo(seq))
}

async function replayedTo(seq: bigint): Promise<Replayed> {
  return replayJournal({ query: (text, values) => matcher.query(text.replace(' where seq > $1 ', ` where seq <= ${seq} and seq > $1 `), values) })
}

/** Stores a snapshot whose hashes are right and whose book is not: everybody is richer. */
async function forgeAt(seq: bigint): Promise<void> {
  const { book, head } = await replayedTo(seq)
  for (const account of book.accounts.values()) account.balance += 10n ** 24n
  const { row, parts } = packSnapshot({ book, head }, small)
  await matcher.transaction((tx) => insertSnapshot(tx, row, parts))
}

async function expectFrom(from: bigint) {
  const recovered = await recoverBook(matcher, { logger: quiet })
  const whole = await replayJournal(matcher)
  expect(recovered.from).toBe(from)
  expect(recovered.head).toEqual(whole.head)
  expect(hashBook(recovered.book)).toBe(hashBook(whole.book))
  expect(snapshotText(recovered.book)).toBe(snapshotText(whole.book))
  return recovered
}

/** What a start says of the snapshots it refused; it begins at `from`. */
async function refusals(from: bigint): Promise<string[]> {
  const said: string[] = []
  const error = (fields: { err: Error }) => void said.push(fields.err.message)
  const recovered = await recoverBook(matcher, { logger: { ...quiet, error } as never })
  expect(recovered.from).toBe(from)
  expect(hashBook(recovered.book)).toBe(hashBook((await replayJournal(matcher)).book))
  return said
}

async function startAndStop(): Promise<void> {
  const readRates = async () => ({ feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  const options = { db: matcher, logger: quiet, readRates, ...wallClock, maxUnsettled: 10, snapshots: noSnapshots, onFatal: () => {} }
  await (await runMatcher(options)).stop()
}
