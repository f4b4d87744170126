import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createLogger } from '@infinitio/process'
import { programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { LeaseKeeper } from '../../src/leases/leaseKeeper.ts'
import type { Sandbox, WipeEvidence } from '../../src/runtime/runtime.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { makeEvilImage } from './evilImage.ts'
import { newRuntime } from './newRuntime.ts'
import { openTestRuntime, runIn, until } from './runtimeOfTests.ts'
import { type LeaseMarks, type Traces, containersOf, kindsOfTraces, linesOfMachine, marksOfLease, tracesOf } from './tracesOfTests.ts'

/** Commands with which a lease leaves something in every place where it can write. */
const settleIn = [
  'for place in /root /tmp /dev/shm /run; do echo secret-of-the-last > $place/.secret; mkdir -p $place/a/b; ln -s /etc/passwd $place/a/link; done',
  'mkfifo /tmp/pipe; sleep 12345 & (setsid sleep 12346 &); (trap "" HUP TERM; sleep 12347) & nc -l -p 8124 &',
  'cd /root; exec 9>/root/held; rm /root/held; sleep 12348 & echo settled',
].join('\n')

describe.skipIf(whyNoContainers !== null)(`leaves nothing of an ended lease${inContainers}`, () => {
  let engine: TestEngine
  let image = ''
  let runtime: Awaited<ReturnType<typeof openTestRuntime>>
  let before: Traces
  let during: Traces
  let after: Traces
  let evidence: WipeEvidence
  const traces = (marks: LeaseMarks) => tracesOf(engine, runtime.leasesDir, marks)
  const container = () => ({ socketPath: engine.socket, network: engine.network, image })

  beforeAll(async () => {
    engine = await engineOfTests()
    image = makeEvilImage(engine)
    runtime = await openTestRuntime({ container: container() })
    before = traces(marksOfLease(engine, runtime.leasesDir, '7'))
    const sandbox = await runtime.lease('7')
    await settle(sandbox)
    const marks = marksOfLease(engine, runtime.leasesDir, '7')
    during = traces(marks)
    await sandbox.stop([])
    evidence = await sandbox.wipe()
    after = traces(marks)
  })
  afterAll(async () => {
    await runtime?.close()
    await engine?.stop()
  })

  test.each(kindsOfTraces)('leaves no %s', (kind) => {
    expect(during[kind]).not.toEqual(before[kind])
    expect(after[kind]).toEqual(before[kind])
  })

  test('returns the checked places, and nothing that remains', () => {
    const checked = ['container', 'processes', 'mounts', 'loop devices', 'volume', 'network', 'directory']
    expect(evidence).toEqual({ runtime: 'container', checked, residue: [] })
  })

  test('shows nothing to the next lease, even with the same name and users', async () => {
    const next = await runtime.lease('7')
    const look =
      'grep -rl secret-of-the-last /root /tmp /dev/shm /run /etc /proc/[0-9]*/environ 2>/dev/null; ls -A /root /tmp /dev/shm; ps -o args | grep "[s]leep 1234"'
    const { stdout } = await runIn(next, look)
    expect(stdout.split('\n').filter(Boolean)).toEqual(['/dev/shm:', '/root:', '/tmp:'])
    await next.stop([])
    await next.wipe()
  })

  const stages = [
    ['container was there', () => containersOf(engine)],
    ['network was being made', () => linesOfMachine(engine).filter((line) => line.startsWith('inf'))],
  ] as const
  test.each(process.env.TEST_LONG === '1' ? stages : stages.slice(1))(
    'has left nothing when its agent was killed as soon as its %s, once the next agent is there',
    async (_stage, seen) => {
      const { machineNamespace, nft } = engine.network
      const args = [runtime.leasesDir, 'sleep 1000', engine.socket, image, machineNamespace, nft]
      const agent = fork(programFile('apps/agent/test/containers/serveOneLease.ts'), args)
      onTestFinished(() => void agent.kill('SIGKILL'))
      await until('the lease to be half made', async () => seen().length > 0)
      const marks = marksOfLease(engine, runtime.leasesDir, '7')
      agent.kill('SIGKILL')
      await once(agent, 'exit')
      const logger = createLogger({ room: 'test' })
      await new LeaseKeeper({
        leasesDir: runtime.leasesDir,
        nodes: new Map(),
        runtime: newRuntime({ leasesDir: runtime.leasesDir, container: container() }),
        logger,
      }).adopt()
      expect(traces(marks)).toEqual(before)
    },
  )

  async function settle(sandbox: Sandbox): Promise<void> {
    await sandbox.startScript('sleep 12349')
    const shell = await sandbox.exec({ command: settleIn, environment: {} })
    let heard = ''
    shell.stdout.on('data', (bytes: Buffer) => (heard += bytes.toString()))
    await until('the lease to settle in', async () => heard.includes('settled'))
  }
})
