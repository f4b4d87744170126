import { join, resolve } from 'node:path'
import type { LeaseReceiptWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installDocker } from './containers/installDocker.ts'
import { provideBaseImages } from './containers/provideBaseImages.ts'
import { type DockerEngine, startDockerEngine } from './containers/startDockerEngine.ts'

const checkout = resolve(import.meta.dirname, '..')
const url = 'http://localhost:3000'
const place = process.env.TEST_LONG === '1' ? installDocker() : { missing: 'npm run test:long' }
const title = 'missing' in place ? `docker compose up (not run: ${place.missing})` : 'docker compose up'

/** The result of renting once. `allowed` lists actions in the shell that are forbidden but succeeded, so it must be empty. */
type Round = { page: number; user: string; complaint: string; allowed: string[]; receipt: LeaseReceiptWire }

describe.skipIf('missing' in place)(title, { timeout: 900_000 }, () => {
  let engine: DockerEngine
  beforeAll(async () => {
    if ('missing' in place) return
    engine = await startDockerEngine(place.root)
    console.log(`The containers are made from ${await provideBaseImages(engine, place)}.`)
    await compose('build', '--quiet')
  }, 1_800_000)
  afterAll(async () => {
    if (engine === undefined) return
    console.log(await complaints())
    await compose('down', '--volumes').catch(console.error)
    await engine.stop()
  }, 120_000)

  const compose = (...args: string[]) => engine.docker(['compose', ...args], { cwd: checkout })
  const up = () => compose('up', '--detach', '--wait', '--wait-timeout', '300')
  const rentOnce = async () =>
    JSON.parse(
      await engine.inside(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'containers/rentOnce.ts'), url]),
    ) as Round
  const complaints = async () =>
    (await compose('logs', '--no-color'))
      .split('\n')
      .filter((line) => /"level":"(error|fatal)"|(ERROR|FATAL|PANIC):/.test(line))
      .slice(-20)
      .join('\n')

  it('starts a deployment in which a machine is rented, used and paid, and its renter reaches nothing else', async () => {
    await up()
    checkRound(await rentOnce(), '1')
  })

  it('retains all data over down and up', async () => {
    await compose('down')
    await up()
    checkRound(await rentOnce(), '2')
  })

  it('continues after chain, database, engine and agent ended at once', async () => {
    // Kills all programs of a container. The engine starts the container again, because no operator stopped it. The kill command may be killed, too, so ignore
    // its error.
    for (const service of ['chain', 'postgres', 'engine', 'agent'])
      await compose('exec', '--no-TTY', service, 'sh', '-c', 'kill -9 -1').catch(() => null)
    await up()
    checkRound(await rentOnce(), '3')
  })
})

function checkRound({ page, user, complaint, allowed, receipt }: Round, leaseId: string): void {
  expect({ page, allowed, complaint }).toEqual({ page: 200, allowed: [], complaint: '' })
  expect(Number(user)).toBeGreaterThanOrEqual(600_000)
  expect(receipt).toMatchObject({ leaseId, final: true, reason: 'renter_ended' })
  expect(BigInt(receipt.escrow)).toBe(BigInt(receipt.pay) + BigInt(receipt.renterFee) + BigInt(receipt.refund))
}
