import type { Client } from '@infinitio/sdk'
import { describe, expect, test } from 'vitest'
import { machineText } from './showMachine.ts'

type Machine = Awaited<ReturnType<Client['getMachine']>>

const machine = (change: object = {}): Machine =>
  ({
    node: {
      name: 'rack-1',
      simulated: false,
      state: 'listed',
      gpus: 2,
      className: 'RTX 4090',
      cpuCores: 8,
      ramGib: 64,
      diskGib: 900,
      reliabilityBps: 9_970,
      lastSeenAt: 0,
      watts: 144.4,
      hottestCelsius: 71,
      maintenance: [{ from: 1_795_000_000, until: 1_795_007_200 }],
    },
    report: { driver: '570.1', cuda: null, gpuLink: null, diskWriteMbPerSecond: null },
    agent: {
      version: '0.2.0',
      startedAt: 0,
      bootedAt: null,
      reportedAt: 0,
      lines: [{ n: 1, at: 0, level: 'warn', text: 'heartbeat failed', code: 'ECONNREFUSED', leaseId: null }],
    },
    reading: { cpuPercent: 5, gpuPercent: null, diskUsedGib: 10, diskTotalGib: 100 },
    energy: { todayWh: 500, last30DaysWh: 12_000, measuredSeconds: 3_600 },
    alerts: [{ kind: 'gpu_hot', gpu: 0, value: 91 }],
    leases: [
      { leaseId: '7', state: 'active' },
      { leaseId: '6', state: 'closed' },
    ],
    ...change,
  }) as unknown as Machine

describe('the text of a machine', () => {
  test('has readings, agent, driver, cost of power, live leases, alerts and log lines', () => {
    const text = machineText(machine(), { mostLines: 10, kwhPrice: 0.25 })
    for (const part of [
      '144 W',
      '71 °C',
      'CPU 5 %, GPU not measured',
      '0.2.0',
      '570.1',
      '12.00 kWh = 3.00 PT in 30 days',
      '7 active',
      'gpu_hot GPU 0 (91)',
      '2026-11-18T11:06 to 2026-11-18T13:06 UTC',
      'heartbeat failed ECONNREFUSED',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('6 closed')
  })

  test('names what a simulated machine does not report', () => {
    const node = { ...machine().node, simulated: true, watts: null, hottestCelsius: null }
    const text = machineText(machine({ node, report: null, agent: null, reading: null, energy: null, alerts: [], leases: [] }), {
      mostLines: 10,
      kwhPrice: null,
    })
    expect(text).toContain('simulated: nothing is measured')
    expect(text.match(/not measured/g)).toHaveLength(5)
    expect(text.match(/not reported/g)).toHaveLength(3)
  })
})
