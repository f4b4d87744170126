import { boundedParameters, parameterData, togetherProblem } from '@infinitio/chain'
import { address, formatPt, type ParameterUnit, parsePt } from '@infinitio/domain'
import type { ParametersWire } from '@infinitio/domain/wire'
import type { Draft, Typed } from '#web/features/govern/proposals/actDraft.ts'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'

type Item = ParametersWire['items'][number]
type Value = Item['values'][number]
/**
 * Two functions that write the text of a line in a proposal's summary: one returns the name of a parameter, the other the text for a value that does not
 * change.
 */
type LineTexts = { readonly name: (key: string) => string; readonly stays: (value: string) => string }

/** Returns the text in the form field of a parameter's value: the typed text, or the current value if nothing was typed. */
export function parameterTyped({ key, unit, value }: Value, typed: Typed): string {
  return typed[key] ?? (value === null ? '' : typedText(BigInt(value), unit))
}

/** Returns true if the typed value of a parameter is not a number, or is a number that the contract would reject. Returns false for an empty field. */
export function isParameterWrong(value: Value, typed: Typed): boolean {
  return parameterTyped(value, typed) !== '' && allowed(value, typed) === null
}

/** Returns true if the typed value of a parameter is a number that is finer than the unit of the contract, such as 0.255 % in hundredths of a percent. */
export function isParameterTooFine(value: Value, typed: Typed): boolean {
  const text = parameterTyped(value, typed)
  return parsePt(text) !== null && typedValue(text, value.unit) === null
}

/**
 * Returns the call that sets the typed values, and one line of text for each valid value. There are no lines until a value has changed. There is no call until
 * a value has changed and all values are valid, each value itself and all of them together. The call sets all values of its function, also the unchanged ones.
 * So if another proposal changes one of those before this call runs, this call undoes that change.
 */
export function parameterDraft(item: Item, { typed, name, stays }: { typed: Typed } & LineTexts): Draft {
  const values = item.values.map((value) => allowed(value, typed))
  const hasMoved = item.values.map((value, at) => values[at] !== null && values[at]?.toString() !== value.value)
  const lines = item.values.flatMap((value, at) => {
    const after = values[at] ?? null
    if (after === null) return []
    const text = parameterText(after.toString(), value.unit)
    const before = value.value === null ? '–' : parameterText(value.value, value.unit)
    return [{ name: name(value.key), amount: hasMoved[at] === true ? `${before} → ${text}` : stays(text) }]
  })
  const shown = hasMoved.includes(true) ? lines : []
  const parameter = boundedParameters.find((entry) => entry.name === item.name)
  const whole = values.filter((value) => value !== null)
  const isWhole = whole.length === values.length && shown.length > 0 && togetherProblem({ name: item.name, values: whole }) === null
  if (parameter === undefined || !isWhole) return { calls: null, lines: shown }
  return { calls: [{ to: address(item.to), value: 0n, data: parameterData(parameter, whole) }], lines: shown }
}

function allowed(value: Value, typed: Typed): bigint | null {
  const parsed = typedValue(parameterTyped(value, typed), value.unit)
  return parsed === null || parsed < BigInt(value.least) || parsed > BigInt(value.most) ? null : parsed
}

const wad = 10n ** 18n
/** How many units of the contract one typed unit has: 1 % has 100 basis points, one hour 3,600 s, and one G 1e18 base units. */
const scales: Readonly<Record<Exclude<ParameterUnit, 'number' | 'wholeG'>, bigint>> = {
  bps: 100n,
  seconds: 3_600n,
  g: wad,
  pt: wad,
  factor: wad,
  share: wad / 100n,
}

/** The unit shown after a typed value. Users type percent, hours and whole tokens. */
export const typedSuffix: Readonly<Record<ParameterUnit, string>> = {
  ...{ bps: '%', share: '%', factor: '×', seconds: 'h', g: 'G', wholeG: 'G', pt: 'PT', number: '' },
}

/**
 * Returns a typed value in the unit of the contract: "0.3" percent is 30 basis points, "12" hours is 43,200 seconds. Returns null if the text is not a number,
 * or not a whole number of that unit.
 */
export function typedValue(text: string, unit: ParameterUnit): bigint | null {
  if (unit === 'number' || unit === 'wholeG') return /^\d{1,10}$/.test(text.trim()) ? BigInt(text) : null
  const units = parsePt(text)
  if (units === null) return null
  const scaled = units * scales[unit]
  return scaled % wad === 0n ? scaled / wad : null
}

/** Returns a contract value as a user would type it: the inverse of `typedValue`. */
export function typedText(value: bigint, unit: ParameterUnit): string {
  if (unit === 'number' || unit === 'wholeG') return value.toString()
  // If the value cannot be written exactly in this unit, for example one second in hours, the field stays empty.
  const scaled = value * wad
  if (scaled % scales[unit] !== 0n) return ''
  return formatPt(scaled / scales[unit], { digits: 18 })
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
}
