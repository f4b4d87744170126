import { formatDuration, formatPt } from '@infinitio/domain'
import { unitsText } from '#web/features/format/spanText.ts'
import { bpsText } from '#web/features/govern/gText.ts'

/** A value of a parameter with its unit, as people say it. */
export function parameterText(value: string, unit: 'bps' | 'seconds' | 'g' | 'pt' | 'number'): string {
  switch (unit) {
    case 'bps':
      return bpsText(Number(value))
    case 'seconds':
      return unitsText(formatDuration(Number(value)))
    case 'g':
      return `${formatPt(BigInt(value), { digits: 2 })}\u00a0G`
    case 'pt':
      return `${formatPt(BigInt(value), { digits: 2 })}\u00a0PT`
    case 'number':
      return value
  }
}
