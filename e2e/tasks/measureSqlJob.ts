// Measures an SQL job of 4 tasks with 64 chunks over a million rows. The command runs the job on a market of `npm start`. This is the second part of `npm run
// bench -- tasks`. It prints three numbers:
// - `sqlJobMs`: the time from the owner's approval to the joined result.
// - `acceptedMs`: the time from submitting the batch until each task has a worker.
// - `overheadPct`: the chunks that are calculated again as checks, in percent of the chunks of the job.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { programFile } from '@infinitio/process/test'
import { openTaskPool, type TaskPool } from '@infinitio/sdk/pool'
import { chunksToAnswer, type JobEvent } from '@infinitio/tasks'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createActor } from '../actors/createActor.ts'
import { startTestDeployment, temporaryFolder } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

const runs = 5
const tasks = 4
const lookEveryMs = 100
const command = programFile('packages/cli/src/main.ts')
const samples = { sqlJobMs: [] as number[], acceptedMs: [] as number[], overheadPct: [] as number[] }
const deployment = await startTestDeployment()
const home = temporaryFolder()
const keyFile = join(home, 'wallet.key')
const job = join(home, 'job.yaml')

try {
  const privateKey = generatePrivateKey()
  writeFileSync(keyFile, privateKey, { mode: 0o600 })
  const { client } = await createActor(deployment, { privateKey })
  const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
  await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
  await waitFor({
    what: 'simulated machines',
    within: 120,
    read: () => client.searchListings({ includeSimulated: 'true', limit: 1 }),
    until: ({ total }) => total >= 30,
  })
  const pool = await openTaskPool({ rpcUrl: deployment.rpcUrl, chain: await client.getChain() })
  if (pool === null) throw new Error('the market has no task pool')
  await infinitio('jobs', 'init', '--rows', '1000000', '--out', job)
  writeFileSync(job, `${readFileSync(job, 'utf8')}    tasks: ${tasks}\n`)
  for (let run = 1; run <= runs; run += 1) {
    const sqlJobMs = await measure(pool)
    console.log(`run ${run} of ${runs}: the result stood ${Math.round(sqlJobMs)} ms after the yes`)
    samples.sqlJobMs.push(sqlJobMs)
  }
} finally {
  await deployment.remove()
}
console.log(JSON.stringify(samples))
process.exit(0)

async function measure(pool: TaskPool): Promise<number> {
  const before = new Set((await pool.reader.read()).view.batches.keys())
  const ran = infinitio('jobs', 'submit', job, '--yes', '--json')
  let isOver = false
  void ran
    .finally(() => {
      isOver = true
    })
    .catch(() => {})
  let submittedAt: number | null = null
  const acceptedAt = new Map<string, number>()
  const newBatch = async () => [...(await pool.reader.read()).view.batches.values()].find(({ batchId }) => !before.has(batchId))
  while (!isOver) {
    const batch = await newBatch()
    if (batch !== undefined) submittedAt ??= performance.now()
    for (const taskId of [...(batch?.tasks.values() ?? [])].map((one) => one.taskId))
      if (!acceptedAt.has(taskId)) acceptedAt.set(taskId, performance.now())
    await delay(lookEveryMs)
  }
  const { folder } = JSON.parse(await ran) as { folder: string }
  const batch = await newBatch()
  if (submittedAt === null || batch === undefined) throw new Error('the job submitted no batch')
  for (const at of acceptedAt.values()) samples.acceptedMs.push(at - submittedAt)
  const checked = [...batch.tasks.values()].flatMap((task) =>
    [...task.runs.values()].filter(({ answer }) => answer !== null).map(() => chunksToAnswer({ batch, task }).length),
  )
  samples.overheadPct.push((100 * checked.reduce((sum, chunks) => sum + chunks, 0)) / (batch.batch.count * batch.batch.chunks))
  return atOf(folder, 'merged') - atOf(folder, 'approved')
}

/** Returns when the command wrote the first event of this kind to the job's journal, in milliseconds. */
function atOf(folder: string, kind: JobEvent['kind']): number {
  const events = join(folder, 'events')
  const file = readdirSync(events).find((name) => (JSON.parse(readFileSync(join(events, name), 'utf8')) as JobEvent).kind === kind)
  if (file === undefined) throw new Error(`the job was not ${kind}`)
  return statSync(join(events, file)).mtimeMs
}

function infinitio(...args: string[]): Promise<string> {
  const env = { ...process.env, HOME: home, INFINITIO_URL: deployment.url, INFINITIO_KEY_FILE: keyFile }
  return new Promise((done, fail) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], { env, timeout: 300_000 }, (error, out, err) =>
      error === null ? done(out) : fail(new Error(`${args.join(' ')}: ${err}`)),
    )
  })
}
