import { readFile, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processesOfIds } from '../../src/runtime/container/containerProcesses.ts'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { makeEvilImage, someoneElse } from './evilImage.ts'
import { smallLimits } from './newRuntime.ts'
import { openTestRuntime, runIn, screenOf, until } from './runtimeOfTests.ts'

const mib = 1024 * 1024
const leaseOfTests = '7'
const everything = 65_536

/** Tests that a renter cannot break out of a container, with an image that also attacks. Each test checks one promise of the container runtime. */
describe.skipIf(whyNoContainers !== null)(`keeps a renter inside a container${inContainers}`, () => {
  let engine: TestEngine
  let runtime: Awaited<ReturnType<typeof openTestRuntime>>
  let sandbox: Sandbox

  beforeAll(async () => {
    engine = await engineOfTests()
    runtime = await openTestRuntime({ container: { socketPath: engine.socket, network: engine.network, image: makeEvilImage(engine) } })
    sandbox = await runtime.lease(leaseOfTests)
  })
  afterAll(async () => {
    await runtime?.close()
    await engine?.stop()
  })

  const run = async (command: string): Promise<string> => {
    const { stdout, stderr } = await runIn(sandbox, command)
    return stdout + stderr
  }
  const firstId = async (): Promise<number> => (await stat(path.join(runtime.leasesDir, leaseOfTests, 'volume/home'))).uid
  const ours = async (): Promise<number> => (await processesOfIds(await firstId())).length

  test('gives no process a capability or a way to get one, and every process seccomp: the first, a command, a terminal, the start script', async () => {
    const status = 'grep -hE "^(Cap|NoNewPrivs|Seccomp:)" /proc/self/status'
    const terminal = await sandbox.terminal({ command: status, environment: {}, term: 'xterm', columns: 80, rows: 24 })
    const screen = screenOf(terminal)
    await terminal.exited
    await sandbox.startScript(status)
    await until('the script to end', async () => (await readFile(sandbox.logFile, 'utf8')).includes('ended with code 0'))
    const seen = [await run(`${status} /proc/1/status`), screen.text(), await readFile(sandbox.logFile, 'utf8')].join('\n')
    const values = [...seen.matchAll(/^(\w+):\s*(\w+)/gm)].map(([, name, value]) => `${name} ${value}`)
    expect(values.filter((line) => line.startsWith('Cap'))).toHaveLength(4 * 5)
    expect(new Set(values)).toEqual(
      new Set([...['Inh', 'Prm', 'Eff', 'Bnd', 'Amb'].map((set) => `Cap${set} 0000000000000000`), 'NoNewPrivs 1', 'Seccomp 2']),
    )
  })

  test('maps its root to no user of this machine', async () => {
    const map = (await run('cat /proc/self/uid_map /proc/self/gid_map'))
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/ +/).map(Number))
    const first = await firstId()
    expect(map).toEqual([
      [0, first, everything],
      [0, first, everything],
    ])
    expect(first).toBeGreaterThanOrEqual(1_000_000_000)
    expect(await run('id -u')).toBe('0\n')
  })

  test('forbids mounts and new namespaces', async () => {
    const tries = [
      'mount -t tmpfs none /tmp',
      'mount --bind /proc /tmp',
      'mount -o remount,rw /',
      'umount /root',
      'unshare -U true',
      'unshare -Urm true',
      'unshare -m true',
      'chroot /root true',
    ]
    expect(await succeeded(tries)).toEqual([])
  })

  test("shows only four of this machine's file systems, and the rest is read-only or in memory", async () => {
    const mounts = (await run('cat /proc/self/mountinfo'))
      .trim()
      .split('\n')
      .map((line) => {
        const [left = '', right = ''] = line.split(' - ')
        const [type = '', source = ''] = right.split(' ')
        const fields = left.split(' ')
        return { at: fields[4] ?? '', from: fields[3] ?? '', options: fields[5] ?? '', type, source }
      })
    const writable = mounts.filter(({ options, type }) => options.split(',').includes('rw') && ['ext4', 'xfs', 'btrfs', 'overlay'].includes(type))
    expect(writable.map(({ at, from }) => [at, from]).sort()).toEqual([
      ['/etc/resolv.conf', '/names/resolv.conf'],
      ['/root', '/home'],
      ['/run/infinitio/start.log', '/log/start.log'],
      ['/tmp', '/temporary'],
    ])
    for (const { options } of writable) expect(options.split(',')).toEqual(expect.arrayContaining(['nosuid', 'nodev']))
    expect(await succeeded(['touch /mine', 'touch /bin/mine', 'touch /etc/mine', `ls ${runtime.leasesDir}`, `ls ${engine.socket}`])).toEqual([])
  })

  test("runs a set-user-id program without that user's rights", async () => {
    expect(
      await run(
        `/become/busybox id -u; /become/busybox id -g; [ "$(stat -c %u /become/busybox)" = ${someoneElse} ] && [ -u /become/busybox ] && echo it would`,
      ),
    ).toBe('0\n0\nit would\n')
  })

  test('has only harmless devices; a disk and memory device in the image cannot be opened, and none be made', async () => {
    expect((await run('find /dev -type b -o -type c | grep -v /pts/ | sort')).trim().split('\n')).toEqual(
      ['full', 'null', 'random', 'tty', 'urandom', 'zero'].map((name) => `/dev/${name}`),
    )
    expect(await run('[ -b /disk ] && [ -c /memory ] && echo they are there')).toBe('they are there\n')
    const tries = ['head -c 1 /disk', 'head -c 1 /memory', 'echo x > /disk', 'mknod /root/null c 1 3', 'mknod /dev/mine b 7 0']
    expect(await succeeded(tries)).toEqual([])
  })

  test('ignores what the image sets for start, user, environment and labels', async () => {
    const seen = await run('tr "\\0" "\\n" < /proc/1/environ; env; pwd; ls /root')
    expect(seen).not.toMatch(/^(LD_|GLIBC_|NVIDIA_)/m)
    expect(seen).toContain('KEPT=by-the-image')
    expect(seen).toContain('HOME=/root')
    expect(seen).not.toContain('entry-point-ran')
    expect(await run('cat /proc/self/mountinfo | grep -c unlimited')).toBe('0\n')
    expect(engine.podman(['volume', 'ls', '--quiet'])).toBe('')
    expect(engine.podman(['ps', '--format', '{{index .Labels "infinitio.lease"}}']).trim()).toBe(leaseOfTests)
  })

  test('lets no process change a kernel setting', async () => {
    const tries = [
      ...['echo 1 > /proc/sys/kernel/printk', 'echo x > /proc/sys/kernel/core_pattern', 'echo b > /proc/sysrq-trigger', 'head -c 1 /proc/kcore'],
      ...[
        'head -c 1 /proc/keys | grep .',
        'hostname mine',
        'date -s 2000-01-01; [ "$(date +%Y)" = 2000 ]',
        'dmesg -n 1',
        'echo 1000 > /sys/fs/cgroup/pids/pids.max',
        'touch /sys/mine',
      ],
      ...['echo 9999 > /sys/fs/cgroup/pids.max', 'insmod /bin/busybox', 'swapon /root', 'reboot -f'],
    ]
    expect(await succeeded(tries)).toEqual([])
  })

  test('protects its first process from signals from inside', async () => {
    await run('kill -TERM 1; kill -KILL 1; kill -KILL -1')
    expect(await run('echo goes on')).toBe('goes on\n')
  })

  test('keeps the log that the agent reads from being replaced by another file', async () => {
    const log = '/run/infinitio/start.log'
    expect(await succeeded([`rm ${log}`, `mv ${log} ${log}.old`, `ln -sf /etc/passwd ${log}`, 'rm -r /run/infinitio'])).toEqual([])
    expect(await readdir(path.join(runtime.leasesDir, leaseOfTests, 'volume'))).toEqual(expect.arrayContaining(['home', 'log', 'temporary']))
    expect(await succeeded(['ls /root/../volume', 'ls /root/../log', 'ls /root/../temporary'])).toEqual([])
  })

  test('hides its processes, files and memory from another lease, which has other users', async () => {
    await run('echo secret > /root/note; echo secret > /tmp/note; echo secret > /dev/shm/note; sleep 54321 & sleep 0')
    const other = await runtime.lease('8')
    const seen = await runIn(other, 'ps -o args; cat /root/note /tmp/note /dev/shm/note; cat /proc/self/uid_map')
    expect(seen.stdout).not.toContain('54321')
    expect(seen.stdout).not.toContain('secret')
    const theirs = Number(/^\s*0\s+(\d+)/m.exec(seen.stdout)?.[1])
    expect(Math.abs(theirs - (await firstId()))).toBeGreaterThanOrEqual(everything)
  })

  test('fills only its own disk, wherever it writes, and the next lease still writes', async () => {
    await run('dd if=/dev/zero of=/root/big bs=1M; dd if=/dev/zero of=/tmp/big bs=1M; dd if=/dev/zero of=/run/infinitio/start.log bs=1M')
    await run('dd if=/dev/zero of=/run/big bs=1M; rm /run/big')
    const { size, blocks } = await stat(path.join(runtime.leasesDir, leaseOfTests, 'volume.ext4'))
    expect(size).toBe(smallLimits.diskMib * mib)
    expect(blocks * 512).toBeLessThanOrEqual(size + mib)
    expect(await runIn(await runtime.lease('8'), 'echo fits > /root/note && cat /root/note')).toMatchObject({ stdout: 'fits\n' })
    await run('rm /root/big /tmp/big')
  })

  test('kills only the process that takes memory beyond the limit', async () => {
    const greedy = await runIn(sandbox, `head -c ${3 * smallLimits.memoryMib * mib} /dev/zero | tail -n 1 > /dev/null`)
    const shared = await runIn(sandbox, `dd if=/dev/zero of=/dev/shm/big bs=1M count=${3 * smallLimits.memoryMib}`)
    expect(greedy.code).not.toBe(0)
    expect(shared.code).not.toBe(0)
    await runIn(sandbox, 'rm -f /dev/shm/big')
    expect(await run('echo goes on')).toBe('goes on\n')
  })

  test('limits a fork bomb, keeps the machine and its neighbour running, and kills the bomb with the lease', async () => {
    const bomb = await sandbox.exec({ command: 'while :; do sleep 1000 & done', environment: {} })
    await until('the bomb to reach the limit', async () => (await ours()) >= smallLimits.processes - 2)
    expect(await ours()).toBeLessThanOrEqual(smallLimits.processes)
    expect(await runIn(await runtime.lease('8'), 'echo goes on')).toMatchObject({ stdout: 'goes on\n' })
    const first = await firstId()
    expect(await sandbox.stop([])).toBe(0)
    await bomb.exited
    expect(await processesOfIds(first)).toEqual([])
  })

  /** Returns the commands that did not fail. */
  async function succeeded(commands: readonly string[]): Promise<string[]> {
    const script = commands.map((command, index) => `( ${command} ) >/dev/null 2>&1 && echo "worked ${index}"`).join('\n')
    const { stdout } = await runIn(sandbox, `${script}\necho asked`)
    expect(stdout).toContain('asked')
    return commands.filter((_, index) => stdout.split('\n').includes(`worked ${index}`))
  }
})
