import { fork } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import type { StartedScript } from '../../src/runtime/sandboxProcess.ts'
import { startTicksOf } from '../../src/runtime/startTicksOf.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { openTestRuntime, runIn, runtimeOfTest, screenOf, until } from './runtimeOfTests.ts'

let engine: TestEngine | null = null
let image = ''

beforeAll(async () => {
  if (whyNoContainers !== null) return
  engine = await engineOfTests()
  image = engine.makeImage({ changes: [], add: () => {} })
})
afterAll(() => engine?.stop())

/**
 * Each test checks one promise of the runtime interface for every kind of runtime, because SSH, the web terminal and the lease keeper use only this interface.
 */
for (const kind of ['local', 'container'] as const) {
  const skipped = kind === 'container' && whyNoContainers !== null
  describe.skipIf(skipped)(`runs a lease in the ${kind} runtime${kind === 'container' ? inContainers : ''}`, () => {
    // A runtime that is shared by the tests that do not end their lease.
    let shared: Awaited<ReturnType<typeof openTestRuntime>>
    const lease = (): Promise<Sandbox> => shared.lease('7')
    beforeAll(async () => {
      shared = await openTestRuntime(place())
    })
    afterAll(() => shared?.close())

    test('returns both outputs and the exit code of a command', async () => {
      const run = await runIn(await lease(), 'echo out; echo err >&2; exit 7')
      expect(run).toEqual({ code: 7, signal: null, stdout: 'out\n', stderr: 'err\n' })
    })

    test('counts only its own CPU, memory, disk and, if separate, network', async () => {
      const [busy, idle] = [await lease(), await shared.lease('8')]
      const before = await idle.stats()
      const busyBefore = await busy.stats()
      const run = await busy.exec({ command: 'head -c 4000000 /dev/zero > "$HOME/filled"; sync; while :; do :; done', environment: {} })
      await until('the CPU time of the busy lease', async () => (await busy.stats()).cpuMs > busyBefore.cpuMs + 300)
      const [used, other] = [await busy.stats(), await idle.stats()]
      run.signal('SIGKILL')
      await runIn(busy, 'rm "$HOME/filled"')
      expect(other.cpuMs - before.cpuMs).toBeLessThan(100)
      expect(used.ramUsedBytes).toBeGreaterThan(100_000)
      expect(used.ramUsedBytes).toBeLessThan(used.ramTotalBytes)
      if (kind !== 'container') expect([used.network, used.devices]).toEqual([null, null])
      else expect(used).toMatchObject({ cpus: 1, ramTotalBytes: 96 * 1024 ** 2, network: { rxBytes: expect.any(Number) }, devices: [] })
      if (kind === 'container') expect((used.disk?.usedBytes ?? 0) - (other.disk?.usedBytes ?? 0)).toBeGreaterThan(3_900_000)
    })

    test('passes standard input and its end to the command', async () => {
      const run = await runIn(await lease(), 'wc -c', 'x'.repeat(300_000))
      expect(run.stdout.trim()).toBe('300000')
    })

    test('delivers a large output completely', async () => {
      const run = await runIn(await lease(), 'head -c 3000000 /dev/zero | tr "\\0" a')
      expect(run.stdout.length).toBe(3_000_000)
    })

    test('runs what a shell without a terminal reads', async () => {
      const shell = await (await lease()).exec({ command: null, environment: {} })
      let text = ''
      shell.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
      shell.stdin.end('echo read; exit 3\n')
      expect(await shell.exited).toMatchObject({ code: 3 })
      await until('the output', async () => text === 'read\n')
    })

    test('shows the variables of the workload and the client, and none of the agent', async () => {
      process.env['INFINITIO_TEST_SECRET'] = 'not for renters'
      const sandbox = await lease()
      const shell = await sandbox.exec({ command: 'env; pwd; echo "home=$HOME"', environment: { LANG: 'de_DE.UTF-8' } })
      let text = ''
      shell.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
      await shell.exited
      await until('the output', async () => text.includes('home='))
      expect(text).toContain('GREETING=hello from the workload')
      expect(text).not.toContain('INFINITIO_TEST_SECRET')
      expect(text).not.toContain('LD_PRELOAD')
      const home = /^home=(.+)$/m.exec(text)?.[1]
      expect(text.split('\n')).toContain(home)
    })

    test('gives a terminal the requested size, follows changes, and returns the exit code', async () => {
      const terminal = await (await lease()).terminal({ command: null, environment: {}, term: 'xterm-256color', columns: 91, rows: 31 })
      const screen = screenOf(terminal)
      // The program may see the requested size of the terminal only shortly after the shell has started, so the test asks repeatedly.
      await until('the first size', async () => {
        terminal.input.write(Buffer.from('stty size; echo "$TERM"\r'))
        return screen.text().includes('31 91')
      })
      await screen.shows('xterm-256color')
      terminal.resize({ columns: 120, rows: 40 })
      await until('the new size', async () => {
        terminal.input.write(Buffer.from('stty size\r'))
        return screen.text().includes('40 120')
      })
      terminal.input.write(Buffer.from('exit 5\r'))
      expect(await terminal.exited).toMatchObject({ code: 5 })
    })

    test('blocks only the terminal of a program that does not read, and delivers the typed bytes later', async () => {
      const sandbox = await lease()
      const command = 'stty raw -echo; printf waiting; until [ -e go ]; do sleep 0.1; done; printf "read "; head -c 300000 | wc -c'
      const terminal = await sandbox.terminal({ command, environment: {}, term: 'xterm', columns: 80, rows: 24 })
      const screen = screenOf(terminal)
      await screen.shows('waiting')
      terminal.input.write(Buffer.alloc(300_000, 'x'))
      const other = await sandbox.exec({ command: 'touch go', environment: {} })
      expect(await other.exited).toMatchObject({ code: 0 })
      await screen.shows('read 300000')
      expect(await terminal.exited).toMatchObject({ code: 0 })
    })

    test('sends a signal to the command and all its processes', async () => {
      const sandbox = await lease()
      const running = await sandbox.exec({ command: 'sleep 98765 & sleep 98765', environment: {} })
      running.signal('SIGKILL')
      await running.exited
      expect((await runIn(sandbox, 'ps aux 2>/dev/null | grep -c "[s]leep 98765" || true')).stdout.trim()).toBe('0')
    })

    test('delivers the stop notice to programs that handle it, and ends no other', async () => {
      const sandbox = await lease()
      const deaf = await sandbox.exec({ command: 'echo here; sleep 98764; echo left', environment: {} })
      const listener = await sandbox.exec({ command: 'trap "kill $!; exit 3" URG; sleep 98763 & echo here; wait', environment: {} })
      await Promise.all([deaf, listener].map(({ stdout }) => once(stdout, 'data')))
      await sandbox.tellPrograms()
      expect(await listener.exited).toMatchObject({ code: 3 })
      expect((await runIn(sandbox, 'ps aux | grep -c "[s]leep 98764"')).stdout.trim()).not.toBe('0')
      deaf.signal('SIGKILL')
      await deaf.exited
    })

    test('changes nothing when it is prepared again', async () => {
      const { lease, start } = await setup()
      const sandbox = await lease('7')
      await runIn(sandbox, 'echo kept > "$HOME/note"')
      await sandbox.prepare()
      const again = (await start(['7'])).sandbox({ leaseId: '7', environment: {} })
      await again.prepare()
      expect((await runIn(again, 'cat "$HOME/note"')).stdout).toBe('kept\n')
    })

    test("writes the start script's output and exit code to the log", async () => {
      const sandbox = await lease()
      await sandbox.startScript('echo "$GREETING"; echo oops >&2; exit 4')
      await until('the script to end', async () => (await readFile(sandbox.logFile, 'utf8')).includes('ended with code 4'))
      expect(await readFile(sandbox.logFile, 'utf8')).toContain('hello from the workload\noops\n')
    })

    test('keeps all but terminals running when the agent is killed, and the next one adopts it', async () => {
      const { leasesDir, start, lease } = await setup()
      const engineOf =
        kind === 'container' && engine !== null ? [engine.socket, image, engine.network.machineNamespace ?? '', engine.network.nft] : []
      const agent = fork(programFile('apps/agent/test/containers/serveOneLease.ts'), [leasesDir, 'echo begun; sleep 1000', ...engineOf])
      onTestFinished(() => void agent.kill('SIGKILL'))
      const [{ script, terminal }] = (await once(agent, 'message')) as [{ script: StartedScript; terminal: StartedScript }]
      agent.kill('SIGKILL')
      await once(agent, 'exit')
      const runtime = await start(['7'])
      const sandbox = runtime.sandbox({ leaseId: '7', environment: { GREETING: 'hello from the workload' } })
      await sandbox.prepare()
      await until('the terminal to end', async () => (await startTicksOf(terminal.pid)) !== terminal.startTicks)
      // After the restart, the script must still be the process that the killed agent started, and it must be the only one.
      expect(await startTicksOf(script.pid)).toBe(script.startTicks)
      await until('the first line of the log', async () => (await readFile(sandbox.logFile, 'utf8')).includes('begun'))
      expect(await readFile(sandbox.logFile, 'utf8')).toBe('begun\n')
      expect((await runIn(await lease('7'), 'echo "$GREETING"')).stdout).toBe('hello from the workload\n')
    })

    test('ends every process, also one that ignores signals', async () => {
      const { lease } = await setup()
      const sandbox = await lease('7')
      const script = await sandbox.startScript('trap "" HUP TERM; setsid sleep 1000 & nohup sleep 1000 & while :; do sleep 1000; done')
      await sandbox.exec({ command: 'trap "" TERM HUP; sleep 1000 & wait', environment: {} })
      expect(await sandbox.stop([script])).toBe(0)
      expect(await startTicksOf(script.pid)).toBeNull()
    })

    test('wipes everything, names the checked places, and can repeat it', async () => {
      const { lease, leasesDir } = await setup()
      const sandbox = await lease('7')
      await runIn(sandbox, 'echo secret > "$HOME/note"')
      await sandbox.stop([])
      const evidence = await sandbox.wipe()
      expect(evidence).toMatchObject({ runtime: kind, residue: [] })
      expect(evidence.checked).toEqual(expect.arrayContaining(['processes', 'directory']))
      await expect(access(path.join(leasesDir, '7'))).rejects.toThrow('ENOENT')
      expect((await sandbox.wipe()).residue).toEqual([])
    })

    function place() {
      return { container: kind === 'local' || engine === null ? null : { socketPath: engine.socket, network: engine.network, image } }
    }

    function setup() {
      return runtimeOfTest(place())
    }
  })
}
