import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createLogger } from '@infinitio/process'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { LeaseKeeper } from '../../src/leases/leaseKeeper.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { nodesOfTests, wantedOfTests as wanted } from './nodeOfTests.ts'
import { newRuntime } from './newRuntime.ts'
import { runIn, runtimeOfTest, until } from './runtimeOfTests.ts'

/** A device that returns zeroes, like /dev/zero, under another name. */
const deviceOfTest = `/dev/infinitio-test-${process.pid}`
const workload = { sshKeys: [], environment: {}, startScript: '' }

describe.skipIf(whyNoContainers !== null)(`keeps a container over time${inContainers}`, () => {
  let engine: TestEngine
  let image = ''

  beforeAll(async () => {
    engine = await engineOfTests()
    image = engine.makeImage({ changes: [], add: () => {} })
  })
  afterAll(() => engine?.stop())

  test('keeps running when the engine restarts', async () => {
    const { lease } = await setup()
    const sandbox = await lease('7')
    await runIn(sandbox, 'echo kept > /dev/shm/note')
    await engine.stopService()
    await engine.startService()
    expect((await runIn(sandbox, 'cat /dev/shm/note')).stdout).toBe('kept\n')
  })

  test('keeps its disk and users over a reboot, and starts again', async () => {
    const { lease, leasesDir, start } = await setup()
    await runIn(await lease('7'), 'echo kept > /root/note')
    const home = path.join(leasesDir, '7/volume/home')
    const { uid } = await stat(home)
    engine.podman(['stop', '--all', '--time', '0'])
    execFileSync('umount', ['--recursive', '--all-targets', path.join(leasesDir, '7/volume')])
    const sandbox = (await start(['7'])).sandbox({ leaseId: '7', environment: {} })
    await sandbox.prepare()
    expect((await runIn(sandbox, 'cat /root/note; unshare -U true || echo still forbidden')).stdout).toBe('kept\nstill forbidden\n')
    expect((await stat(home)).uid).toBe(uid)
  })

  test('restarts a container that went down without starting its script twice', async () => {
    const { leasesDir } = await setup()
    const keeper = await keeperOf(leasesDir)
    await keeper.prepare(wanted('7'), { ...workload, startScript: 'echo once >> /root/note' })
    await keeper.startScript('7')
    const sandbox = keeper.find('7')?.sandbox
    if (sandbox === undefined) throw new Error('lease 7 is not served')
    await until('the script', async () => (await runIn(sandbox, 'cat /root/note')).stdout === 'once\n')
    engine.podman(['kill', '--all'])
    await keeper.keepUp()
    expect((await runIn(sandbox, 'cat /root/note')).stdout).toBe('once\n')
    await keeper.remove('7', 'ended')
  })

  test("removes an unknown container with its disk at the next start, but not another agent's", async () => {
    const { lease, leasesDir, start } = await setup()
    const other = await setup()
    await lease('7')
    const neighbour = await other.lease('7')
    await start([])
    expect(await readdir(leasesDir)).toEqual([])
    expect((await runIn(neighbour, 'echo there')).stdout).toBe('there\n')
  })

  test('gives a device to one lease at a time, and to the next when it is free', async () => {
    const cdiDevices = [fakeDevice()]
    const { lease, start } = await setup({ cdiDevices })
    const first = await lease('7')
    expect((await runIn(first, `head -c 3 ${deviceOfTest} | wc -c`)).stdout.trim()).toBe('3')
    const runtime = await start(['7'])
    const second = runtime.sandbox({ leaseId: '8', environment: {} })
    await expect(second.prepare()).rejects.toThrow('still held by lease 7')
    await first.stop([])
    await first.wipe()
    await second.prepare()
    expect((await runIn(second, `head -c 3 ${deviceOfTest} | wc -c`)).stdout.trim()).toBe('3')
    await second.stop([])
    await second.wipe()
  })

  test('names what cannot be wiped, tries again, and accepts no other lease until it is gone', async () => {
    const { leasesDir } = await setup()
    const keeper = await keeperOf(leasesDir)
    await keeper.prepare(wanted('7'), workload)
    // A process of the machine has its current folder on the lease's disk, so the disk cannot be unmounted.
    const blocker = spawn('sleep', ['1000'], { cwd: path.join(leasesDir, '7/volume') })
    const free = async (): Promise<void> => {
      if (blocker.kill('SIGKILL')) await once(blocker, 'exit')
    }
    onTestFinished(free)
    await once(blocker, 'spawn')
    await expect(keeper.remove('7', 'ended')).rejects.toThrow('busy')
    await expect(keeper.prepare(wanted('8'), workload)).rejects.toThrow('still holds something of lease 7')
    // A new agent reports that lease 7 is not deleted, even before it tries to delete the lease.
    const next = await keeperOf(leasesDir)
    await expect(next.prepare(wanted('8'), workload)).rejects.toThrow('still holds something of lease 7')
    await free()
    await keeper.remove('7', 'ended')
    await keeper.prepare(wanted('8'), workload)
    await keeper.remove('8', 'ended')
    expect(await readdir(leasesDir)).toEqual([])
  })

  test('rejects leases of the other runtime and names the setting', async () => {
    const { leasesDir } = await setup()
    const keeper = await keeperOf(leasesDir)
    await keeper.prepare(wanted('7'), workload)
    const local = new LeaseKeeper({
      leasesDir,
      nodes: nodesOfTests,
      runtime: newRuntime({ leasesDir, container: null }),
      logger: createLogger({ room: 'test' }),
    })
    await expect(local.adopt()).rejects.toThrow('AGENT_RUNTIME=container')
    await keeper.remove('7', 'ended')
  })

  async function keeperOf(leasesDir: string): Promise<LeaseKeeper> {
    const runtime = newRuntime({ leasesDir, container: { socketPath: engine.socket, network: engine.network, image } })
    const keeper = new LeaseKeeper({ leasesDir, nodes: nodesOfTests, runtime, logger: createLogger({ room: 'test' }) })
    await keeper.adopt()
    return keeper
  }

  function setup({ cdiDevices = [] }: { cdiDevices?: string[] } = {}) {
    return runtimeOfTest({ container: { socketPath: engine.socket, network: engine.network, image, cdiDevices } })
  }

  /** Makes a harmless device under a name of the Container Device Interface, as NVIDIA's toolkit would describe a GPU. */
  function fakeDevice(): string {
    const folder = '/var/run/cdi'
    const made = mkdirSync(folder, { recursive: true })
    const file = path.join(folder, `infinitio-test-${process.pid}.json`)
    const kind = `infinitio.test/device-${process.pid}`
    execFileSync('mknod', ['-m', '666', deviceOfTest, 'c', '1', '5'])
    const edits = { deviceNodes: [{ path: deviceOfTest }] }
    writeFileSync(file, JSON.stringify({ cdiVersion: '0.5.0', kind, devices: [{ name: '0', containerEdits: edits }] }))
    onTestFinished(() => {
      for (const one of [made ?? file, deviceOfTest]) rmSync(one, { recursive: true, force: true })
    })
    return `${kind}=0`
  }
})
