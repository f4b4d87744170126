import { mkdtempSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { startPostgres } from '@infinitio/process/embedded'
import { actorKey, askFaucet } from '../actors.ts'
import { addSender, type SenderKey } from '../senderKeys.ts'
import { sendersUp } from '../sendersUp.ts'
import { type Market, startMarket } from '../startMarket.ts'
import { startWorkerProcess, type WorkerProcess } from '../workerProcess.ts'
import { startDelayedRpc } from './delayedRpc.ts'

// Measures the worker and prints two results as one line of JSON. The first is the pause from the kill of a worker until the next worker stores a transaction:
// once with a supervisor that restarts the process, and once with a second process that already waits. The second result is the number of transactions per
// second, with one key and with four. Every call to the chain takes 10 ms longer, as with a node in another region.

const RUNS = 5
const RELAYS = 40
const RELAYS_FOR_SPEED = 60
const CALL_DELAY_MS = 10
/** Pause of `superviseService` before it restarts a process, in ms. */
const SUPERVISOR_PAUSE_MS = 200
const POLL_MS = 5

const folder = mkdtempSync('/var/tmp/infinitio-bench-postgres-')
const postgres = await startPostgres({ dataDir: folder, port: 0, durable: true })
process.env.TEST_POSTGRES_URL = postgres.url
process.env.LOG_LEVEL ??= 'fatal'
const market = await startMarket()
const rpc = await startDelayedRpc({ rpcUrl: market.chain.rpcUrl, delayMs: CALL_DELAY_MS })
const others: SenderKey[] = []
let asked = 0
try {
  await market.startEngine('follower')
  for (const name of ['two', 'three', 'four']) others.push(await addSender(market, name))
  const samples = { resumeMs: [] as number[], standbyMs: [] as number[], oneKeyPerSec: [] as number[], fourKeysPerSec: [] as number[] }
  for (let run = 1; run <= RUNS; run += 1) {
    samples.resumeMs.push(await rest({ hasStandby: false }))
    samples.standbyMs.push(await rest({ hasStandby: true }))
    samples.oneKeyPerSec.push(await speed([]))
    samples.fourKeysPerSec.push(await speed(others))
    console.error(
      `run ${run}: ${JSON.stringify(Object.fromEntries(Object.entries(samples).map(([key, values]) => [key, Math.round(values.at(-1) ?? 0)])))}`,
    )
  }
  console.log(JSON.stringify(samples))
} finally {
  for (const other of others) other.remove()
  await market.stop()
  rpc.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

/** Kills a worker (kill -9) while it works. Returns the milliseconds until the next transaction is stored. */
async function rest({ hasStandby }: { hasStandby: boolean }): Promise<number> {
  const victim = start([])
  await market.until('it has the lock', async () => (await sendersUp(market)) === 1)
  const standby = hasStandby ? start([]) : null
  if (standby !== null) await delay(1_500)
  const before = await stored(market)
  await ask(RELAYS)
  await market.until('it has begun', async () => (await stored(market)) > before + 3)
  const killedAt = performance.now()
  await victim.kill()
  const known = await stored(market)
  if (standby === null) await delay(SUPERVISOR_PAUSE_MS)
  const next = standby ?? start([])
  while ((await stored(market)) === known) await delay(POLL_MS)
  const restedMs = performance.now() - killedAt
  await finish(next)
  return restedMs
}

/** Returns the number of transactions that the workers store per second, from the first to the last of many waiting relays. */
async function speed(more: SenderKey[]): Promise<number> {
  const from = await lastId(market)
  await ask(RELAYS_FOR_SPEED)
  await finish(start(more))
  const rows = await market.owner.query<{ seconds: number }>(
    'select extract(epoch from max(created_at) - min(created_at))::float8 as seconds from transactions where id > $1',
    [from],
  )
  return (RELAYS_FOR_SPEED - 1) / (rows[0]?.seconds ?? Number.NaN)
}

function start(more: SenderKey[]): WorkerProcess {
  return startWorkerProcess(market, { rpcUrl: rpc.url, settings: { SENDERS: more.map(({ file }) => `file:${file}`).join(',') } })
}

async function finish(worker: WorkerProcess): Promise<void> {
  const open = "select 1 from relays where not exists (select from transactions where relay_id = relays.id and state = 'mined') limit 1"
  await market.until('all are mined', async () => (await market.owner.query(open, [])).length === 0)
  await worker.kill()
}

async function ask(count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) await askFaucet(market, actorKey(`bench faucet ${asked++}`))
}

async function stored({ owner }: Market): Promise<number> {
  const rows = await owner.query<{ count: number }>('select count(*)::integer as count from transactions', [])
  return rows[0]?.count ?? 0
}

async function lastId({ owner }: Market): Promise<bigint> {
  const rows = await owner.query<{ id: bigint }>('select coalesce(max(id), 0) as id from transactions', [])
  return rows[0]?.id ?? 0n
}
