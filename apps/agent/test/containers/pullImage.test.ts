import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createLogger } from '@infinitio/process'
import { LeaseKeeper } from '../../src/leases/leaseKeeper.ts'
import { type Engine, openEngine } from '../../src/runtime/container/engine.ts'
import { ensureImage, findImage } from '../../src/runtime/container/ensureImage.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import { nodesOfTests, wantedOfTests } from './nodeOfTests.ts'
import { newRuntime } from './newRuntime.ts'
import { runIn, runtimeOfTest, until } from './runtimeOfTests.ts'
import { publishImage } from '../../../../e2e/containers/publishImage.ts'
import { startRegistry, type TestRegistry } from '../../../../e2e/containers/startRegistry.ts'

const isLong = process.env.TEST_LONG === '1'

const wanted = wantedOfTests('7')
const workload = { sshKeys: [], environment: {}, startScript: '' }

describe.skipIf(whyNoContainers !== null)(`pulls an image that leases run in${inContainers}`, () => {
  let registry: TestRegistry
  let podman: TestEngine
  let engine: Engine
  let digest = ''
  let base = ''

  beforeAll(async () => {
    registry = await startRegistry()
    podman = await engineOfTests({ plainRegistry: registry.host })
    engine = await openEngine(podman.socket)
    base = podman.makeImage({ changes: [], add: () => {} })
    digest = publish(['ENV OF=the-registry'], () => {})
  })
  afterAll(async () => {
    registry?.close()
    await podman?.stop()
  })

  test('pulls an image by its digest once, and later uses the local one', async () => {
    const pulled = await ensure(`${registry.host}/lease@${digest}`)
    expect(pulled.image.environment).toContain('OF=the-registry')
    expect(pulled.percents).toEqual(expect.arrayContaining([0, 100]))
    const asked = registry.requests()
    expect(asked).toBeGreaterThan(0)
    expect((await ensure(`${registry.host}/lease@${digest}`)).image.id).toBe(pulled.image.id)
    expect(registry.requests()).toBe(asked)
  })

  test('refuses a digest that the registry does not have', async () => {
    await expect(ensure(`${registry.host}/lease@sha256:${'0'.repeat(64)}`)).rejects.toThrow(/cannot be pulled|did not give/)
  })

  test('refuses a name without a digest and an unknown id, without calling a registry', async () => {
    const asked = registry.requests()
    await expect(ensure(`${registry.host}/lease:latest`)).rejects.toThrow('not named by a digest')
    await expect(ensure(`sha256:${'0'.repeat(64)}`)).rejects.toThrow('no image here has the id')
    expect(registry.requests()).toBe(asked)
  })

  test("moves a Ready lease from the provider's image into the renter's, with a notice and its files, and runs its script there", async () => {
    const { keeper, sandboxOf, remove } = await setup()
    const reference = `${registry.host}/lease@${publish(['ENV OF=the-renter'], (root) => writeFileSync(path.join(root, 'etc/mine'), 'yes'))}`
    await keeper.prepare(wanted, { ...workload, image: reference, startScript: 'cat /etc/mine; echo "$OF"' })
    const sandbox = sandboxOf()
    expect((await runIn(sandbox, 'echo kept > /root/note; cat /etc/mine')).stderr).toContain('No such file')
    const told: string[] = []
    const closed: string[] = []
    expect(keeper.find('7')?.image).toEqual({ state: 'wanted' })
    keeper.find('7')?.sessions.enter({ notify: (text) => void told.push(text), close: () => void closed.push('7') })
    await bring(keeper)
    expect(keeper.actual()).toMatchObject([{ image: 'here', script: 'waiting' }])
    expect(keeper.find('7')?.image).toEqual({ state: 'here' })
    expect((await runIn(sandbox, 'cat /root/note /etc/mine; echo "$OF"')).stdout).toBe('kept\nyesthe-renter\n')
    expect(told.join('\n')).toMatch(/pulling \S+: 100 %[\s\S]*Your image is here/)
    expect(closed).toEqual(['7'])
    await keeper.startScript('7')
    const log = (): string => readFileSync(sandbox.logFile, 'utf8')
    await until('the script to end', async () => log().includes('ended with code 0'))
    expect(log()).toMatch(/pulling \S+: 100 %[\s\S]*this lease runs in [\s\S]*yesthe-renter/)
    // The image remains on the machine after its lease, so the next lease starts in it without a request to the registry.
    const asked = registry.requests()
    await remove()
    await keeper.prepare(wanted, { ...workload, image: reference })
    expect((await runIn(sandboxOf(), 'cat /etc/mine')).stdout).toBe('yes')
    expect(registry.requests()).toBe(asked)
    await remove()
  })

  test.skipIf(!isLong)('keeps the lease running without an image that cannot be pulled, gives the reason, and starts no script', async () => {
    const { keeper, sandboxOf, remove } = await setup()
    const spoilt = publish(['ENV OF=nobody'], () => {})
    registry.spoil(spoilt)
    const noShell = publish(['ENV OF=no-shell'], (root) => rmSync(path.join(root, 'bin/sh')))
    for (const [reference, why, isFinal] of [
      [`${registry.host}/lease@${noShell}`, 'it needs /bin/sh and sleep', true],
      [`10.0.0.1:5000/lease@${digest}`, 'takes no images from 10.0.0.1:5000', true],
      [`${registry.host}/lease@${spoilt}`, 'cannot be pulled', false],
    ] as const) {
      await keeper.prepare(wanted, { ...workload, image: reference, startScript: 'true' })
      const brought = bring(keeper)
      await until(why, async () => readFileSync(sandboxOf().logFile, 'utf8').includes(why))
      if (isFinal) {
        await brought
        expect(keeper.actual()).toMatchObject([{ image: 'failed', script: 'waiting', imageFault: expect.stringContaining(why) }])
      }
      expect(readFileSync(sandboxOf().logFile, 'utf8')).toContain('node.image_unavailable')
      expect(keeper.find('7')?.image).toEqual({ state: 'refused', reason: expect.stringContaining(why), retrying: !isFinal })
      expect((await runIn(sandboxOf(), 'echo up')).stdout).toBe('up\n')
      await remove()
      await brought
    }
  })

  // This test makes and pulls several images, so it runs only in the long tests. The test of `imagesToRemove` checks in every run which images would be
  // removed.
  test.runIf(process.env.TEST_LONG === '1')(
    'of a renter stays for the next lease up to a size, and then the one goes that was used longest ago and by no lease',
    async () => {
      const cacheMib = 16
      const { keeper, remove } = await setup(cacheMib)
      const fill = (root: string): void => writeFileSync(path.join(root, 'etc/fill'), randomBytes(5 * 1024 * 1024))
      const references = [publish([], fill), publish([], fill), publish([], fill)].map((one) => `${registry.host}/lease@${one}`)
      for (const reference of references) {
        await keeper.prepare(wanted, { ...workload, image: reference })
        await bring(keeper)
        expect(keeper.actual()).toMatchObject([{ image: 'here' }])
        await remove()
      }
      const isHere = async (reference: string): Promise<boolean> => (await findImage(engine, reference)) !== null
      expect(await Promise.all(references.map(isHere))).toEqual([false, true, true])
      const tooLarge = `${registry.host}/lease@${publish([], (root) => writeFileSync(path.join(root, 'etc/fill'), randomBytes(20 * 1024 * 1024)))}`
      await keeper.prepare(wanted, { ...workload, image: tooLarge })
      await bring(keeper)
      expect(keeper.actual()).toMatchObject([{ image: 'failed' }])
      expect(await isHere(tooLarge)).toBe(false)
      await remove()
    },
  )

  test("refuses a renter's image in the local runtime, with its code", async () => {
    const leasesDir = mkdtempSync(path.join(tmpdir(), 'infinitio-image-'))
    onTestFinished(() => rmSync(leasesDir, { recursive: true }))
    const keeper = new LeaseKeeper({
      leasesDir,
      nodes: nodesOfTests,
      runtime: newRuntime({ leasesDir, container: null }),
      logger: createLogger({ room: 'test' }),
    })
    await keeper.adopt()
    await expect(keeper.prepare(wanted, { ...workload, image: `${registry.host}/lease@${digest}` })).rejects.toMatchObject({
      code: 'node.images_unsupported',
    })
    expect(keeper.actual()).toEqual([])
  })

  /** Makes a runtime and an image cache for one test, which accept images from the test's registry. */
  async function setup(cacheMib = 256) {
    const { leasesDir } = await runtimeOfTest({ container: null })
    const container = { socketPath: podman.socket, network: podman.network, image: base, registries: [registry.host], cacheMib }
    const keeper = new LeaseKeeper({
      leasesDir,
      nodes: nodesOfTests,
      runtime: newRuntime({ leasesDir, container }),
      logger: createLogger({ room: 'test' }),
    })
    await keeper.adopt()
    const sandboxOf = (): Sandbox => {
      const lease = keeper.find('7')
      if (lease === null) throw new Error('lease 7 is not served')
      return lease.sandbox
    }
    const remove = (): Promise<void> => keeper.remove('7', 'ended')
    onTestFinished(remove)
    return { keeper, sandboxOf, remove }
  }

  /** Resolves when the pull for lease 7 has ended, also after a failure. */
  function bring(keeper: LeaseKeeper): Promise<void> {
    return new Promise((resolve) => void keeper.images.bring('7', resolve))
  }

  async function ensure(reference: string) {
    const percents: number[] = []
    return { image: await ensureImage({ engine, reference, onPercent: (percent) => void percents.push(percent) }), percents }
  }

  function publish(changes: string[], add: (root: string) => void): string {
    return publishImage({ engine: podman, registry }, { changes, add }).split('@')[1] ?? ''
  }
})
