import { expect, test } from 'vitest'
import { cgroupFolder, cgroupStats } from './cgroupStats.ts'

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
