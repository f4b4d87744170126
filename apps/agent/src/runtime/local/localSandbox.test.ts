import { spawn, spawnSync } from 'node:child_process'
import { access, chmod, copyFile, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { endLocalLeases } from './endLocalLeases.ts'
import { leaseProcesses } from './leaseProcesses.ts'
import { type LocalSandbox, localSandboxOf, prepareSandbox } from './localSandbox.ts'
import { sandboxEnvironment } from './sandboxEnvironment.ts'
import { ownerOfLease } from './sandboxOwner.ts'
import { spawnCommand } from './spawnCommand.ts'
import { runStartScript } from './startScript.ts'
import { stopSandbox, wipeSandbox } from './stopSandbox.ts'
import { TerminalBuffer } from '../terminalBuffer.ts'
import { trimLog } from '../trimLog.ts'

describe('a sandbox', () => {
  test('makes a private directory, and changes nothing when it makes it again', async () => {
    const sandbox = await setup()
    await writeFile(path.join(sandbox.home, 'note'), 'kept')
    await prepareSandbox(sandbox)
    expect(await readFile(path.join(sandbox.home, 'note'), 'utf8')).toBe('kept')
    expect((await stat(sandbox.home)).mode & 0o777).toBe(0o700)
  })

  test('runs the start script with its output and exit code in the log', async () => {
    const sandbox = await setup()
    await runStartScript(sandbox, 'echo hello from $GREETING; echo oops >&2; exit 4')
    await until(async () => (await readFile(sandbox.logFile, 'utf8')).includes('ended with code 4'))
    expect(await readFile(sandbox.logFile, 'utf8')).toContain('hello from tests\noops\n')
  })

  test.skipIf(process.platform !== 'linux')('is emptied of every process, also of those that left their session', async () => {
    const sandbox = await setup()
    const script = await runStartScript(sandbox, 'setsid sleep 1000 & nohup sleep 1000 & sleep 1000')
    spawnCommand({ sandbox, command: 'trap "" TERM HUP; sleep 1000 & wait', environment: {} })
    await until(async () => (await leaseProcesses(sandbox)).length >= 6)
    expect(await stopSandbox(sandbox, [script])).toBe(0)
    expect(await leaseProcesses(sandbox)).toEqual([])
  })

  describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('with a user of its own', () => {
    test('gives the user a name, in a command and in a script that the command starts', async () => {
      const sandbox = await setup({ own: true })
      const { stdout, exited } = spawnCommand({ sandbox, command: 'whoami; echo whoami > name.sh; bash name.sh; echo $LOGNAME', environment: {} })
      const printed = await new Response(Readable.toWeb(stdout) as ReadableStream<Uint8Array>).text()
      await exited
      expect(printed.trim().split('\n')).toEqual(['lease-7', 'lease-7', 'lease-7'])
    })

    // A shell command that starts a process which is hard to find: it leaves its session and its process group, clears its environment, and other processes
    // cannot trace it.
    const daemon = 'cp /bin/sleep . && chmod 111 sleep && { env -i setsid ./sleep 1000 & echo started; }'

    test("ends a program that runs with another user's rights", async () => {
      const sandbox = await setup({ own: true })
      const program = path.join(sandbox.directory, 'sleep')
      await copyFile('/bin/sleep', program)
      await chmod(program, 0o4755)
      await started(sandbox, `setsid ${program} 1000 & echo started`)
      expect(await runningOf(sandbox)).toHaveLength(1)
      expect(await leaseProcesses(sandbox)).toHaveLength(1)
      expect(await stopSandbox(sandbox, [])).toBe(0)
      expect(await runningOf(sandbox)).toEqual([])
    })

    test('ends every process when the agent is removed', async () => {
      const sandbox = await setup({ own: true })
      await started(sandbox, daemon)
      expect(await endLocalLeases(path.dirname(sandbox.directory))).toBe(0)
      expect(await runningOf(sandbox)).toEqual([])
      expect(await endLocalLeases('/nowhere/leases')).toBe(0)
    })
  })

  test.skipIf(process.platform !== 'linux')('finds no process of anybody else', async () => {
    const sandbox = await setup()
    const stranger = spawn('sleep', ['1000'], { env: { INFINITIO_LEASE: '7' } })
    onTestFinished(() => void stranger.kill('SIGKILL'))
    expect(await leaseProcesses(sandbox)).toEqual([])
  })

  test('wipes everything and follows no link of the renter', async () => {
    const sandbox = await setup()
    const outside = await mkdtemp(path.join(tmpdir(), 'infinitio-outside-'))
    onTestFinished(() => rm(outside, { recursive: true, force: true }))
    await writeFile(path.join(outside, 'precious'), 'kept')
    await symlink(outside, path.join(sandbox.home, 'link'))
    await wipeSandbox(sandbox)
    await expect(access(sandbox.directory)).rejects.toThrow('ENOENT')
    expect(await readFile(path.join(outside, 'precious'), 'utf8')).toBe('kept')
  })
})

describe("a sandbox's environment", () => {
  test("has the workload's variables and none of the agent's", () => {
    process.env['PROVIDER_SECRET_OF_TEST'] = 'secret'
    const environment = sandboxEnvironment({ leaseId: '7', home: '/home/7', workload: { TOKEN: 'abc' } })
    expect(environment['TOKEN']).toBe('abc')
    expect(environment['PROVIDER_SECRET_OF_TEST']).toBeUndefined()
  })

  test('keeps the marker and loads no code into the agent, whatever the workload sets', () => {
    const workload = { HOME: '/', INFINITIO_LEASE_HOME: '/', SHELL: '/bin/evil', LD_PRELOAD: '/evil.so', 'BAD NAME': 'x', GLIBC_TUNABLES: 'x' }
    const environment = sandboxEnvironment({ leaseId: '7', home: '/home/7', workload })
    expect(environment).toMatchObject({ HOME: '/home/7', INFINITIO_LEASE_HOME: '/home/7', SHELL: '/bin/bash' })
    for (const name of ['LD_PRELOAD', 'BAD NAME', 'GLIBC_TUNABLES']) expect(environment).not.toHaveProperty([name])
  })
})

test("keeps a terminal's last bytes, from the start of a line", () => {
  const buffer = new TerminalBuffer(20)
  for (let line = 0; line < 50; line += 1) buffer.add(Buffer.from(`line ${line}\n`))
  expect(buffer.read().toString()).toBe('line 48\nline 49\n')
  const { writtenBytes } = buffer
  expect(buffer.since(writtenBytes)?.toString()).toBe('')
  expect(buffer.since(writtenBytes - 5)?.toString()).toBe('e 49\n')
  expect(buffer.since(writtenBytes + 1)).toBe(null)
  expect(buffer.since(0)).toBe(null)
})

test('leaves a log within its limit unchanged', async () => {
  const sandbox = await setup()
  await writeFile(sandbox.logFile, 'short')
  await trimLog(sandbox.logFile)
  expect(await readFile(sandbox.logFile, 'utf8')).toBe('short')
})

/**
 * Runs a command that starts a program in the background. Waits until the command has printed something and has ended, and a process of the lease's user runs.
 */
async function started(sandbox: LocalSandbox, command: string): Promise<void> {
  const { stdout, exited } = spawnCommand({ sandbox, command, environment: {} })
  const printed = new Promise<void>((resolve) => stdout.once('data', () => resolve()))
  await Promise.all([printed, exited])
  await until(async () => (await runningOf(sandbox)).length > 0)
}

/** Returns a line of `ps` for each process of a lease's user, without ended processes that were not collected yet (zombies). */
async function runningOf({ owner }: LocalSandbox): Promise<string[]> {
  const { stdout } = spawnSync('ps', ['-U', String(owner?.uid), '-u', String(owner?.uid), '-o', 'pid=,stat='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.trim() !== '' && !line.includes('Z'))
}

async function setup({ own = false } = {}) {
  const leasesDir = await mkdtemp(path.join(tmpdir(), 'infinitio-sandbox-'))
  await chmod(leasesDir, 0o711)
  const owner = own ? ownerOfLease({ leaseId: '7', leasesDir }) : null
  const sandbox = localSandboxOf({ leaseId: '7', leasesDir, owner, environment: { GREETING: 'tests' } })
  await prepareSandbox(sandbox)
  onTestFinished(async () => {
    await stopSandbox(sandbox, [])
    await rm(leasesDir, { recursive: true, force: true })
  })
  return sandbox
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition was not met within 60 s')
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
