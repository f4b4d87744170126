import type { MachineReading } from '@infinitio/db'
import type { GpuReadingWire, ProviderNodeWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { alertsOfProvider } from './alertsOfProvider.ts'

const nowSeconds = 1_000_000
const node = (patch: Partial<ProviderNodeWire> = {}) => ({
  node: '0x01',
  name: 'Attic',
  state: 'listed' as const,
  lastSeenAt: nowSeconds - 3,
  ask: {} as ProviderNodeWire['ask'],
  ...patch,
})
const coolGpu: GpuReadingWire = {
  ...{ index: 0, name: 'NVIDIA L4', percent: 10, memoryUsedMib: 1, memoryTotalMib: 2, celsius: 60, watts: 30 },
  ...{ coreMhz: null, memoryMhz: null, eccErrors: 0, xid: null },
}
const reading = (patch: Partial<Omit<MachineReading, 'gpus'>>, ...gpus: GpuReadingWire[]): MachineReading => ({
  ...{ nodeId: '0x01', at: new Date(nowSeconds * 1_000), diskUsedGib: 10, diskTotalGib: 100, residueLeases: 0, signingTrouble: null },
  ...{ gpuWatts: null, cpuWatts: null },
  ...patch,
  gpus: gpus.length === 0 ? null : JSON.stringify(gpus),
})
const alerts = (of: { nodes?: ReturnType<typeof node>[]; readings?: MachineReading[]; bonded?: bigint }) =>
  alertsOfProvider({ nodes: of.nodes ?? [node()], readings: of.readings ?? [], bonded: of.bonded ?? 5n, requiredBond: 5n, nowSeconds }).map(
    ({ kind, severity, gpu, value }) => [kind, severity, gpu, value],
  )

describe('alerts to a provider', () => {
  test('are empty while every value is good, and for values that were not measured', () => {
    expect(alerts({ readings: [reading({}, coolGpu)] })).toEqual([])
    expect(alerts({ readings: [reading({ diskUsedGib: null, residueLeases: null }, { ...coolGpu, celsius: null, eccErrors: null })] })).toEqual([])
    expect(alerts({ readings: [reading({ diskUsedGib: 0, diskTotalGib: 0 })] })).toEqual([])
  })

  test('name a hot GPU, errors of its memory and a fault, and not the faults that a program causes to itself', () => {
    expect(alerts({ readings: [reading({}, coolGpu, { ...coolGpu, index: 1, celsius: 88 })] })).toEqual([['gpu_hot', 'warning', 1, 88]])
    expect(alerts({ readings: [reading({}, { ...coolGpu, celsius: 95 })] })).toEqual([['gpu_hot', 'critical', 0, 95]])
    expect(alerts({ readings: [reading({}, { ...coolGpu, eccErrors: 2, xid: 79 })] })).toEqual([
      ['gpu_memory_errors', 'critical', 0, 2],
      ['gpu_fault', 'critical', 0, 79],
    ])
    expect(alerts({ readings: [reading({}, { ...coolGpu, xid: 31 })] })).toEqual([])
  })

  test('name a disk that is nearly full, and what a wipe left', () => {
    expect(alerts({ readings: [reading({ diskUsedGib: 90 })] })).toEqual([['disk_nearly_full', 'warning', null, 90]])
    expect(alerts({ readings: [reading({ diskUsedGib: 97.2, residueLeases: 1 })] })).toEqual([
      ['disk_nearly_full', 'critical', null, 97],
      ['residue', 'critical', null, 1],
    ])
  })

  test('name a mandate that ends soon, and an ask that cannot be signed again: worse once the machine is not listed', () => {
    const told = (code: string | null, ask = node().ask) =>
      alertsOfProvider({
        ...{ nodes: [node({ ask })], bonded: 5n, requiredBond: 5n, nowSeconds },
        readings: [reading({ signingTrouble: JSON.stringify({ code, mandateUntil: 1_600_000 }) })],
      })
    const of = { node: '0x01', nodeName: 'Attic', gpu: null, value: 1_600_000, at: nowSeconds }
    expect(told(null)).toEqual([{ ...of, kind: 'mandate_ends', severity: 'warning', code: null }])
    expect(told('order.mandate_revoked')).toEqual([{ ...of, kind: 'ask_unsigned', severity: 'warning', code: 'order.mandate_revoked' }])
    expect(told('order.mandate_revoked', null)).toMatchObject([{ kind: 'ask_unsigned', severity: 'critical' }])
  })

  test('name silent machines and a short bond, worst first, and nothing of a machine that was retired', () => {
    expect(alerts({ nodes: [node({ state: 'suspect' }), node({ node: '0x02', state: 'lost' })], bonded: 4n })).toEqual([
      ['bond_short', 'critical', null, null],
      ['lost', 'critical', null, null],
      ['suspect', 'warning', null, null],
    ])
    expect(alerts({ nodes: [node({ state: 'retired' })], readings: [reading({ diskUsedGib: 99 })], bonded: 0n })).toEqual([])
  })
})
