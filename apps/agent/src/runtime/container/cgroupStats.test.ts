import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cgroupFolder, cgroupStats, killsAtLimit } from './containerStats.ts'

const two = { cgroup: '0::/machine.slice/libpod-7.scope\n', mountinfo: '31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n' }
const one = {
  cgroup: '5:cpu,cpuacct:/libpod/7\n4:memory:/libpod/7\n1:name=systemd:/\n0::/\n',
  mountinfo: [
    '33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
    '36 31 0:32 /libpod /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory',
  ].join('\n'),
}

test("finds a container's control group in version 2, and per controller in version 1", () => {
  expect(cgroupFolder(two, null)).toBe('/sys/fs/cgroup/machine.slice/libpod-7.scope')
  expect(cgroupFolder(two, 'memory')).toBeNull()
  expect(cgroupFolder(one, 'cpuacct')).toBe('/sys/fs/cgroup/cpu,cpuacct/libpod/7')
  expect(cgroupFolder(one, 'memory')).toBe('/sys/fs/cgroup/memory/7')
  expect(cgroupFolder(one, null)).toBeNull()
})

test('returns null for a control group outside the visible mount', () => {
  expect(cgroupFolder({ ...one, cgroup: '4:memory:/other/7\n' }, 'memory')).toBeNull()
  expect(cgroupFolder({ ...two, cgroup: '0::/../../7\n', mountinfo: two.mountinfo.replace(' / ', ' /own ') }, null)).toBeNull()
  expect(cgroupFolder({ cgroup: 'nonsense', mountinfo: '' }, null)).toBeNull()
})

test.skipIf(process.platform !== 'linux')('the counters of a process of this machine are numbers, and a process that is gone has none', async () => {
  const { cpuMs, ramUsedBytes } = await cgroupStats(process.pid)
  expect(cpuMs).toBeGreaterThan(0)
  expect(ramUsedBytes).toBeGreaterThan(0)
  await expect(cgroupStats(2 ** 22 + 1)).rejects.toThrow('ENOENT')
})

test('counts killed processes only if the group reached its own memory limit', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-cgroup-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text)
  await write('memory.events', 'low 0\nhigh 0\nmax 0\noom 0\noom_kill 2\n')
  expect(await killsAtLimit(folder, 2), 'the machine had no memory left').toBe(0)
  await write('memory.events', 'low 0\nhigh 0\nmax 9\noom 1\noom_kill 2\n')
  expect(await killsAtLimit(folder, 2)).toBe(2)
  await write('memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 3\n')
  await write('memory.failcnt', '0\n')
  await write('memory.limit_in_bytes', '268435456\n')
  await write('memory.max_usage_in_bytes', '100000000\n')
  expect(await killsAtLimit(folder, 1)).toBe(0)
  await write('memory.max_usage_in_bytes', '268435456\n')
  expect(await killsAtLimit(folder, 1), 'a kernel that does not count refusals').toBe(3)
  await write('memory.failcnt', '4\n')
  expect(await killsAtLimit(folder, 1)).toBe(3)
})
