import { insertJournalRows, insertSnapshot, listSnapshots } from '@infinitio/db'
import { createTestDatabase, type TestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { bps, pTokenUnits } from '@infinitio/domain'
import { type Book, type BookCommand, bookFromSnapshot, snapshotText } from '@infinitio/matching'
import { createLogger } from '@infinitio/process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replayPastSnapshots } from '../src/audit/replayPastSnapshots.ts'
import { wallClock } from '../src/loop/clock.ts'
import { hashBook } from '../src/matcher/hashBook.ts'
import { openGeneration } from '../src/matcher/openGeneration.ts'
import { rebuildBookRows } from '../src/matcher/rebuildBookRows.ts'
import { beforeJournal, type Replayed, replayJournal, replayOn } from '../src/matcher/replayJournal.ts'
import { runMatcher } from '../src/matcher/runMatcher.ts'
import { type PackedSnapshot, packSnapshot } from '../src/matcher/snapshots/packSnapshot.ts'
import { recoverBook } from '../src/matcher/snapshots/recoverBook.ts'
import { snapshotBeside } from '../src/matcher/snapshots/snapshotBeside.ts'
import { snapshotKeeper } from '../src/matcher/snapshots/snapshotKeeper.ts'
import { listNamedSeqs, type SnapshotName } from '../src/matcher/snapshots/snapshotName.ts'
import { storeSnapshot } from '../src/matcher/snapshots/takeSnapshot.ts'
import { takeSnapshot } from '../src/matcher/snapshots/takeSnapshot.ts'
import { appendCommand } from './appendCommand.ts'
import { noSnapshots } from './noSnapshots.ts'
import { storedMarket } from './storedMarket.ts'

const isLong = process.env.TEST_LONG === '1'

process.env.LOG_LEVEL ??= 'fatal'
const quiet = createLogger({ room: 'engine' })
const market = storedMarket(5)
/** The length of one part of a stored snapshot, in characters. It is small, so that each snapshot has many parts. */
const small = { length: 4_096 }
/** `end` is the last row of the market's journal. `upgraded` is the next row: from it on, new rules apply, under which the journal names snapshots. */
const end = BigInt(market.length)
const upgraded = end + 1n
const upgrade: BookCommand = { kind: 'Upgrade', version: 10, feeBps: bps(25n), relayFee: pTokenUnits(0n) }

let database: TestDatabase
let matcher: TestDb
let owner: TestDb
beforeEach(async () => {
  database = await createTestDatabase()
  matcher = openTestDb({ url: database.urls.infinitio_matcher, max: 2, onError: () => {} })
  owner = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
})
afterEach(async () => {
  await Promise.all([matcher.close(), owner.close()])
  await database.drop()
})

describe('a start from a snapshot', () => {
  test.each(isLong ? ([2, 4, 5] as const) : ([5] as const))(
    'gives the book that a start from the first row gives, wherever it was taken (rows of version %s)',
    async (version) => {
      const rows = storedMarket(version)
      await begin(rows)
      const seqs = rows.map(({ seq }) => seq).filter((_, place) => place % 61 === 60)
      for (const seq of seqs) await snapshotAt(seq)
      await expectFrom(seqs.at(-1) ?? 0n)
      for (const { seq } of (await listSnapshots(matcher, { limit: 9 })).slice(0, -1)) {
        await owner.query('delete from book_snapshots where seq = $1', [seq])
        await expectFrom((await listSnapshots(matcher, { limit: 1 }))[0]?.seq ?? 0n)
      }
    },
  )

  test('keeps the newest three that the journal names', async () => {
    await begin()
    for (const seq of [100n, 200n, 300n, 400n]) await snapshotAt(seq)
    expect((await listSnapshots(matcher, { limit: 9 })).map(({ seq }) => seq)).toEqual([400n, 300n, 200n])
    expect(await listNamedSeqs(matcher)).toEqual([400n, 300n, 200n])
  })

  test('is taken when due, after a committed row that announces it; the next row names it', async () => {
    await begin()
    const taken: bigint[] = []
    const take = async (point: bigint) => {
      taken.push(point)
      return takeSnapshot(matcher, { logger: quiet, point })
    }
    const keeper = snapshotKeeper({ logger: quiet, ...wallClock, snapshots: { rows: 100, take }, newestSeq: upgraded - 99n })
    expect(keeper.next({ nextSeq: upgraded + 1n, writtenSeq: upgraded })).toBeNull()
    const point = await appendCommand(matcher, { kind: 'SnapshotPoint' })
    expect(keeper.next({ nextSeq: point, writtenSeq: upgraded + 1n })).toEqual({ kind: 'SnapshotPoint' })
    expect(keeper.next({ nextSeq: point + 1n, writtenSeq: point - 1n })).toBeNull()
    expect(taken).toEqual([])
    expect(keeper.next({ nextSeq: point + 1n, writtenSeq: point })).toBeNull()
    const named = () => keeper.next({ nextSeq: point + 1n, writtenSeq: point })
    await expect.poll(named).toMatchObject({ kind: 'SnapshotTaken', atSeq: Number(point) })
    expect(taken).toEqual([point])
    expect(named()).toBeNull()
  })

  test.skipIf(!isLong)('is taken in a separate thread, which ends with its parent', async () => {
    await begin()
    const url = database.urls.infinitio_matcher
    const name = await snapshotBeside({ url, point: end, signal: new AbortController().signal })
    await appendCommand(matcher, name as SnapshotName)
    await expectFrom(end)
    const stopping = new AbortController()
    const taking = snapshotBeside({ url, point: end, signal: stopping.signal })
    stopping.abort()
    expect(await taking).toBeNull()
    await owner.query(`update journal set events = '[1]' where seq = 7`, [])
    for (const table of ['book_snapshots', 'book_snapshot_parts']) await owner.query(`delete from ${table}`, [])
    await expect(snapshotBeside({ url, point: end, signal: new AbortController().signal })).rejects.toThrow('journal row 7')
  })

  test('ignores a snapshot without a name, as before version 7 of the rules; the upgrade and a name make it valid', async () => {
    await insertJournalRows(matcher, storedMarket(2))
    const packed = packSnapshot(await replayJournal(matcher), small)
    await storeSnapshot(matcher, packed)
    const { seq } = packed.row
    expect(await refusals(0n)).toEqual([`the snapshot after journal row ${seq} is not named in the journal`])
    expect((await matcher.transaction(replayPastSnapshots)).findings).toEqual([])
    await startAndStop()
    const [next] = await owner.query<{ command: string }>('select command from journal where seq = $1', [seq + 1n])
    expect(next?.command).toBe('{"feeBps":"25","kind":"Upgrade","relayFee":"0","version":10}')
    await appendCommand(matcher, packed.name)
    await expectFrom(seq)
  })

  test('continues past a generation that names the rows lost in a restore', async () => {
    await begin()
    await snapshotAt(end)
    const { firstSeq } = await matcher.transaction((tx) =>
      openGeneration(tx, { lostToSeq: end + 50n, lostHash: null, generationsBefore: 0, nowMs: 0 }),
    )
    expect((await expectFrom(end)).head.seq).toBe(firstSeq)
    await snapshotAt(firstSeq)
    expect((await expectFrom(firstSeq)).book.generation).toBe(1)
  })

  test('ignores a snapshot of rows that a restore removed', async () => {
    await begin()
    const { nameSeq } = await snapshotAt(300n)
    const lost = await appendCommand(matcher, { kind: 'SnapshotPoint' })
    const { nameSeq: lostToSeq } = await snapshotAt(lost)
    await owner.query('delete from journal where seq > $1', [nameSeq])
    await matcher.transaction((tx) => openGeneration(tx, { lostToSeq, lostHash: null, generationsBefore: 0, nowMs: 0 }))
    expect(await refusals(300n)).toEqual([`the snapshot after journal row ${lost} is of a row that the journal does not have`])
    // The refused snapshot remains until the next snapshot is taken, which deletes it.
    await snapshotAt(lostToSeq + 1n)
    expect((await listSnapshots(matcher, { limit: 9 })).map(({ seq }) => seq)).toEqual([lostToSeq + 1n, 300n])
  })

  test('uses no snapshot from before a rebuild of the book’s rows', async () => {
    await begin()
    await snapshotAt(end)
    await matcher.transaction(rebuildBookRows)
    await expectFrom(0n)
  })
})

describe('an invalid snapshot', () => {
  const changed: [string, string, RegExp][] = [
    ['torn', 'delete from book_snapshot_parts where seq = $1', /is torn/],
    ['changed by a byte', `update book_snapshot_parts set bytes = set_byte(bytes, 99, get_byte(bytes, 99) # 1) where seq = $1`, /is torn/],
    ['named for another book', `update book_snapshots set book_hash = repeat('a', 64) where seq = $1`, /does not have the hash of its book/],
    ['of another journal', `update book_snapshots set hash = repeat('a', 64) where seq = $1`, /is of a row that the journal does not have/],
    ['of another generation', 'update book_snapshots set generation = 3 where seq = $1', /holds the book after another row/],
    ['of rules to come', 'update book_snapshots set version = 99 where seq = $1', /follows rules of version 99/],
  ]
  test.each(changed)('is refused and named when it is %s, and the one before it taken', async (_what, change, why) => {
    await begin()
    for (const seq of [300n, 500n]) await snapshotAt(seq)
    await owner.query(change, [500n])
    const [refusal] = await refusals(300n)
    expect(refusal).toMatch(/^the snapshot after journal row 500 /)
    expect(refusal).toMatch(why)
    expect((await matcher.transaction(replayPastSnapshots)).findings).toEqual([refusal])
  })

  test('is refused if it contains the book after another row, even if a row names it', async () => {
    await begin()
    const { name } = await snapshotAt(300n)
    await owner.query('insert into book_snapshot_parts select 500, part, bytes from book_snapshot_parts', [])
    await owner.query(
      `insert into book_snapshots select j.seq, j.hash, j.at_ms, s.book_hash, s.generation, s.version, s.parts, s.digest from journal j, book_snapshots s where j.seq = 500`,
      [],
    )
    await appendCommand(matcher, { ...name, atSeq: 500 })
    expect(await refusals(300n)).toEqual(['the snapshot after journal row 500 holds the book after another row'])
  })

  test('is refused if the journal names it but the next rows do not follow; if they do, the audit finds it', async () => {
    await begin()
    await snapshotAt(200n)
    const packed = await forged(300n, ({ accounts }) => {
      for (const account of accounts.values()) account.balance += 10n ** 24n
    })
    await plant(packed)
    await appendCommand(matcher, packed.name)
    expect(await refusals(200n)).toHaveLength(1)
    const found = ['the snapshot that the journal names after row 300 is of another book']
    expect((await matcher.transaction(replayPastSnapshots)).findings).toEqual(found)
  })

  test('is refused with all others: every row is then replayed', async () => {
    await begin()
    for (const seq of [300n, 400n, 500n]) await snapshotAt(seq)
    await owner.query('delete from book_snapshot_parts', [])
    expect(await refusals(0n)).toHaveLength(3)
    await startAndStop()
  })

  test('does not exist if its writer ended between its rows', async () => {
    await begin()
    const { row, parts } = packSnapshot(await replayJournal(matcher), small)
    const cut = matcher.transaction(async (tx) => {
      await insertSnapshot(tx, row, [...parts, ...parts])
      const [{ pid } = { pid: 0 }] = await tx.query('select pg_backend_pid() as pid', [])
      await owner.query('select pg_terminate_backend($1)', [pid])
    })
    await expect(cut).rejects.toThrow(/terminat/)
    expect(await owner.query('select from book_snapshots union all select from book_snapshot_parts', [])).toEqual([])
  })
})

describe('an attacker who can write snapshots but not the journal', () => {
  const attacks: [string, (fromBid: string) => string][] = [
    ['gives a resting bid to another owner', (text) => text.replace(/"renter":"0x[0-9a-f]{40}"/, `"renter":"0x${'66'.repeat(20)}"`)],
    ['lowers the most that a resting bid pays', (text) => text.replace(/"maxPricePerGpuSecond":"\d+"/, '"maxPricePerGpuSecond":"1"')],
    ['drops a resting bid', (text) => text.slice(text.indexOf('"0x', text.indexOf('"state":')))],
  ]

  test.each(attacks)('%s: the start refuses that book, though all its hashes are right, and replays the true one', async (_what, change) => {
    await begin()
    await snapshotAt(200n)
    await snapshotAt(upgraded)
    const packed = await forgedText(upgraded, change)
    await plant(packed)
    // No later row changes the book, so the forged snapshot is detected only because its hash differs from the name in the journal.
    expect(await refusals(200n)).toEqual([`the snapshot after journal row ${upgraded} has other bytes than the snapshot that the journal names`])
    await startAndStop()
    await expectFrom(200n)
  })

  test('cannot add a snapshot after a row for which the journal names none', async () => {
    await begin()
    await snapshotAt(200n)
    await plant(await forgedText(upgraded, attacks[0]?.[1] ?? String))
    expect(await refusals(200n)).toEqual([`the snapshot after journal row ${upgraded} is not named in the journal`])
    await snapshotAt(300n)
    expect(await listNamedSeqs(matcher)).toEqual([300n, 200n])
  })

  test('cannot get a name for a snapshot other than the one taken', async () => {
    await begin()
    const name = await takeSnapshot(matcher, { logger: quiet, point: upgraded })
    await plant(await forgedText(upgraded, attacks[0]?.[1] ?? String))
    await appendCommand(matcher, name as SnapshotName)
    expect(await refusals(0n)).toEqual([`the snapshot after journal row ${upgraded} has other bytes than the snapshot that the journal names`])
  })
})

describe('a matcher that ends', () => {
  test('lets the next start use the earlier snapshot, if it ends after the row that announced a snapshot', async () => {
    await begin()
    await snapshotAt(300n)
    await appendCommand(matcher, { kind: 'SnapshotPoint' })
    await expectFrom(300n)
  })

  test('leaves a snapshot that is refused and later replaced, if it ends between a snapshot and its name', async () => {
    await begin()
    await snapshotAt(300n)
    const point = await appendCommand(matcher, { kind: 'SnapshotPoint' })
    await takeSnapshot(matcher, { logger: quiet, point })
    expect(await refusals(300n)).toEqual([`the snapshot after journal row ${point} is not named in the journal`])
    expect((await matcher.transaction(replayPastSnapshots)).findings).toEqual([])
    await startAndStop()
    const next = await appendCommand(matcher, { kind: 'SnapshotPoint' })
    await appendCommand(matcher, (await takeSnapshot(matcher, { logger: quiet, point: next })) as SnapshotName)
    expect((await listSnapshots(matcher, { limit: 9 })).map(({ seq }) => seq)).toEqual([next, 300n])
    await expectFrom(next)
  })

  test('lets the next start use the earlier snapshot, if it ends between a name and its snapshot', async () => {
    await begin()
    await snapshotAt(300n)
    await appendCommand(matcher, packSnapshot(await replayedTo(400n), small).name)
    await expectFrom(300n)
  })
})

/** Writes a journal. Its last row upgrades the rules to the version from which on the journal contains the names (hashes) of snapshots. */
async function begin(rows = market): Promise<void> {
  await insertJournalRows(matcher, rows)
  await appendCommand(matcher, upgrade)
}

/** Stores a snapshot of the book as it was after row `seq`, and then appends a row with the snapshot's name (hashes) to the journal. */
async function snapshotAt(seq: bigint): Promise<{ name: SnapshotName; nameSeq: bigint }> {
  const packed = packSnapshot(await replayedTo(seq), small)
  expect(await storeSnapshot(matcher, packed)).toBe(true)
  return { name: packed.name, nameSeq: await appendCommand(matcher, packed.name) }
}

async function replayedTo(upTo: bigint): Promise<Replayed> {
  const at = beforeJournal()
  await replayOn(matcher, at, { upTo })
  expect(at.head.seq).toBe(upTo)
  return at
}

/** Returns a snapshot with correct hashes of a book that is not the journal's. */
async function forged(seq: bigint, change: (book: Book) => void): Promise<PackedSnapshot> {
  const { book, head } = await replayedTo(seq)
  change(book)
  return packSnapshot({ book, head }, small)
}

/** Like `forged`, but changes the text of the snapshot instead of the book. `change` receives the text from the first unmatched resting bid to the end. */
async function forgedText(seq: bigint, change: (fromBid: string) => string): Promise<PackedSnapshot> {
  const { book, head } = await replayedTo(seq)
  const bid = [...book.bids.values()].find(({ state, firstMatch }) => state === 'resting' && firstMatch === null)
  const text = snapshotText(book)
  const from = text.indexOf(`"${bid?.orderHash}":{`)
  expect(from).toBeGreaterThan(0)
  const other = text.slice(0, from) + change(text.slice(from))
  expect(other).not.toBe(text)
  return packSnapshot({ book: bookFromSnapshot(other), head }, small)
}

/** Stores a snapshot without the matcher's checks. */
async function plant({ row, parts }: PackedSnapshot): Promise<void> {
  for (const table of ['book_snapshots', 'book_snapshot_parts']) await owner.query(`delete from ${table} where seq = $1`, [row.seq])
  await owner.transaction((tx) => insertSnapshot(tx, row, parts))
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

/**
 * Recovers the book from the stored snapshots, and returns the error messages about refused snapshots. Checks that the replay of the journal begins after row
 * `from`.
 */
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
