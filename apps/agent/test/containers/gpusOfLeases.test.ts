import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { createLogger } from '@infinitio/process'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { LeaseKeeper } from '../../src/leases/leaseKeeper.ts'
import type { ContainerSettings } from '../../src/runtime/container/containerSettings.ts'
import { DevicesHeld } from '../../src/runtime/container/gpus/readLeaseGpus.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { nodeOfTests, nodesOfTests, wantedOfTests as wanted } from './nodeOfTests.ts'
import { newRuntime, smallLimits } from './newRuntime.ts'
import { openTestRuntime, runIn } from './runtimeOfTests.ts'

const workload = { sshKeys: [], environment: {}, startScript: '' }
const kind = `infinitio-test-${process.pid}.example/gpu`
/** The minor numbers of four harmless devices that the tests use as GPUs: zero, full, random and urandom. A lease can see the number. */
const minors = [5, 7, 8, 9]
const fileOf = (index: number) => `/dev/infinitio-gpu-${process.pid}-${index}`
const description = `/var/run/cdi/infinitio-gpus-${process.pid}.json`

describe.skipIf(whyNoContainers !== null)(`gives leases single GPUs of a machine${inContainers}`, () => {
  let engine: TestEngine
  let image = ''

  beforeAll(async () => {
    engine = await engineOfTests()
    image = engine.makeImage({ changes: [], add: () => {} })
    mkdirSync('/var/run/cdi', { recursive: true })
    for (const [index, minor] of minors.entries()) execFileSync('mknod', ['-m', '666', fileOf(index), 'c', '1', String(minor)])
  })
  afterAll(() => {
    for (const one of [description, ...minors.map((_, index) => fileOf(index))]) rmSync(one, { force: true })
    return engine?.stop()
  })

  test('gives leases that start together different GPUs, of which each lease sees only its own', async () => {
    const { keeper } = await setup()
    await Promise.all([keeper.prepare(wanted('7'), workload), keeper.prepare(wanted('8', { gpus: 2 }), workload)])
    const seen = await Promise.all([gpusIn(keeper, '7'), gpusIn(keeper, '8')])
    expect(seen.map((one) => one.length)).toEqual([1, 2])
    expect(new Set(seen.flat()).size).toBe(3)
    await expect(keeper.prepare(wanted('9', { gpus: 2 }), workload)).rejects.toThrow('needs 2 GPUs, and 1 of the 4 GPUs of this machine are free')
    expect(keeper.actual().map(({ leaseId }) => leaseId)).toEqual(['7', '8'])
    await keeper.remove('7', 'ended')
    await keeper.prepare(wanted('9', { gpus: 2 }), workload)
    expect(new Set([...(await gpusIn(keeper, '8')), ...(await gpusIn(keeper, '9'))]).size).toBe(4)
    expect(keeper.isRented(nodeOfTests)).toBe(true)
    for (const leaseId of ['8', '9']) await keeper.remove(leaseId, 'ended')
    expect(keeper.isRented(nodeOfTests)).toBe(false)
  })

  test('limits a lease to its part of the machine, and shows the renter only that', async () => {
    const { keeper } = await setup()
    await keeper.prepare(wanted('7'), workload)
    const sandbox = sandboxOf(keeper, '7')
    const { cpus, ramTotalBytes, disk, devices } = await sandbox.stats()
    expect({ cpus, ramTotalBytes, devices }).toEqual({ cpus: 0.5, ramTotalBytes: 96 * 1024 ** 2, devices: [`${kind}=0`] })
    expect(disk?.totalBytes).toBeLessThan(24 * 1024 ** 2)
    expect((await runIn(sandbox, 'cat /dev/infinitio-gpu-*-1')).code).not.toBe(0)
    await keeper.remove('7', 'ended')
  })

  test('gives a lease the same GPUs after a restart of the agent, of its container and of a start that failed', async () => {
    const { keeper, restart } = await setup()
    await keeper.prepare(wanted('7'), workload)
    // The disk of lease 8 does not fit on the machine, so the agent stores its choice and then fails.
    const tooLarge = await restart({ limits: { ...smallLimits, diskMib: 4_000_000_000 } })
    await expect(tooLarge.prepare(wanted('8'), workload)).rejects.toThrow()
    expect(tooLarge.actual()).toMatchObject([{ gpus: { ids: [`${kind}=0`], of: 4 } }, { phase: 'preparing', gpus: { ids: [`${kind}=1`], of: 4 } }])
    const next = await restart()
    await next.prepare(wanted('9'), workload)
    await next.prepare(wanted('8'), workload)
    engine.podman(['stop', '--all', '--time', '0'])
    await next.keepUp()
    expect([await gpusIn(next, '7'), await gpusIn(next, '8'), await gpusIn(next, '9')]).toEqual([[5], [7], [8]])
    for (const leaseId of ['7', '8', '9']) await next.remove(leaseId, 'ended')
  })

  test('does not give a lease whose GPU is gone another one, and continues when it is back', async () => {
    const { keeper } = await setup()
    await keeper.prepare(wanted('7'), workload)
    await runIn(sandboxOf(keeper, '7'), 'echo kept > /root/note')
    engine.podman(['stop', '--all', '--time', '0'])
    describeGpus([1, 2, 3])
    await expect(sandboxOf(keeper, '7').prepare()).rejects.toThrow(`GPU ${kind}=0 of lease 7 is missing on this machine`)
    await keeper.prepare(wanted('8', { gpus: 3 }), workload)
    expect(await gpusIn(keeper, '8')).toEqual([7, 8, 9])
    describeGpus([0, 1, 2, 3])
    await sandboxOf(keeper, '7').prepare()
    expect([await gpusIn(keeper, '7'), (await runIn(sandboxOf(keeper, '7'), 'cat /root/note')).stdout]).toEqual([[5], 'kept\n'])
    for (const leaseId of ['7', '8']) await keeper.remove(leaseId, 'ended')
  })

  test('makes a stopped container again whose GPUs have other names, with the same disk', async () => {
    const { close, start } = await openTestRuntime({ container: container() })
    onTestFinished(close)
    describeGpus([0, 1, 2, 3])
    const shareOf = (index: number) => ({ ids: [`${kind}=${index}`], of: 4 })
    const runtime = await start(['7'])
    const before = runtime.sandbox({ leaseId: '7', environment: {}, gpus: shareOf(0) })
    await before.prepare()
    await runIn(before, 'echo kept > /root/note')
    const after = runtime.sandbox({ leaseId: '7', environment: {}, gpus: shareOf(3) })
    engine.podman(['stop', '--all', '--time', '0'])
    await after.prepare()
    expect((await runIn(after, 'cat /root/note; ls /dev | grep infinitio')).stdout.split('\n')).toEqual(['kept', path.basename(fileOf(3)), ''])
    await expect(runtime.sandbox({ leaseId: '8', environment: {}, gpus: shareOf(3) }).prepare()).rejects.toThrow('still held by lease 7')
    const whole = runtime.sandbox({ leaseId: '9', environment: {} })
    await expect(whole.prepare()).rejects.toThrow('still held by lease 7')
    for (const leaseId of ['8', '9']) await runtime.sandbox({ leaseId, environment: {} }).wipe()
  })

  test('gives all GPUs to each lease of a machine that its provider rents only as a whole', async () => {
    const { keeper, restart } = await setup()
    await keeper.prepare(wanted('7'), workload)
    const whole = await restart({ isWhole: true })
    await expect(whole.prepare(wanted('8', { gpus: 4 }), workload), 'lease 7 keeps its GPU').rejects.toThrow('still held by lease 7')
    engine.podman(['stop', '--all', '--time', '0'])
    await sandboxOf(whole, '7').prepare()
    expect(await gpusIn(whole, '7')).toEqual([5])
    await whole.remove('7', 'ended')
    await whole.prepare(wanted('8', { gpus: 4 }), workload)
    expect(await gpusIn(whole, '8')).toEqual(minors)
    await whole.remove('8', 'ended')
  })

  test('gives all devices to only one of two leases that start at the same moment', async () => {
    const { close, start } = await openTestRuntime({ container: container() })
    onTestFinished(close)
    describeGpus([0, 1, 2, 3])
    const runtime = await start(['7', '8'])
    const tries = await Promise.allSettled(['7', '8'].map((leaseId) => runtime.sandbox({ leaseId, environment: {} }).prepare()))
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const [failed] = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(failed).toBeInstanceOf(DevicesHeld)
  })

  const container = () => ({
    ...{ socketPath: engine.socket, network: engine.network, image, cdiDevices: minors.map((_, index) => `${kind}=${index}`) },
    limits: { cpus: 2, memoryMib: 384, diskMib: 96 },
  })

  /** Makes a machine with four GPUs, and an agent on it. `restart` starts another agent on the same folder, as after a kill. */
  async function setup() {
    describeGpus([0, 1, 2, 3])
    const { close, leasesDir } = await openTestRuntime({ container: container() })
    onTestFinished(close)
    const restart = async (change: { isWhole?: boolean; limits?: Partial<ContainerSettings['limits']> } = {}) => {
      const runtime = newRuntime({ leasesDir, container: { ...container(), ...change } })
      const keeper = new LeaseKeeper({ leasesDir, nodes: nodesOfTests, runtime, logger: createLogger({ room: 'test' }) })
      await keeper.adopt()
      return keeper
    }
    return { restart, keeper: await restart() }
  }

  function describeGpus(there: readonly number[]): void {
    const devices = there.map((index) => ({ name: String(index), containerEdits: { deviceNodes: [{ path: fileOf(index) }] } }))
    writeFileSync(description, JSON.stringify({ cdiVersion: '0.5.0', kind, devices }))
  }

  function sandboxOf(keeper: LeaseKeeper, leaseId: string) {
    const sandbox = keeper.find(leaseId)?.sandbox
    if (sandbox === undefined) throw new Error(`lease ${leaseId} is not served`)
    return sandbox
  }

  /** Returns the numbers of the devices that a lease sees and can open, sorted. */
  async function gpusIn(keeper: LeaseKeeper, leaseId: string): Promise<number[]> {
    const { stdout } = await runIn(sandboxOf(keeper, leaseId), 'for one in /dev/infinitio-gpu-*; do [ -r "$one" ] && stat -c %T "$one"; done')
    return stdout
      .split('\n')
      .flatMap((line) => (line === '' ? [] : Number.parseInt(line, 16)))
      .sort((one, other) => one - other)
  }
})
