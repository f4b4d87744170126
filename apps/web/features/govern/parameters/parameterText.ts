import { parameterText as textOf, type ParameterUnit } from '@infinitio/domain'
import { unitsText } from '#web/parts/format/spanText.ts'

/** Returns a value of a parameter with its unit, in the reader's language and with no line break inside. */
export function parameterText(value: string, unit: ParameterUnit): string {
  return unitsText(textOf(BigInt(value), unit))
}
