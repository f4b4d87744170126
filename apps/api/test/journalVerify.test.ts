import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anchorCall } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { insertGeneration, insertJournalRows, type JournalRow, journalGenesis, journalHash, listJournalRows } from '@infinitio/db'
import { hex32 } from '@infinitio/domain'
import { type JournalHeadWire, type JournalRowWire, journalHeadText } from '@infinitio/domain/wire'
import { type BookCommand, snapshotFormat, toCanonical } from '@infinitio/matching'
import { openExitAccess } from '@infinitio/sdk/exit'
import { createTransport } from '@infinitio/sdk'
import { type JournalEvidence, type JournalReport, readAnchors, readSnapshot, verifyJournal } from '@infinitio/sdk/journal'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type RangeProgress, verifyRange } from '@infinitio/sdk/journal'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { recordRpc } from './recordRpc.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine } from './startTestEngine.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-journal-'))
let api: TestApi
let cli: TestCli
let market: LiveMarket
let rows: JournalRow[]
let head: JournalHeadWire

beforeAll(async () => {
  api = await startTestApi()
  cli = startCli(api)
  const engine = startTestEngine(api)
  market = liveMarket(api, engine)
  const node = await market.list('one')
  await market.fund(api.chain.keys.renter)
  await market.runLease(node)
  await engine.stop()
  rows = await listJournalRows(api.owner, { afterSeq: 0n, limit: 10_000 })
  head = await api.client.getJournalHead()
  await anchor(rows[at(0.5)]?.hash ?? '')
  await api.chain.travel(3_600)
  await anchor(rows.at(-1)?.hash ?? '')
}, 120_000)
afterAll(async () => {
  cli.stop()
  await api.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** `at` returns the index of the row at a fraction of the journal's length, such as 0.5 for the middle. `seqAt` returns the number of the row at an index. */
const at = (share: number) => Math.floor(rows.length * share)
const seqAt = (place: number) => String(rows[place]?.seq)

async function anchor(root: string): Promise<void> {
  const { timestamp } = await createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 }).getBlock({ blockTag: 'latest' })
  const { attestations } = api.chain.addresses
  const call = anchorCall({ attestations, epoch: timestamp / 3_600n, root: hex32(`0x${root}`) })
  await market.send(api.chain.keys.sender, call)
}

/** Calculates the hashes of all rows again from an index on. A forger that controls the whole database could do this. */
function rehashed(all: readonly JournalRow[], from = 0): JournalRow[] {
  const done: JournalRow[] = []
  for (const [place, row] of all.entries()) {
    const previous = done.at(-1)?.hash ?? journalGenesis
    done.push(place < from ? row : { ...row, hash: journalHash({ previous, ...row }) })
  }
  return done
}

const changedAt = (place: number, change: Partial<JournalRow>) => rows.map((row, index) => (index === place ? { ...row, ...change } : row))

/** Makes a request while the database contains another journal, and restores the real journal afterwards. */
async function instead<Answer>(others: readonly JournalRow[], question: () => Promise<Answer>): Promise<Answer> {
  const put = async (all: readonly JournalRow[]) => {
    await api.owner.query('delete from journal', [])
    await insertJournalRows(api.owner, all)
  }
  await put(others)
  try {
    return await question()
  } finally {
    await put(rows)
  }
}

/**
 * Checks the journal against the chain, and returns the report. `evidence` may replace parts of the data that the check uses, such as the signed journal head.
 */
async function check(evidence: Partial<JournalEvidence> = {}): Promise<JournalReport> {
  const witness = await readAnchors(openExitAccess({ rpcUrl: api.chain.rpcUrl }), { directory: api.chain.addresses.directory, downTo: 0n })
  return verifyJournal({ rowsFrom: (from) => api.client.readJournal({ from }), heads: [head], start: null, ...witness, ...evidence })
}

const kindsOf = ({ findings }: JournalReport) => findings.map(({ kind, seq }) => (seq === null ? kind : `${kind} ${seq}`))

/** Signs a row of the journal as its head (last row), with the market's key. */
function signedHead({ seq, hash }: Pick<JournalRow, 'seq' | 'hash'>): JournalHeadWire {
  const { receiptSigner } = api.services
  const facts = { seq: `${seq}`, hash, generation: 0, signedAt: 1 }
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(journalHeadText(facts)) }
}

/** Runs `infinitio journal`. */
const infinitio = (...words: string[]) => cli.run(['journal', ...words], { env: { INFINITIO_RPC: api.chain.rpcUrl } })

/** Returns the command of a row with its last digit changed, as a forger might do it. */
const other = (row: JournalRow | undefined) => (row?.command ?? '').replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10))

describe('the journal of a market that ran', () => {
  test('agrees with itself, its head and the chain', async () => {
    const report = await check()
    expect(kindsOf(report)).toEqual([])
    expect(report).toMatchObject({ rows: rows.length, last: { seq: head.seq, hash: head.hash }, anchors: { found: 2, lost: 0, before: 0 } })
    expect(rows.some(({ events }) => events.includes('"Matched"'))).toBe(true)
  })

  test('is checked by a command, from the first row or from a snapshot', async () => {
    const file = join(folder, 'snapshot.json')
    const made = await infinitio('snapshot', '--out', file, '--json')
    expect(made).toMatchObject({ code: 0, err: '' })
    const whole = JSON.parse(made.out)
    expect(whole).toMatchObject({ agrees: true, rows: rows.length, anchors: { found: 2 } })
    const again = await infinitio('verify', '--from-snapshot', file, '--json')
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(again.out)).toMatchObject({
      agrees: true,
      rows: 0,
      bookHash: whole.bookHash,
      last: whole.last,
      anchors: { found: 0, before: 2 },
    })
    expect(await infinitio('snapshot', '--out', file)).toMatchObject({ code: 80 })
    writeFileSync(file, readFileSync(file, 'utf8').replace('\\"version\\":', '\\"version\\":1'))
    expect(await infinitio('verify', '--from-snapshot', file)).toMatchObject({
      code: 120,
      err: expect.stringContaining('(journal.snapshot_unusable)'),
    })
  })

  test('goes on from a snapshot to the same book', async () => {
    const middle = rows[at(0.6)] as JournalRow
    const { snapshot } = await check({ heads: [signedHead(middle)], anchors: null })
    const start = readSnapshot(JSON.stringify(snapshot))
    const report = await check({ start })
    expect(kindsOf(report)).toEqual([])
    expect(report).toMatchObject({ rows: rows.length - at(0.6) - 1, bookHash: (await check()).bookHash, anchors: { found: 1, before: 1 } })
  })
})

describe('a journal that was tampered with is found by', () => {
  test('a command that was changed', async () => {
    const place = at(0.4)
    const tampered = changedAt(place, { command: other(rows[place]) })
    const result = await instead(tampered, async () => ({ report: await check(), command: await infinitio('verify') }))
    expect(kindsOf(result.report)).toContain(`hash ${seqAt(place)}`)
    expect(result.command).toMatchObject({ code: 120, err: expect.stringContaining('(journal.disagrees)') })
    expect(result.command.out).toContain(`hash: row ${seqAt(place)} `)
  })

  test('a command whose row has a new hash: the next row does not follow', async () => {
    const place = at(0.4)
    const changed = { ...(rows[place] as JournalRow), command: other(rows[place]) }
    const hash = journalHash({ previous: rows[place - 1]?.hash ?? '', ...changed })
    const report = await instead(changedAt(place, { ...changed, hash }), () => check())
    expect(kindsOf(report)).toContain(`hash ${seqAt(place + 1)}`)
  })

  test('a command when every hash after it is new: head and anchors do not', async () => {
    const place = rows.findIndex(({ command }) => command.includes('"Block"'))
    const command = (rows[place]?.command ?? '').replace(/"timestamp":"(\d+)"/, (_, second) => `"timestamp":"${BigInt(second) - 1n}"`)
    const report = await instead(rehashed(changedAt(place, { command }), place), () => check())
    expect(kindsOf(report)).toEqual(expect.arrayContaining([`head ${head.seq}`, 'anchor']))
    expect(kindsOf(report).filter((kind) => kind.startsWith('hash'))).toEqual([])
  })

  test('events that the book does not make', async () => {
    const place = rows.findIndex(({ events }) => events.includes('"Matched"'))
    const events = (rows[place]?.events ?? '').replace(/"gpus":1/, '"gpus":2')
    const report = await instead(rehashed(changedAt(place, { events }), place), () => check())
    expect(kindsOf(report)).toEqual(expect.arrayContaining([`events ${seqAt(place)}`, `head ${head.seq}`, 'anchor']))
  })

  test('a command that the book cannot take, and malformed text', async () => {
    const place = at(0.5)
    for (const command of ['{"kind":"LeasePaid","leaseId":"999","pay":"1","providerFee":"0","blockTimestamp":"1"}', 'null', '{'])
      expect(kindsOf(await instead(rehashed(changedAt(place, { command }), place), () => check()))).toContain(`command ${seqAt(place)}`)
  })

  test('a hash that was changed', async () => {
    const place = at(0.3)
    const report = await instead(changedAt(place, { hash: 'f'.repeat(64) }), () => check())
    expect(kindsOf(report)).toEqual([`hash ${seqAt(place)}`, `hash ${seqAt(place + 1)}`])
  })

  test('a time that goes back', async () => {
    const place = at(0.5)
    expect(kindsOf(await instead(rehashed(changedAt(place, { atMs: 1n }), place), () => check()))).toContain(`time ${seqAt(place)}`)
  })

  test('rows that are missing, in the middle and at the end', async () => {
    const place = at(0.5)
    const holed = rows.filter((_, index) => index !== place && index !== place + 1)
    expect(kindsOf(await instead(holed, () => check()))).toContain(`missing ${seqAt(place)}`)
    expect(kindsOf(await instead(rows.slice(0, -1), () => check()))).toContain(`head ${head.seq}`)
    expect(kindsOf(await instead([], () => check()))).toEqual([`head ${head.seq}`, 'anchor', 'anchor'])
  })

  test('rows in another order, stored or sent', async () => {
    const place = at(0.5)
    const [one, two] = [rows[place], rows[place + 1]] as [JournalRow, JournalRow]
    const swapped = rows.map((row) => (row === one ? { ...two, seq: one.seq } : row === two ? { ...one, seq: two.seq } : row))
    expect(kindsOf(await instead(swapped, () => check()))).toContain(`hash ${seqAt(place)}`)
    const sent: JournalRowWire[] = []
    for await (const row of api.client.readJournal()) sent.push(row)
    const reordered = [...sent.slice(0, place), ...sent.slice(place, place + 2).reverse(), ...sent.slice(place + 2)]
    const rowsFrom = () =>
      (async function* () {
        yield* reordered
      })()
    expect(kindsOf(await check({ rowsFrom }))).toEqual(expect.arrayContaining([`missing ${seqAt(place)}`, `order ${seqAt(place)}`]))
  })

  test('a head that was signed of another journal, or not by the market', async () => {
    const last = rows.at(-1) as JournalRow
    const forked = signedHead({ seq: last.seq, hash: 'e'.repeat(64) })
    expect(kindsOf(await check({ heads: [forked] }))).toEqual([`head ${last.seq}`])
    const file = join(folder, 'head.json')
    writeFileSync(file, JSON.stringify(forked))
    expect(await infinitio('verify', '--head', file)).toMatchObject({ code: 120, out: expect.stringContaining('the journal is forked') })
    expect(kindsOf(await check({ heads: [{ ...head, signature: forked.signature }] }))).toEqual([`head ${last.seq}`])
    expect(kindsOf(await check({ heads: [head, signedHead({ seq: last.seq + 5n, hash: last.hash })] }))).toEqual([`head ${last.seq + 5n}`])
  })

  test('a snapshot that was made of another journal', async () => {
    const { snapshot } = await check({ heads: [signedHead(rows[at(0.6)] as JournalRow)], anchors: null })
    const start = () => readSnapshot(JSON.stringify(snapshot))
    const changed = rehashed(changedAt(3, { command: other(rows[3]) }), 3)
    expect(kindsOf(await instead(changed, () => check({ start: start() })))).toContain(`snapshot ${snapshot?.seq}`)
    expect(kindsOf(await instead(rows.slice(0, 5), () => check({ start: start() })))).toContain(`snapshot ${snapshot?.seq}`)
  })
})

describe('the check in the browser', () => {
  const seen: RangeProgress[] = []
  const last = () => BigInt(head.seq)
  const range = (from: bigint, to: bigint, rpcUrl = `${api.url}/api/v1/rpc`) =>
    verifyRange({ from, to }, { api: createTransport({ baseUrl: api.url }), rpcUrl, onProgress: (progress) => seen.push(progress) })

  test('replays all of it, and comes to the book that the engine named when it stopped', async () => {
    await api.owner.query('update matcher_status set book_hash = $1', [(await check()).bookHash])
    const result = await range(1n, last())
    expect(result).toMatchObject({
      findingCount: 0,
      rows: rows.length,
      replayed: true,
      books: 1,
      lastHash: head.hash,
      anchors: { found: 2, outside: 0 },
    })
    expect(result.bookHash).toBe((await check()).bookHash)
    expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['chain', 'entries']))
  })

  test('calls only these methods of the chain node, and the public endpoint serves each', async () => {
    const recording = recordRpc(`${api.url}/api/v1/rpc`)
    onTestFinished(() => recording.stop())
    expect((await range(1n, last())).anchors).toMatchObject({ found: 2, outside: 0 })
    expect(recording.refused()).toEqual([])
    expect(recording.served()).toEqual(['eth_blockNumber', 'eth_call', 'eth_getLogs'])
  })

  test('checks only the links of a range that begins later, and returns how many roots it did not look for', async () => {
    const from = at(0.6) + 1
    expect(await range(BigInt(from), last())).toMatchObject({
      ...{ findingCount: 0, replayed: false, bookHash: null, books: 0, rows: rows.length - from + 1, anchors: { found: 1, outside: 1 } },
      firstHash: rows[from - 2]?.hash,
    })
    expect(await range(1n, 10n)).toMatchObject({ findingCount: 0, replayed: true, rows: 10, books: 0, headSeq: head.seq })
  })

  test('finds the entry that is not what its hash says, in a range of either kind', async () => {
    const place = at(0.4)
    const tampered = changedAt(place, { command: other(rows[place]) })
    const bothKinds = () => Promise.all([range(1n, last()), range(BigInt(place), last())])
    for (const { findings } of await instead(tampered, bothKinds)) expect(findings[0]).toMatchObject({ kind: 'hash', seq: seqAt(place) })
    const outside = await instead(tampered, () => range(1n, BigInt(place)))
    expect(outside.findings).toEqual([])
  })

  test('finds another hash of the book, entries that end early, and a chain that does not answer', async () => {
    await api.owner.query('update matcher_status set book_hash = $1', ['a'.repeat(64)])
    expect((await range(1n, last())).findings).toEqual([{ kind: 'book', seq: head.seq, detail: expect.any(String) }])
    const rowsFrom = (from: bigint) => api.client.readJournal({ from })
    async function* ending(from: bigint) {
      for await (const row of rowsFrom(from)) if (BigInt(row.seq) < 40n) yield row
    }
    expect(kindsOf(await check({ rowsFrom: ending, upTo: 50n }))).toEqual(['missing 40'])
    expect(kindsOf(await check({ rowsFrom, upTo: 50n }))).toEqual([])
    expect(await range(5n, last() + 9n)).toMatchObject({ to: head.seq, findingCount: 0 })
    expect(await range(2n, 5n, `${api.url}/api/v1/nothing`)).toMatchObject({ anchors: null, anchorsCode: 'chain.directory_unknown', findingCount: 0 })
  })
})

describe('rows that a restore lost', () => {
  const kept = () => rows.slice(0, at(0.7))

  function withGeneration(lost: { lostFromSeq: number; lostToSeq: number }): JournalRow[] {
    const command = toCanonical({ kind: 'Generation', generation: 1, ...lost, lostHash: rows.at(-1)?.hash ?? null })
    return rehashed([...kept(), { seq: BigInt(lost.lostToSeq + 1), atMs: rows.at(-1)?.atMs ?? 0n, command, events: '[]', hash: '' }], kept().length)
  }

  const named = () => ({ lostFromSeq: Number(kept().at(-1)?.seq) + 1, lostToSeq: Number(rows.at(-1)?.seq) })

  test('agree when a generation names them, and else not', async () => {
    const good = withGeneration(named())
    const firstSeq = good.at(-1)?.seq as bigint
    await insertGeneration(api.owner, {
      ...{ generation: 1, firstSeq, baseSeq: kept().at(-1)?.seq as bigint, baseHash: kept().at(-1)?.hash ?? '' },
      ...{ lostToSeq: firstSeq - 1n, lostHash: null, openedAtMs: 1n },
    })
    try {
      const report = await instead(good, async () => check({ heads: [head, await api.client.getJournalHead()] }))
      expect(kindsOf(report)).toEqual([])
      expect(report).toMatchObject({ last: { generation: 1 }, anchors: { found: 1, lost: 1 }, lost: [{ generation: 1 }] })
      const short = withGeneration({ ...named(), lostFromSeq: named().lostFromSeq + 1 })
      const wrong = await instead(short, async () => check({ heads: [await api.client.getJournalHead()] }))
      expect(kindsOf(wrong)).toContain(`generation ${firstSeq}`)
    } finally {
      await api.owner.query('delete from journal_generations', [])
    }
  })
})

describe('snapshots that the journal names', () => {
  type Name = Extract<BookCommand, { kind: 'SnapshotTaken' }>
  const text = (command: BookCommand) => ({ command: toCanonical(command), events: '[]' })

  /** Returns the journal with further rows at its end. They contain these commands and are correct in form, as the engine itself would make them. */
  function withRows(...commands: BookCommand[]): JournalRow[] {
    const last = rows.at(-1) as JournalRow
    const more = commands.map((command, place) => ({ ...last, seq: last.seq + BigInt(place) + 1n, ...text(command) }))
    return rehashed([...rows, ...more], rows.length)
  }

  const headOf = (all: readonly JournalRow[]) => signedHead(all.at(-1) as JournalRow)
  const checkOf = (all: readonly JournalRow[], evidence: Partial<JournalEvidence> = {}) =>
    instead(all, () => check({ heads: [headOf(all)], anchors: null, ...evidence }))

  /** Returns the command `SnapshotTaken` with which an honest engine would announce a snapshot of this journal. */
  async function honestName(): Promise<Name> {
    const { snapshot } = await checkOf(withRows({ kind: 'SnapshotPoint' }))
    const { book = '', bookHash = '', seq } = snapshot ?? {}
    const { version } = JSON.parse(book).book as { version: number }
    const textHash = createHash('sha256').update(book).digest('hex')
    return { kind: 'SnapshotTaken', atSeq: Number(seq), version, digest: 'd'.repeat(64), bookHash, textHash, format: snapshotFormat }
  }

  test('are compared with the book of the replay, where their row was replayed', async () => {
    const all = withRows({ kind: 'SnapshotPoint' }, await honestName())
    const report = await checkOf(all)
    expect(kindsOf(report)).toEqual([])
    expect(report.snapshots).toEqual({ same: 1, unchecked: 0 })
    const point = all.at(-2) as JournalRow
    const { snapshot } = await checkOf(all, { heads: [signedHead(point)] })
    const later = await checkOf(all, { start: readSnapshot(JSON.stringify(snapshot)) })
    expect({ kinds: kindsOf(later), snapshots: later.snapshots }).toEqual({ kinds: [], snapshots: { same: 0, unchecked: 1 } })
  })

  test('are reported if the hash of the book, the hash of the text or the version of the rules is wrong', async () => {
    const name = await honestName()
    for (const lie of [{ bookHash: 'a'.repeat(64) }, { textHash: 'a'.repeat(64) }, { version: 6 }]) {
      const all = withRows({ kind: 'SnapshotPoint' }, { ...name, ...lie })
      expect(kindsOf(await checkOf(all))).toEqual([`book ${all.at(-1)?.seq}`])
    }
    const otherForm = await checkOf(withRows({ kind: 'SnapshotPoint' }, { ...name, textHash: 'a'.repeat(64), format: 99 }))
    expect(kindsOf(otherForm)).toEqual([])
  })

  test('are reported after a row that announces no snapshot, also without a valid number', async () => {
    const name = await honestName()
    for (const atSeq of [name.atSeq - 1, 'x' as never, null as never]) {
      const all = withRows({ kind: 'SnapshotPoint' }, { ...name, atSeq })
      expect(kindsOf(await checkOf(all))).toEqual([`book ${all.at(-1)?.seq}`])
    }
  })

  test('are counted by the command', async () => {
    const all = withRows({ kind: 'SnapshotPoint' }, await honestName())
    const { out } = await instead(all, () => infinitio('verify'))
    expect(out).toContain('snapshots listed        1 of this order book, 0 not compared')
  })
})

describe('the chain', () => {
  test('shows a root that no row has, and a command says so', async () => {
    await api.chain.travel(3_600)
    await anchor('d'.repeat(64))
    expect(kindsOf(await check())).toEqual(['anchor'])
    const file = join(folder, 'none.json')
    expect(await infinitio('snapshot', '--out', file, '--json')).toMatchObject({ code: 120, out: expect.stringContaining('"kind":"anchor"') })
    expect(existsSync(file)).toBe(false)
  })

  test('must be there, with a Directory, and be asked for what it has', async () => {
    expect(await infinitio('verify', '--rpc', 'http://127.0.0.1:1')).toMatchObject({ code: 61, err: expect.stringContaining('(chain.rpc_silent)') })
    expect(await infinitio('verify', '--directory', `0x${'1'.repeat(40)}`)).toMatchObject({
      code: 60,
      err: expect.stringContaining('(chain.directory_unknown)'),
    })
    expect(await infinitio('verify', '--head', join(folder, 'no'))).toMatchObject({ code: 80 })
    expect(await infinitio('verify', '--from-block', 'x')).toMatchObject({ code: 80 })
    expect(await infinitio('head')).toMatchObject({ code: 0, out: expect.stringContaining(`row ${head.seq}, generation 0`) })
  })
})
