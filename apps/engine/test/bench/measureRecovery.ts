import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { raiseFence, readCursors } from '@infinitio/db'
import { createTestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { bps, pTokenUnits } from '@infinitio/domain'
import { startPostgres } from '@infinitio/process/embedded'
import { bookVersion } from '../../src/matcher/bookVersion.ts'
import { judgeCommands, type MatcherState } from '../../src/matcher/judgeCommands.ts'
import { writeJudged } from '../../src/matcher/writeJudged.ts'
import { beforeJournal } from '../../src/matcher/replayJournal.ts'
import { packSnapshot, partLength } from '../../src/matcher/snapshots/packSnapshot.ts'
import { storeSnapshot } from '../../src/matcher/snapshots/takeSnapshot.ts'
import { RecoveryHistory } from './recoveryHistory.ts'

// Measures how long a matcher process takes from its start until it accepts commands, and prints the measured values as one line of JSON. The journal has a
// million commands (or `ROWS`), written as the matcher writes them. Measures three starts from a snapshot that 40,000 rows follow, and one start from the
// journal's first row.

const ROWS = BigInt(process.env.ROWS ?? 1_000_000)
const ROWS_AFTER_SNAPSHOT = 40_000n
const RUNS = 3

process.env.LOG_LEVEL ??= 'fatal'
const folder = mkdtempSync('/var/tmp/infinitio-bench-postgres-')
const postgres = await startPostgres({ dataDir: folder, port: 0, durable: false })
process.env.TEST_POSTGRES_URL = postgres.url
const database = await createTestDatabase()
const db = openTestDb({ url: database.urls.infinitio_matcher, max: 4, onError: () => {} })
const owner = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
try {
  const snapshot = await writeJournal(db)
  const samples: Record<string, number[]> = {
    snapshotMs: [],
    snapshotCpuMs: [],
    genesisMs: [],
    genesisCpuMs: [],
    takenMs: [snapshot.takenMs],
    snapshotMiB: [await sizeOf(owner)],
    rssMiB: [],
  }
  for (let run = 1; run <= RUNS; run += 1) await measureStart(run, samples, 'snapshot')
  await owner.query('truncate book_snapshots, book_snapshot_parts', [])
  await measureStart(1, samples, 'genesis')
  console.log(JSON.stringify(samples))
} finally {
  await Promise.all([db.close(), owner.close()])
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Writes the journal in the matcher's own transactions, several blocks at a time. */
async function writeJournal(matcher: TestDb): Promise<{ takenMs: number }> {
  const history = new RecoveryHistory()
  const { book, head } = beforeJournal()
  const fence = await matcher.transaction(raiseFence)
  const state: MatcherState = { book, head, fence, skipped: new Set(), cursors: await readCursors(matcher), paused: false }
  const rules = { kind: 'Upgrade', version: bookVersion, feeBps: bps(25n), relayFee: pTokenUnits(0n) } as const
  let takenMs = -1
  let nowMs = Date.now()
  const append = async (batch: Pick<Parameters<typeof judgeCommands>[1], 'own' | 'waiting'>): Promise<void> => {
    nowMs += 60_000
    const commands = judgeCommands(state, { ...batch, nowMs, maxUnsettled: 10_000 })
    await matcher.transaction((tx) => writeJudged(tx, commands, fence))
    for (const { events } of commands.judged) history.tell(events)
  }
  await append({ own: [rules], waiting: history.opening() })
  for (let block = 1; state.head.seq < ROWS; block += 1) {
    await append({ own: [], waiting: history.next() })
    if (takenMs < 0 && state.head.seq >= ROWS - ROWS_AFTER_SNAPSHOT) {
      const since = performance.now()
      const packed = packSnapshot(state, { length: partLength })
      await storeSnapshot(matcher, packed)
      takenMs = performance.now() - since
      await append({ own: [packed.name], waiting: [] })
    }
    if (block % 2_000 === 0) console.error(`run 0: ${state.head.seq} rows, ${book.bids.size} bids, ${book.leases.size} leases in the book`)
  }
  return { takenMs }
}

/** Measures one start of a process. `CpuMs` is the CPU time of the process, which ignores other load on the machine. */
async function measureStart(run: number, samples: Record<string, number[]>, from: 'snapshot' | 'genesis'): Promise<void> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'startOnce.ts'), database.urls.infinitio_matcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready ')) continue
    const ms = performance.now() - startedAt
    const { mib, cpuMs } = JSON.parse(line.slice(6)) as { mib: number; cpuMs: number }
    samples[`${from}Ms`]?.push(ms)
    samples[`${from}CpuMs`]?.push(cpuMs)
    samples.rssMiB?.push(mib)
    console.error(`run ${run}: from ${from} ready after ${ms.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of it computing, with ${mib.toFixed(0)} MiB`)
  }
  if (child.exitCode === null) await once(child, 'exit')
}

async function sizeOf(db: TestDb): Promise<number> {
  const [row] = await db.query<{ bytes: bigint }>('select coalesce(sum(octet_length(bytes)), 0) as bytes from book_snapshot_parts', [])
  return Number(row?.bytes ?? 0n) / 2 ** 20
}
