// Measures recovery: `npm run bench -- recover` kills the machine of a training job. `resumeMs` is the time from the kill to the first checkpoint of the next machine. `lostCheckpoints` counts
// complete checkpoints of the killed machine without a copy.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startTraining, writeTraining } from '../actors/startTraining.ts'
import { startTrainingDeployment } from '../actors/trainingDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

const epochs = 200
const epochMs = 1_000
const begunEpochs = 3
const training = await startTrainingDeployment(['killed'])
try {
  const { deployment, attic, folder } = training
  const job = { home: join(folder, 'killed'), url: deployment.url, epochs, epochMs }
  const run = startTraining(['submit', writeTraining(job)], job)
  await waitFor({ what: 'some checkpoints', within: 120, read: () => epochOf(run.last('checkpointed', 0)), until: (epoch) => epoch >= begunEpochs })
  attic.crash()
  const killedAt = performance.now()
  const done = newestOf(join(folder, 'attic'))
  const resumed = await waitFor({ what: 'the next machine', within: 300, read: () => run.last('checkpointed', 1), until: (event) => event !== null })
  const resumeMs = performance.now() - killedAt
  const copied = epochOf(run.last('checkpointed', 0))
  run.kill()
  console.log(`run the machine had done epoch ${done} at the kill, epoch ${copied} was copied, and the next machine began with ${epochOf(resumed)}`)
  console.log(JSON.stringify({ resumeMs: [resumeMs], lostCheckpoints: [Math.max(0, done - copied)] }))
} finally {
  await training.close()
}
process.exit(0)

/** Returns the newest complete epoch in the folders of a machine. */
function newestOf(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.max(0, ...names.map((name) => Number(/\/epoch-(\d+)\.done$/.exec(name)?.[1] ?? 0)))
}

function epochOf(event: Record<string, unknown> | null): number {
  return Number(/^epoch-(\d+)$/.exec(`${event?.name}`)?.[1] ?? 0)
}
