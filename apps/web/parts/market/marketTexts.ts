import { amountText } from '#web/parts/format/amountText.ts'

/** Formats a price per GPU-second as PT per GPU-hour, without its unit. Null shows as a dash. */
export function hourPriceText(perGpuSecond: string | null): string {
  return perGpuSecond === null ? '–' : amountText(BigInt(perGpuSecond) * 3_600n)
}

/** Formats basis points as "+1.2 %" or "−0.8 %". Null shows as a dash. */
export function changeText(bps: number | null): string {
  if (bps === null) return '–'
  const sign = bps > 0 ? '+' : bps < 0 ? '−' : ''
  return `${sign}${(Math.abs(bps) / 100).toFixed(1)}\u00a0%`
}

/** Formats basis points as whole percent. Null shows as a dash. */
export function percentText(bps: number | null): string {
  return bps === null ? '–' : `${Math.round(bps / 100)}\u00a0%`
}

/** Formats GPU-seconds as GPU-hours, with at most one decimal below ten, and with grouped thousands. */
export function gpuHoursText(gpuSeconds: string): string {
  const tenths = Number((BigInt(gpuSeconds) * 10n) / 3_600n)
  const hours = tenths / 10
  return hours.toLocaleString('en-US', { maximumFractionDigits: hours < 10 ? 1 : 0 })
}
