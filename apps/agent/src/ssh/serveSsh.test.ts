import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { knownHostsLine } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { spawn as spawnOnTerminal } from '@lydell/node-pty'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hasOpenSsh, sshRenter } from '@infinitio/process/test'
import { hostKeyFile, publicHalf } from '../keys/loadNodeKeys.ts'
import { LeaseSessions } from '../leases/runningLease.ts'
import { LocalRuntime } from '../runtime/local/localRuntime.ts'
import { serveSsh } from './serveSsh.ts'

describe.skipIf(!hasOpenSsh)('the inner SSH hop, with the OpenSSH client', () => {
  test('returns both outputs and the exit code of a command', async () => {
    const { renter, target } = await setup()
    const run = await renter.run([...target, 'echo out; echo err >&2; exit 7'])
    expect(run).toEqual({ code: 7, stdout: 'out\n', stderr: 'err\n' })
  })

  test('passes standard input and its end to the command', async () => {
    const { renter, target } = await setup()
    const text = 'x'.repeat(300_000)
    const run = await renter.run([...target, 'wc -c'], text)
    expect(run.stdout.trim()).toBe('300000')
  })

  test('delivers a large output completely', async () => {
    const { renter, target } = await setup()
    const run = await renter.run([...target, 'head -c 3000000 /dev/zero | tr "\\0" a'])
    expect(run.code).toBe(0)
    expect(run.stdout.length).toBe(3_000_000)
  })

  test('reports a command that a signal ended', async () => {
    const { renter, target } = await setup()
    const run = await renter.run([...target, 'kill -KILL $$'])
    expect(run.code).toBe(255)
  })

  test("starts the session in the private directory, without the agent's environment", async () => {
    const { renter, target, home } = await setup()
    process.env['INFINITIO_TEST_SECRET'] = 'not for renters'
    const run = await renter.run([...target, 'pwd; env; ls /proc/self/fd | tr "\\n" " "'])
    expect(run.stdout.split('\n')[0]).toBe(home)
    expect(run.stdout).not.toContain('INFINITIO_TEST_SECRET')
    expect(run.stdout).toContain('GREETING=hello')
    expect(run.stdout.trim().split('\n').at(-1)?.trim()).toMatch(/^0 1 2( \d+)?$/)
  })

  test("gives a terminal the client's size and follows its changes", async () => {
    const { renter, target } = await setup()
    const terminal = spawnOnTerminal('ssh', [...renter.options, '-tt', ...target], { cols: 91, rows: 31, name: 'xterm-256color' })
    onTestFinished(() => terminal.kill())
    const screen = screenOf(terminal)
    await screen.shows('simulated banner')
    terminal.write('stty size; echo "$TERM"\r')
    await screen.shows('31 91')
    await screen.shows('xterm-256color')
    terminal.resize(120, 40)
    await screen.waitFor(async () => {
      terminal.write('stty size\r')
      return screen.text().includes('40 120')
    })
    const exited = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)))
    terminal.write('exit 5\r')
    expect(await exited).toBe(5)
  })

  test('gives a client without a terminal 80 columns and 24 rows', async () => {
    const { renter, target } = await setup()
    const run = await renter.run(['-tt', ...target, 'stty size'])
    expect({ code: run.code, size: run.stdout.trim() }).toEqual({ code: 0, size: '24 80' })
  })

  test('refuses a key that is not in the workload', async () => {
    const { target, known } = await setup()
    const stranger = sshRenter({ knownHosts: known })
    onTestFinished(stranger.close)
    const run = await stranger.run([...target, 'true'])
    expect(run.code).toBe(255)
    expect(run.stderr).toContain('Permission denied (publickey)')
  })

  test('lets the client detect another host key than the one on chain', async () => {
    const { target, port, publicKeys } = await setup()
    const wrong = knownHostsLine({ host: '127.0.0.1', port, hostKey: publicHalf({ seed: `0x${'22'.repeat(32)}`, kind: 'ed25519' }) })
    const renter = sshRenter({ knownHosts: [wrong] })
    publicKeys.push(renter.publicKey)
    onTestFinished(renter.close)
    const run = await renter.run([...target, 'true'])
    expect(run.code).toBe(255)
    expect(run.stderr).toContain('Host key verification failed')
  })

  test('writes a notice to a terminal and closes it when the lease is over', async () => {
    const { renter, target, sessions } = await setup()
    const terminal = spawnOnTerminal('ssh', [...renter.options, '-tt', ...target], { cols: 80, rows: 24, name: 'xterm' })
    const screen = screenOf(terminal)
    const exited = new Promise<void>((resolve) => terminal.onExit(() => resolve()))
    await screen.shows('simulated banner')
    await sessions.end('This lease is over: its time is up.')
    await exited
    expect(screen.text()).toContain('This lease is over: its time is up.')
  })

  test('ends only the connection whose bytes are not SSH', async () => {
    const { renter, target, port } = await setup()
    const noise = [randomBytes(2_000), Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), randomBytes(5_000)])]
    const tooLong = Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.from('ffffffff', 'hex'), randomBytes(100)])
    await Promise.all([...noise, tooLong].map((bytes) => sendRaw(port, bytes)))
    expect((await renter.run([...target, 'echo alive'])).stdout).toBe('alive\n')
  })

  async function setup() {
    const leasesDir = await mkdtemp(path.join(tmpdir(), 'infinitio-agent-'))
    const logger = createLogger({ room: 'test' })
    const sandbox = new LocalRuntime({ leasesDir, logger }).sandbox({ leaseId: '7', environment: { GREETING: 'hello' } })
    await sandbox.prepare()
    const seed = `0x${'11'.repeat(32)}`
    const sessions = new LeaseSessions()
    const publicKeys: string[] = []
    const server = net.createServer((socket) => {
      const door = { leaseId: '7', orderHash: null, sandbox, sshKeys: publicKeys, banner: 'simulated banner\r\n', enter: sessions.enter }
      serveSsh({ stream: socket, hostKey: hostKeyFile(seed), door, logger })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    const known = [knownHostsLine({ host: '127.0.0.1', port, hostKey: publicHalf({ seed, kind: 'ed25519' }) })]
    const renter = sshRenter({ knownHosts: known })
    publicKeys.push(renter.publicKey)
    onTestFinished(async () => {
      server.close()
      renter.close()
      await sessions.end('The test is over.')
      await rm(leasesDir, { recursive: true, force: true })
    })
    return { renter, target: ['-p', String(port), 'root@127.0.0.1'], home: path.join(leasesDir, '7', 'home'), known, port, publicKeys, sessions }
  }
})

function sendRaw(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.on('error', () => {})
    socket.resume()
    socket.once('close', () => resolve())
  })
}

function screenOf(terminal: ReturnType<typeof spawnOnTerminal>) {
  let text = ''
  terminal.onData((data) => (text += data))
  const waitFor = async (condition: () => Promise<boolean>): Promise<void> => {
    const deadline = Date.now() + 60_000
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`not shown in time; the screen has: ${text}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { text: () => text, waitFor, shows: (part: string) => waitFor(async () => text.includes(part)) }
}
