import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { startPostgres } from '@infinitio/process/embedded'
import { acceptCancel, journalledCancels } from '../numberedCancels.ts'
import { type Market, startMarket } from '../startMarket.ts'
import { startMatcherProcess } from '../startMatcherProcess.ts'

// Measures how long commands wait while a standby becomes the leading matcher, and prints the times as one line of JSON. The time begins when the leader is
// killed, or is stopped with its connections still open. It ends when the journal contains a command that was stored directly after that.

const RUNS = 5
const POLL_MS = 5

process.env.LOG_LEVEL ??= 'fatal'
const samples: Record<'killedMs' | 'silentMs', number[]> = { killedMs: [], silentMs: [] }
const folder = mkdtempSync('/var/tmp/infinitio-bench-postgres-')
const postgres = await startPostgres({ dataDir: folder, port: 0, durable: true })
process.env.TEST_POSTGRES_URL = postgres.url
const market = await startMarket()
const children = new Set<ChildProcess>()
let commands = 0
try {
  await market.startEngine('follower')
  let leader = await startLeader()
  for (let run = 1; run <= RUNS; run += 1) {
    for (const [key, signal] of [
      ['killedMs', 'SIGKILL'],
      ['silentMs', 'SIGSTOP'],
    ] as const) {
      const standby = start()
      await market.until('the other one follows', isFollowing)
      const startedAt = performance.now()
      leader.kill(signal)
      await journalOne(market)
      const ms = performance.now() - startedAt
      samples[key].push(ms)
      console.error(`run ${run}: ${key} ${ms.toFixed(0)}`)
      leader.kill('SIGKILL')
      leader = standby
    }
  }
  console.log(JSON.stringify(samples))
} finally {
  for (const child of children) child.kill('SIGKILL')
  await market.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

function start(): ChildProcess {
  return startMatcherProcess(market, { children, settings: { STANDBY: 'on' } })
}

async function startLeader(): Promise<ChildProcess> {
  const first = start()
  await market.until('one leads', async () => {
    const [row] = await market.owner.query<{ value: bigint }>('select value from fence', [])
    return (row?.value ?? 0n) > 0n
  })
  await journalOne(market)
  return first
}

async function isFollowing(): Promise<boolean> {
  const waiting = await market.owner.query(
    "select from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and application_name = 'lock matcher' and datname = current_database() and not granted",
    [],
  )
  return waiting.length > 0
}

/** Stores a command and waits until the journal contains it. */
async function journalOne(of: Market): Promise<void> {
  commands += 1
  await acceptCancel(of, commands)
  while ((await journalledCancels(of)).length < commands) await delay(POLL_MS)
}
