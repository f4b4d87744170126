import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActor } from './actors/createActor.ts'
import { fundProvider, type Providing, provideByCommand } from './actors/provideByCommand.ts'
import { startTraining, trainingProgram, writeTraining } from './actors/startTraining.ts'
import { startTestHouse, temporaryFolder, type TestHouse } from './house/startTestHouse.ts'
import { waitFor } from './house/waitFor.ts'

describe.skipIf(process.env.TEST_LONG !== '1')('a job on leases', () => {
  let house: TestHouse
  let client: Client
  let attic: Providing
  let atticNode: string
  let folder: string

  beforeAll(async () => {
    house = await startTestHouse()
    folder = temporaryFolder()
    const privateKey = generatePrivateKey()
    client = (await createActor(house, { privateKey })).client
    for (const home of ['lost', 'killed']) {
      mkdirSync(join(folder, home))
      writeFileSync(join(folder, home, 'wallet.key'), privateKey, { mode: 0o600 })
    }
    const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
    await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
    const providerKey = generatePrivateKey()
    const keyFile = join(folder, 'provider.key')
    writeFileSync(keyFile, providerKey, { mode: 0o600 })
    await fundProvider(house, privateKeyToAccount(providerKey).address)
    const args = ['--data', join(folder, 'attic'), '--key-file', keyFile, '--price', '0.01', '--name', 'Attic', '--country', 'Norway']
    attic = await provideByCommand(args, { ...process.env, HOME: folder, INFINITIO_URL: house.url })
    atticNode = attic.page.split('/').at(-1) ?? ''
  })
  afterAll(async () => {
    attic?.kill()
    await attic?.ended
    await house?.remove()
  })

  it('continues on another machine from the last checkpoint when its machine is lost, with the same result and exact money', async () => {
    const job = { home: join(folder, 'lost'), url: house.url, epochs: 40, epochMs: 1_000 }
    const training = startTraining(['submit', writeTraining(job)], job)
    const at = (kind: string, epoch: number) =>
      waitFor({ what: `${kind} of lease ${epoch}`, within: 120, read: () => training.last(kind, epoch), until: (event) => event !== null }).catch(
        (error: Error) => {
          throw new Error(`${error.message}\n${training.progress()}`, { cause: error })
        },
      )
    const first = `${(await at('leased', 0))?.leaseId}`
    expect((await client.getLease(first)).terms.node).toBe(atticNode)
    await waitFor({ what: 'a later checkpoint', within: 60, read: () => epochOf(training.last('checkpointed', 0)), until: (epoch) => epoch >= 3 })
    attic.crash()
    const kept = epochOf(training.last('checkpointed', 0))
    const second = `${(await at('leased', 1))?.leaseId}`
    const resumed = await at('checkpointed', 1)
    expect(epochOf(resumed)).toBeGreaterThan(kept)
    const { code } = await training.ended
    expect(code, training.progress()).toBe(0)
    expect(training.result('train.json')).toBe(uninterrupted(job.epochs, folder))
    const leases = [await client.getLease(first), await client.getLease(second)]
    expect(leases.map(({ state }) => ['ended', 'closed'].includes(state))).toEqual([true, true])
    // The journal counts exactly the bills of both leases.
    const noted = [0, 1].map((epoch) => BigInt(`${training.last('leaseEnded', epoch)?.paid}`.replace('n', '')))
    expect(noted).toEqual(leases.map(costOf))
  })
})

function epochOf(event: Record<string, unknown> | null): number {
  return Number(/^epoch-(\d+)$/.exec(`${event?.name}`)?.[1] ?? 0)
}

function costOf(lease: LeaseWire): bigint {
  return BigInt(lease.now.spent) + feesIn(lease, { payer: 'renter', charge: 'flat' }).total
}

/** Returns the result of the same training without interruption. */
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
