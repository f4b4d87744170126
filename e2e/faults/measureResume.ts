// Measures how fast a training job recovers. `npm run bench -- recover [--runs N]` kills the machine on which the job runs, in a new deployment for each run.
// `resumeMs` is the time from the kill to the first checkpoint on the next machine. `lostCheckpoints` counts complete checkpoints on the killed machine that
// the job had not copied.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startTraining, type Training, writeTraining } from '../actors/startTraining.ts'
import { startTrainingDeployment } from '../actors/trainingDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

const epochs = 200
const epochMs = 1_000
const begunEpochs = 3
const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } })
const samples: Awaited<ReturnType<typeof measureOnce>>[] = []
for (let run = 1; run <= Number(values.runs); run += 1) {
  console.log(`run ${run} of ${values.runs} begins`)
  samples.push(await measureOnce())
}
console.log(JSON.stringify({ resumeMs: samples.map(({ resumeMs }) => resumeMs), lostCheckpoints: samples.map(({ lost }) => lost) }))
process.exit(0)

async function measureOnce(): Promise<{ readonly resumeMs: number; readonly lost: number }> {
  const training = await startTrainingDeployment(['killed'])
  const { deployment, attic, folder } = training
  const job = { home: join(folder, 'killed'), url: deployment.url, epochs, epochMs }
  const run = startTraining(['submit', writeTraining(job)], job)
  try {
    await until(run, { what: 'some checkpoints', within: 120, epoch: 0, least: begunEpochs })
    attic.crash()
    const killedAt = performance.now()
    const done = newestOf(join(folder, 'attic'))
    const resumed = await until(run, { what: 'a checkpoint of the next machine', within: 300, epoch: 1, least: 0 })
    const resumeMs = performance.now() - killedAt
    const copied = copiedBy(run, 0) ?? 0
    console.log(`run the machine had done epoch ${done} at the kill, epoch ${copied} was copied, and the next machine first showed epoch ${resumed}`)
    return { resumeMs, lost: Math.max(0, done - copied) }
  } finally {
    run.kill()
    await training.close()
  }
}

type Wait = { readonly what: string; readonly within: number; readonly epoch: number; readonly least: number }

/**
 * Waits until the job has copied checkpoint number `least`, or a later checkpoint, from the lease with the number `epoch`. Returns the number of the copied
 * checkpoint. If there is no such copy within `within` seconds, throws an error with everything that the command has printed.
 */
async function until(run: Training, { what, within, epoch, least }: Wait): Promise<number> {
  const found = waitFor({ what, within, read: () => copiedBy(run, epoch), until: (copied) => copied !== null && copied >= least })
  const copied = await found.catch((cause: unknown) => {
    throw new Error(`${what} did not come:\n${run.progress()}`, { cause })
  })
  return copied ?? 0
}

/** Returns the number of the newest checkpoint that the job copied from a lease, or null. */
function copiedBy(run: Training, epoch: number): number | null {
  const event = run.last('checkpointed', epoch)
  return event === null ? null : Number(/^epoch-(\d+)$/.exec(`${event.name}`)?.[1] ?? 0)
}

/** Returns the number of the newest complete checkpoint in the folders of a machine. */
function newestOf(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.max(0, ...names.map((name) => Number(/\/epoch-(\d+)\.done$/.exec(name)?.[1] ?? 0)))
}
