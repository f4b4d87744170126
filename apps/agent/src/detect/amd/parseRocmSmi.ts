import { z } from 'zod'
import type { MeasuredGpu } from '../measuredGpu.ts'

const cards = z.record(z.string(), z.record(z.string(), z.unknown()))

/** For each measured value, the names under which releases of `rocm-smi` print it, newest release first. */
const names = {
  percent: ['GPU use (%)'],
  usedBytes: ['VRAM Total Used Memory (B)'],
  totalBytes: ['VRAM Total Memory (B)'],
  celsius: ['Temperature (Sensor junction) (C)', 'Temperature (Sensor edge) (C)'],
  watts: ['Current Socket Graphics Package Power (W)', 'Average Graphics Package Power (W)', 'Current Socket Power (W)'],
  coreMhz: ['sclk clock speed:'],
  memoryMhz: ['mclk clock speed:'],
} as const

/**
 * Parses the output of `rocm-smi --json`; skips warnings before it. Returns an empty list for other output. A value that is not a number becomes null. Does not
 * read memory errors, because the tool has no stable name for them.
 */
export function parseRocmSmi(text: string): MeasuredGpu[] {
  const parsed = cards.safeParse(jsonIn(text))
  if (!parsed.success) return []
  return Object.entries(parsed.data).flatMap(([card, values]) => {
    const index = /^card(\d{1,2})$/.exec(card)?.[1]
    return index === undefined ? [] : [gpuOf(Number(index), values)]
  })
}

function jsonIn(text: string): unknown {
  const line = text.split('\n').find((one) => one.startsWith('{')) ?? ''
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function gpuOf(index: number, values: Record<string, unknown>): MeasuredGpu {
  const read = (what: keyof typeof names): number | null => names[what].map((name) => numberOf(values[name])).find((value) => value !== null) ?? null
  const mib = (bytes: number | null): number | null => (bytes === null ? null : Math.round(bytes / 1024 ** 2))
  const word = (name: string): string | null => wordOf(values[name])
  return {
    ...{ index, uuid: word('Unique ID'), busId: word('PCI Bus'), name: productName(word) },
    ...{ percent: read('percent'), memoryUsedMib: mib(read('usedBytes')), memoryTotalMib: mib(read('totalBytes')) },
    ...{ celsius: read('celsius'), watts: read('watts'), coreMhz: read('coreMhz'), memoryMhz: read('memoryMhz'), eccErrors: null, xid: null },
  }
}

/** Releases of `rocm-smi` before 6 print `Card series`, and some of release 6 print only `Device Name`. */
function productName(word: (name: string) => string | null): string | null {
  return word('Card Series') ?? word('Card series') ?? word('Device Name')
}

/** Returns the driver's version, or null if the output has none. */
export function rocmDriver(text: string): string | null {
  const parsed = cards.safeParse(jsonIn(text))
  return parsed.success ? wordOf(parsed.data['system']?.['Driver version']) : null
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value !== 'N/A' ? value.slice(0, 120) : null
}

/** Returns the number in a text such as `"37.0"` or `"(800Mhz)"`, or null if there is none. */
function numberOf(value: unknown): number | null {
  const digits = typeof value === 'string' ? /^\(?(\d{1,15}(?:\.\d{1,6})?)(?:Mhz\))?$/.exec(value)?.[1] : undefined
  return digits === undefined ? null : Number(digits)
}
