import { mkdtempSync, rmSync } from 'node:fs'
import { readAddresses } from '@infinitio/chain'
import { createNodeClients } from '@infinitio/chain/node'
import { readCheckpoint } from '@infinitio/db'
import { createTestDatabase, openTestDb } from '@infinitio/db/test'
import { createLogger } from '@infinitio/process'
import { startPostgres } from '@infinitio/process/embedded'
import { chainReader } from '../../src/follower/chainReader.ts'
import { runFollower } from '../../src/follower/runFollower.ts'
import { wallClock } from '../../src/loop/clock.ts'
import { type History, writeHistory } from './writeHistory.ts'

// Measures how many logs (events) per second the follower processes on a chain with the logs of `ROUNDS` rounds. The follower is the process that copies chain events into
// the database. Prints one line of JSON with one number for each run. Uses a durable Postgres and a separate chain process on this machine, with every check
// on.

const RUNS = 5
const ROUNDS = 200
const POLL_MS = 5

process.env.LOG_LEVEL ??= 'fatal'
const folder = mkdtempSync('/var/tmp/infinitio-bench-postgres-')
const postgres = await startPostgres({ dataDir: folder, port: 0, durable: true })
process.env.TEST_POSTGRES_URL = postgres.url
try {
  const history = await writeHistory({ rounds: ROUNDS })
  try {
    const logsPerSec: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const seconds = await catchUp(history)
      logsPerSec.push(history.logs / seconds)
      console.error(`run ${run + 1}: ${history.logs} logs in ${history.blocks} blocks in ${seconds.toFixed(2)} s`)
    }
    console.log(JSON.stringify({ logsPerSec }))
  } finally {
    await history.chain.stop()
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Returns how many seconds the follower needs from an empty database to the newest block of the chain. */
async function catchUp({ chain, blocks }: History): Promise<number> {
  const database = await createTestDatabase()
  const db = openTestDb({ url: database.urls.infinitio_follower, max: 4, onError: () => {} })
  const [client] = createNodeClients({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
  if (client === undefined) throw new Error('the chain has a node')
  const addresses = await readAddresses(client, chain.addresses.directory)
  const failure = Promise.withResolvers<never>()
  const startedAt = performance.now()
  const follower = await runFollower({
    db,
    logger: createLogger({ room: 'engine' }),
    sources: 1,
    openReader: async () => chainReader({ client, addresses }),
    finalityBlocks: 1n,
    startBlock: 0n,
    lowerHeadMs: 60_000,
    ...wallClock,
    onFatal: failure.reject,
  })
  try {
    const isThere = async () => (await readCheckpoint(db))?.headNumber === BigInt(blocks - 1)
    while (!(await Promise.race([isThere(), failure.promise]))) await wallClock.wait(POLL_MS).ended
    return (performance.now() - startedAt) / 1_000
  } finally {
    await follower.stop()
    await db.close()
    await database.drop()
  }
}
