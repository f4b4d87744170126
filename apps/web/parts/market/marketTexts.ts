import { amountText } from '#web/parts/format/amountText.ts'

/** A price per GPU-second as PT per GPU-hour, without its unit; a dash where there is none. */
export function hourPriceText(perGpuSecond: string | null): string {
  return perGpuSecond === null ? '–' : amountText(BigInt(perGpuSecond) * 3_600n)
}

/** Basis points as "+1.2 %" or "−0.8 %"; a dash where there is no change to speak of. */
export function changeText(bps: number | null): string {
  if (bps === null) return '–'
  const sign = bps > 0 ? '+' : bps < 0 ? '−' : ''
  return `${sign}${(Math.abs(bps) / 100).toFixed(1)}\u00a0%`
}

/** Basis points as whole percent. */
export function percentText(bps: number | null): string {
  return bps === null ? '–' : `${Math.round(bps / 100)}\u00a0%`
}

/** GPU-seconds as GPU-hours: one decimal below ten, with thousands grouped. */
export function gpuHoursText(gpuSeconds: string): string {
  const tenths = Number((BigInt(gpuSeconds) * 10n) / 3_600n)
  const hours = tenths / 10
  return hours.toLocaleString('en-US', { maximumFractionDigits: hours < 10 ? 1 : 0 })
}
