import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTraining, trainingProgram, writeTraining } from './actors/startTraining.ts'
import { startTrainingDeployment, type TrainingDeployment } from './actors/trainingDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

describe.skipIf(process.env.TEST_LONG !== '1')('a job on leases', () => {
  let training: TrainingDeployment
  beforeAll(async () => {
    training = await startTrainingDeployment(['lost'])
  })
  afterAll(() => training?.close())

  it('continues on another machine from the last checkpoint when its machine is lost, with the same result and exact money', async () => {
    const { deployment, client, attic, atticNode, folder } = training
    const job = { home: join(folder, 'lost'), url: deployment.url, epochs: 40, epochMs: 1_000 }
    const run = startTraining(['submit', writeTraining(job)], job)
    onTestFinished(run.kill)
    const at = (kind: string, epoch: number) =>
      waitFor({ what: `${kind} of lease ${epoch}`, within: 120, read: () => run.last(kind, epoch), until: (event) => event !== null }).catch(
        (error: Error) => {
          throw new Error(`${error.message}\n${run.progress()}`, { cause: error })
        },
      )
    const first = `${(await at('leased', 0))?.leaseId}`
    expect((await client.getLease(first)).terms.node).toBe(atticNode)
    await waitFor({ what: 'a later checkpoint', within: 60, read: () => epochOf(run.last('checkpointed', 0)), until: (epoch) => epoch >= 3 })
    attic.crash()
    const kept = epochOf(run.last('checkpointed', 0))
    const second = `${(await at('leased', 1))?.leaseId}`
    const resumed = await at('checkpointed', 1)
    expect(epochOf(resumed)).toBeGreaterThan(kept)
    const { code } = await run.ended
    expect(code, run.progress()).toBe(0)
    expect(run.result('train.json')).toBe(uninterrupted(job.epochs, folder))
    const leases = [await client.getLease(first), await client.getLease(second)]
    expect(leases.map(({ state }) => ['ended', 'closed'].includes(state))).toEqual([true, true])
    // The amounts in the job's journal equal the bills of both leases exactly.
    const noted = [0, 1].map((epoch) => BigInt(`${run.last('leaseEnded', epoch)?.paid}`.replace('n', '')))
    expect(noted).toEqual(leases.map(costOf))
  })
})

function epochOf(event: Record<string, unknown> | null): number {
  return Number(/^epoch-(\d+)$/.exec(`${event?.name}`)?.[1] ?? 0)
}

function costOf(lease: LeaseWire): bigint {
  return BigInt(lease.now.spent) + feesIn(lease, { payer: 'renter', charge: 'flat' }).total
}

/** Returns the result of the same training if nothing interrupts it. */
function uninterrupted(epochs: number, folder: string): string {
  const env = {
    ...process.env,
    EPOCHS: `${epochs}`,
    EPOCH_MS: '0',
    CHECKPOINT_DIR: join(folder, 'checkpoints'),
    RESULT_PATH: join(folder, 'model.json'),
  }
  execFileSync('/usr/bin/env', ['node', trainingProgram], { env })
  return readFileSync(join(folder, 'model.json'), 'utf8')
}
