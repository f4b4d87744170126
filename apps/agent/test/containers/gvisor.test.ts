import { execFileSync } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { release } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installRunsc } from '../../../../e2e/containers/installRunsc.ts'
import { thisMachine } from '../../src/detect/machinePlace.ts'
import { checkContainers } from '../../src/provide/preflight/checkContainers.ts'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { newRuntime } from './newRuntime.ts'
import { openTestRuntime, runIn, screenOf, until } from './runtimeOfTests.ts'
import { closedOfTests, machineOfTests, openWorld, type Place, publicOfTests, tryScript, type World } from './worldOfTests.ts'

const place = whyNoContainers === null ? installRunsc() : { missing: whyNoContainers }
const why = 'missing' in place ? ` (skipped: ${place.missing})` : inContainers
const leaseOfTests = '7'
const image = `docker.io/library/debian@sha256:${'a'.repeat(64)}`

/**
 * Checks that a lease in gVisor (the real program) keeps the promises of a container, and that none of its system calls reaches the machine's kernel directly.
 */
describe.skipIf('missing' in place)(`a lease behind gVisor${why}`, { timeout: 240_000 }, () => {
  let engine: TestEngine
  let world: World
  let runtime: Awaited<ReturnType<typeof openTestRuntime>>
  let sandbox: Sandbox
  const limits = { memoryMib: 384, diskMib: 24 }
  const container = (isolation: 'container' | 'gvisor', own: string) => ({
    socketPath: engine.socket,
    network: engine.network,
    image: own,
    isolation,
    limits,
  })
  let ownImage = ''

  beforeAll(async () => {
    if ('missing' in place) return
    engine = await engineOfTests({ plainRegistry: null, runtimes: { runsc: place.runsc } })
    world = await openWorld(engine)
    ownImage = engine.makeImage({ changes: [], add: () => {} })
    runtime = await openTestRuntime({ container: container('gvisor', ownImage) })
    sandbox = await runtime.lease(leaseOfTests)
  })
  afterAll(async () => {
    await runtime?.close()
    await world?.close()
    await engine?.stop()
  })

  const run = async (command: string): Promise<string> => {
    const { stdout, stderr } = await runIn(sandbox, command)
    return stdout + stderr
  }

  test("runs on gVisor's kernel instead of the machine's, without capabilities and with its own users", async () => {
    expect(await run('dmesg')).toContain('Starting gVisor')
    expect((await run('uname -r')).trim()).not.toBe(release())
    expect(await run('id -u; grep CapEff /proc/self/status')).toMatch(/^0\nCapEff:\s+0+\n$/)
    expect((await stat(path.join(runtime.leasesDir, leaseOfTests, 'volume/home'))).uid).toBeGreaterThanOrEqual(1_000_000_000)
    const kernel = execFileSync('ps', ['-eo', 'uid,args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('runsc-sandbox'))
    for (const line of kernel) expect(Number(line.trim().split(' ')[0]) >>> 0).toBeGreaterThanOrEqual(1_000_000_000)
  })

  test('runs commands with output, input and exit code, terminals, and the start script with its log', async () => {
    expect(await runIn(sandbox, 'cat; echo problem >&2; exit 7', 'typed')).toMatchObject({ code: 7, stdout: 'typed', stderr: 'problem\n' })
    const terminal = await sandbox.terminal({ command: null, environment: {}, term: 'xterm', columns: 91, rows: 31 })
    const screen = screenOf(terminal)
    await until('the size of the terminal', async () => {
      terminal.input.write(Buffer.from('stty size; echo "$TERM"\r'))
      return screen.text().includes('31 91')
    })
    await screen.shows('xterm')
    terminal.input.write(Buffer.from('exit 5\r'))
    expect(await terminal.exited).toMatchObject({ code: 5 })
    await sandbox.startScript('echo said by the script; exit 3')
    await until('the end of the script', async () => (await readFile(sandbox.logFile, 'utf8')).includes('ended with code 3'))
    expect(await readFile(sandbox.logFile, 'utf8')).toContain('said by the script')
  })

  test('has its disk, its secrets and a read-only image', async () => {
    await sandbox.giveSecrets({ TOKEN: "it's secret" })
    expect(await run('echo kept > /root/note; echo "$TOKEN"; touch /mine 2>&1; cat /etc/resolv.conf')).toMatch(
      /^it's secret\n.*(Read-only|Permission denied).*\nnameserver 9\.9\.9\.9/s,
    )
    expect(await readFile(path.join(runtime.leasesDir, leaseOfTests, 'volume/home/note'), 'utf8')).toBe('kept\n')
  })

  test('reaches the public internet through its network, and no closed address', async () => {
    const web = (address: string): Place => [address, 80]
    const open = [...publicOfTests.v4, ...publicOfTests.v6].map(web)
    const closed = [...Object.values(closedOfTests).flat(), ...Object.values(machineOfTests.line), ...machineOfTests.others].map(web)
    const reached = (await run(tryScript([...open, ...closed]))).trim().split('\n').toSorted()
    expect(reached).toEqual(open.map(([address, port]) => `${address} ${port}`).toSorted())
  })

  test('forwards to listeners on its loopback, and has no remote forwards', async () => {
    const service = await sandbox.exec({ command: 'echo from inside > /root/page; httpd -f -p 127.0.0.1:8080 -h /root', environment: {} })
    const relay = sandbox.relay?.()
    if (relay === undefined) throw new Error('a lease behind gVisor has forwards')
    let answer = ''
    await until('an answer from inside', async () => {
      const socket = await relay.connect({ port: 8080 }).catch(() => null)
      if (socket === null) return false
      socket.on('data', (bytes: Buffer) => (answer += bytes.toString())).on('error', () => {})
      socket.once('end', () => socket.end()).end('GET /page HTTP/1.0\r\n\r\n')
      socket.resume()
      await new Promise((resolve) => socket.once('close', resolve))
      return answer.includes('from inside')
    })
    await expect(relay.listen({ port: 0 }, () => {})).rejects.toThrow('no remote forwards')
    service.signal('SIGKILL')
    relay.close()
  })

  test('gives programs the stop notice, pauses and resumes', async () => {
    const program = await sandbox.exec({
      command: "trap 'echo told > /root/told' URG; echo waits > /root/waits; while :; do sleep 0.05; done",
      environment: {},
    })
    const home = (name: string) => readFile(path.join(runtime.leasesDir, leaseOfTests, 'volume/home', name), 'utf8').catch(() => '')
    await until('the program', async () => (await home('waits')) === 'waits\n')
    await sandbox.tellPrograms()
    await until('the notice', async () => (await home('told')) === 'told\n')
    await sandbox.standStill()
    expect(engine.podman(['ps', '--filter', 'status=paused', '--format', '{{.Names}}'])).toContain(`-${leaseOfTests}`)
    await sandbox.goOn()
    await sandbox.goOn()
    expect(await run('echo goes on')).toBe('goes on\n')
    program.signal('SIGKILL')
  })

  test('continues under the next agent, which must not use plain containers', async () => {
    await run('sleep 54321 & sleep 0')
    const kept = [{ leaseId: leaseOfTests, environment: {} }]
    const plain = newRuntime({ leasesDir: runtime.leasesDir, container: container('container', ownImage) })
    await expect(plain.adopt(kept)).rejects.toThrow('choose --isolation gvisor')
    const next = newRuntime({ leasesDir: runtime.leasesDir, container: container('gvisor', ownImage) })
    await next.adopt(kept)
    const adopted = next.sandbox({ leaseId: leaseOfTests, environment: {} })
    await adopted.prepare()
    expect((await runIn(adopted, 'ps -o args; dmesg')).stdout).toMatch(/sleep 54321[\s\S]*Starting gVisor/)
    const [open] = publicOfTests.v4
    expect(await run(tryScript([[open, 80]]))).toBe(`${open} 80\n`)
  })

  test('makes the lease again, with its disk, when its network is gone', async () => {
    await run('echo kept > /root/kept')
    engine.podman(['kill', ...names('-network')])
    await sandbox.prepare()
    expect(await run('cat /root/kept; dmesg')).toMatch(/^kept\n[\s\S]*Starting gVisor/)
    const [open] = publicOfTests.v4
    expect(await run(tryScript([[open, 80]]))).toBe(`${open} 80\n`)
  })

  test('measures what it uses', async () => {
    const stats = await sandbox.stats()
    expect(stats.cpuMs).toBeGreaterThan(0)
    expect(stats.ramUsedBytes).toBeGreaterThan(0)
    expect(stats.network?.rxBytes).toBeGreaterThan(0)
  })

  test('offers gVisor if runsc is installed', async () => {
    const asked = { place: thisMachine, socket: engine.socket, image, devices: [], network: engine.network, userId: process.getuid?.() ?? 0 }
    expect(await checkContainers({ ...asked, isolation: 'gvisor' })).toContainEqual(
      expect.objectContaining({ name: 'isolation', state: 'ok', detail: 'gvisor by runsc' }),
    )
    const withGpus = await checkContainers({ ...asked, isolation: 'gvisor', devices: ['nvidia.com/gpu=all'] })
    expect(withGpus).toContainEqual(
      expect.objectContaining({ name: 'isolation', code: 'node.engine_unfit', detail: expect.stringContaining('nvproxy') }),
    )
  })

  test('ends completely, and its wipe leaves nothing', async () => {
    await run('sleep 12345 & sleep 0')
    expect(await sandbox.stop([])).toBe(0)
    expect(await sandbox.wipe()).toMatchObject({ residue: [] })
    expect(names('')).toEqual([])
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain('sleep 12345')
  })

  /** Returns the names of the engine's containers with this suffix. */
  function names(end: string): string[] {
    return engine
      .podman(['ps', '--all', '--format', '{{.Names}}'])
      .split('\n')
      .filter((name) => name !== '' && name.endsWith(end))
  }
})
