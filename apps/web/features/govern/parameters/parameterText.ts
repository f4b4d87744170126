import { formatDuration, formatPt } from '@infinitio/domain'
import type { ParametersWire } from '@infinitio/domain/wire'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { unitsText } from '#web/parts/format/spanText.ts'
import { bpsText } from '#web/parts/govern/tokenText.ts'

/** What a parameter is counted in. */
export type ParameterUnit = ParametersWire['items'][number]['values'][number]['unit']

const wad = 10n ** 18n

/** A value of a parameter with its unit, as people say it, with every digit it has. */
export function parameterText(value: string, unit: ParameterUnit): string {
  switch (unit) {
    case 'bps':
      return bpsText(Number(value))
    case 'share':
      return `${plainText(BigInt(value) * 100n)}\u00a0%`
    case 'factor':
      return plainText(BigInt(value))
    case 'seconds':
      return unitsText(formatDuration(Number(value)))
    case 'g':
      return `${exactAmountText(BigInt(value))}\u00a0G`
    case 'wholeG':
      return `${exactAmountText(BigInt(value) * wad)}\u00a0G`
    case 'pt':
      return `${exactAmountText(BigInt(value))}\u00a0PT`
    case 'number':
      return exactAmountText(BigInt(value) * wad).replace('.00', '')
  }
}

/** 1e-18 of one as a plain decimal. */
function plainText(units: bigint): string {
  return formatPt(units, { digits: 18 }).replace(/\.?0+$/, '')
}
