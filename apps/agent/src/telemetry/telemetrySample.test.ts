import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { parseNetDev } from '../detect/parseNetDev.ts'
import { type MachineCounters, readMachine } from './readMachine.ts'
import { telemetrySample } from './telemetrySample.ts'

const before: MachineCounters = {
  ...{ atMs: 0, cpuBusyMs: 1_000, cpuTotalMs: 10_000, ramUsedBytes: 0, ramTotalBytes: 2 * 1024 ** 3 },
  ...{ diskUsedBytes: 0, diskTotalBytes: 10 * 1024 ** 3, netRxBytes: 1_000, netTxBytes: 2_000 },
}

describe('makes a telemetry sample', () => {
  test('returns the difference of two looks at the counters', () => {
    const now = {
      ...before,
      cpuBusyMs: 3_500,
      cpuTotalMs: 20_000,
      ramUsedBytes: 1024 ** 3,
      diskUsedBytes: 2.5 * 1024 ** 3,
      netRxBytes: 1_000 + 2_048,
      netTxBytes: 2_000,
    }
    expect(telemetrySample({ before, now, at: 7 })).toEqual({
      ...{
        leaseId: null,
        at: 7,
        cpuPercent: 25,
        ramUsedMib: 1_024,
        ramTotalMib: 2_048,
        diskUsedGib: 2.5,
        diskTotalGib: 10,
        netRxKib: 2,
        netTxKib: 0,
      },
    })
  })

  test('is never negative, also after counters started again', () => {
    const sample = telemetrySample({ before, now: { ...before, cpuBusyMs: 0, cpuTotalMs: 0, netRxBytes: 0, netTxBytes: 0 }, at: 7 })
    expect(sample).toMatchObject({ cpuPercent: 0, netRxKib: 0, netTxKib: 0 })
  })

  test('has every number for this machine', async () => {
    const sample = telemetrySample({ before: await readMachine(tmpdir()), now: await readMachine(tmpdir()), at: 7 })
    for (const value of Object.values({ ...sample, leaseId: 0 })) expect(Number.isFinite(value)).toBe(true)
  })
})

test('leaves loopback out of the network counters', () => {
  const text = 'Inter-|   Receive\n face |bytes\n    lo: 5 0 0 0 0 0 0 0 5 0\n  eth0: 100 1 0 0 0 0 0 0 200 2\n  eth1:7 1 0 0 0 0 0 0 8 2\n'
  expect(parseNetDev(text)).toEqual({ netRxBytes: 107, netTxBytes: 208 })
})
