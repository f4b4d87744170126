import net from 'node:net'
import { knownHostsLine } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { hasOpenSsh, sshRenter } from '@infinitio/process/test'
import { spawn as spawnOnTerminal } from '@lydell/node-pty'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { hostKeyFile, publicHalf } from '../../src/keys/loadNodeKeys.ts'
import { LeaseSessions } from '../../src/leases/runningLease.ts'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import { serveSsh } from '../../src/ssh/serveSsh.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { openTestRuntime, runIn, until } from './runtimeOfTests.ts'

describe.skipIf(whyNoContainers !== null || !hasOpenSsh)(`SSH into a container, with the OpenSSH client${inContainers}`, () => {
  let engine: TestEngine
  let runtime: Awaited<ReturnType<typeof openTestRuntime>>
  let sandbox: Sandbox

  beforeAll(async () => {
    engine = await engineOfTests()
    const image = engine.makeImage({ changes: [], add: () => {} })
    runtime = await openTestRuntime({ container: { socketPath: engine.socket, network: engine.network, image } })
    sandbox = await runtime.lease('7')
  })
  afterAll(async () => {
    await runtime?.close()
    await engine?.stop()
  })

  test('returns both outputs and the exit code of a command, and passes its input', async () => {
    const { renter, target } = await setup()
    const run = await renter.run([...target, 'wc -c; echo err >&2; hostname; exit 7'], 'x'.repeat(200_000))
    expect(run).toEqual({ code: 7, stdout: '200000\nlease-7\n', stderr: 'err\n' })
  })

  test("gives a terminal the client's size, and leaves nothing running after a hang-up", async () => {
    const { renter, target } = await setup()
    const terminal = spawnOnTerminal('ssh', [...renter.options, '-tt', ...target], { cols: 91, rows: 31, name: 'xterm-256color' })
    let text = ''
    terminal.onData((data) => (text += data))
    await until('the size', async () => {
      terminal.write('stty size\r')
      return text.includes('31 91')
    })
    terminal.write('sleep 76543\r')
    const sleeping = async (): Promise<boolean> => (await runIn(sandbox, 'ps -o args')).stdout.includes('sleep 76543')
    await until('the command to run', sleeping)
    terminal.kill('SIGKILL')
    await until('the command to end', async () => !(await sleeping()))
  })

  test('forwards to listeners in the container, and to nothing of this machine', async () => {
    const { renter, target } = await setup()
    const listener = await sandbox.exec({ command: 'echo from the lease | nc -l -p 8123', environment: {} })
    onTestFinished(() => listener.signal('SIGKILL'))
    await until('the listener', async () => (await runIn(sandbox, 'cat /proc/net/tcp /proc/net/tcp6')).stdout.includes(':1FBB '))
    const run = await renter.run(['-W', '127.0.0.1:8123', ...target])
    expect(run.stdout).toBe('from the lease\n')
    const own = net.createServer((socket) => socket.end('from the machine'))
    onTestFinished(() => void own.close())
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
    const { port } = own.address() as net.AddressInfo
    const refused = await renter.run(['-W', `127.0.0.1:${port}`, ...target])
    expect(refused.stdout).toBe('')
    expect(refused.code).not.toBe(0)
  })

  async function setup() {
    const seed = `0x${'11'.repeat(32)}`
    const sessions = new LeaseSessions()
    const sshKeys: string[] = []
    const server = net.createServer((stream) => {
      const door = { leaseId: '7', orderHash: null, sandbox, sshKeys, banner: '', enter: sessions.enter }
      serveSsh({ stream, hostKey: hostKeyFile(seed), door, logger: createLogger({ room: 'test' }) })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    const renter = sshRenter({ knownHosts: [knownHostsLine({ host: '127.0.0.1', port, hostKey: publicHalf({ seed, kind: 'ed25519' }) })] })
    sshKeys.push(renter.publicKey)
    onTestFinished(async () => {
      server.close()
      renter.close()
      await sessions.end('The test is over.')
    })
    return { renter, target: ['-p', String(port), 'root@127.0.0.1'] }
  }
})
