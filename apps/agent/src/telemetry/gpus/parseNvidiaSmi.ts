import type { MeasuredGpu } from '../../detect/measuredGpu.ts'

/** What `nvidia-smi --query-gpu` is asked for, in the order that a line is read. */
export const nvidiaFields = [
  'index',
  'uuid',
  'pci.bus_id',
  'name',
  'utilization.gpu',
  'memory.used',
  'memory.total',
  'temperature.gpu',
  'power.draw',
  'clocks.sm',
  'clocks.mem',
  'ecc.errors.uncorrected.volatile.total',
] as const

const mostCharacters = 1_000

/** Reads one line of CSV without units: null when it is anything but one GPU. What the driver does not say (`[N/A]`, `[Not Supported]`, …) is null. */
export function parseNvidiaSmi(line: string): MeasuredGpu | null {
  if (line.length > mostCharacters) return null
  const values = line.trim().split(', ')
  if (values.length !== nvidiaFields.length) return null
  const [index = '', uuid = '', busId = '', name = '', ...texts] = values
  const numbers = texts.map(numberOf)
  if (!/^\d{1,2}$/.test(index) || !/^(GPU|MIG)-[0-9a-fA-F-]{8,60}$/.test(uuid) || numbers.some((value) => value === undefined)) return null
  const [percent, memoryUsedMib, memoryTotalMib, celsius, watts, coreMhz, memoryMhz, eccErrors] = numbers.map((value) => value ?? null)
  return {
    ...{ index: Number(index), uuid, busId: /^[0-9a-fA-F:.]{7,20}$/.test(busId) ? busId : null, name: name.slice(0, 120) },
    ...{ percent: percent ?? null, memoryUsedMib: memoryUsedMib ?? null, memoryTotalMib: memoryTotalMib ?? null, celsius: celsius ?? null },
    ...{ watts: watts ?? null, coreMhz: coreMhz ?? null, memoryMhz: memoryMhz ?? null, eccErrors: eccErrors ?? null, xid: null },
  }
}

/** Null: the driver says in words that there is none. Undefined: no number at all. */
function numberOf(text: string): number | null | undefined {
  if (/^\[[A-Za-z/ ]+\]$|^N\/A$/.test(text)) return null
  return /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined
}
