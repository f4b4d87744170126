import { describe, expect, test } from 'vitest'
import { leaseEnvironment } from './leaseEnvironment.ts'

describe("a container's environment", () => {
  test('drops variables of the linker and of NVIDIA from any source, and lists those of the image', () => {
    const hostile = { LD_PRELOAD: '/evil.so', LD_AUDIT: '/evil.so', NVIDIA_VISIBLE_DEVICES: 'all', GLIBC_TUNABLES: 'x' }
    const imageLines = [...Object.entries(hostile).map(([name, value]) => `${name}=${value}`), 'LD_BIND_NOW', 'KEPT=yes']
    const { environment, dropped } = leaseEnvironment({ leaseId: '7', imageLines, workload: { ...hostile, MALLOC_CHECK_: '3' } })
    expect(Object.keys(environment).filter((name) => /^(LD_|NVIDIA_|GLIBC_|MALLOC_)/.test(name))).toEqual([])
    expect(environment['KEPT']).toBe('yes')
    expect(dropped.sort()).toEqual(['GLIBC_TUNABLES', 'LD_AUDIT', 'LD_BIND_NOW', 'LD_PRELOAD', 'NVIDIA_VISIBLE_DEVICES'])
  })

  test('takes PATH from the image, the rest from the workload, and never home and user', () => {
    const { environment } = leaseEnvironment({
      leaseId: '7',
      imageLines: ['PATH=/opt/conda/bin:/bin', 'MODE=image', 'HOME=/evil', 'EQUATION=a=b'],
      workload: { MODE: 'workload', USER: 'evil', INFINITIO_LEASE: '9' },
    })
    expect(environment).toMatchObject({
      PATH: '/opt/conda/bin:/bin',
      MODE: 'workload',
      HOME: '/root',
      USER: 'root',
      INFINITIO_LEASE: '7',
      EQUATION: 'a=b',
    })
  })

  test('drops malformed names', () => {
    const { environment } = leaseEnvironment({ leaseId: '7', imageLines: ['=x', 'A B=x', '1=x'], workload: { 'A-B': 'x', 'A=B': 'x' } })
    for (const name of Object.keys(environment)) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/)
  })
})
