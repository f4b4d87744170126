import { boundedParameters, parameterData, togetherProblem } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { ParametersWire } from '@infinitio/domain/wire'
import type { Draft, Typed } from '#web/features/govern/proposals/actDraft.ts'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'
import { typedText, typedValue } from '#web/features/govern/proposals/proposable.ts'

type Item = ParametersWire['items'][number]
type Value = Item['values'][number]

/** Returns the text in the field of a value: the typed text, else the current value. */
export function parameterTyped({ key, unit, value }: Value, typed: Typed): string {
  return typed[key] ?? (value === null ? '' : typedText(BigInt(value), unit))
}

/** Returns whether the text is not a number, or a value that the contract would reject. An empty field is not wrong yet. */
export function isParameterWrong(value: Value, typed: Typed): boolean {
  return parameterTyped(value, typed) !== '' && allowed(value, typed) === null
}

/**
 * Returns the call that sets the typed values. There is no call until all values are within their limits and one has changed. `name` writes the name
 * of a value.
 */
export function parameterDraft(item: Item, { typed, name }: { typed: Typed; name: (key: string) => string }): Draft {
  const values = item.values.map((value) => allowed(value, typed))
  const moved = item.values.flatMap((value, at) => {
    const after = values[at] ?? null
    if (after === null || after.toString() === value.value) return []
    const before = value.value === null ? '–' : parameterText(value.value, value.unit)
    return [{ name: name(value.key), amount: `${before} → ${parameterText(after.toString(), value.unit)}` }]
  })
  const parameter = boundedParameters.find((entry) => entry.name === item.name)
  const whole = values.filter((value) => value !== null)
  const isWhole = whole.length === values.length && moved.length > 0 && togetherProblem({ name: item.name, values: whole }) === null
  if (parameter === undefined || !isWhole) return { calls: null, lines: moved }
  return { calls: [{ to: address(item.to), value: 0n, data: parameterData(parameter, whole) }], lines: moved }
}

function allowed(value: Value, typed: Typed): bigint | null {
  const parsed = typedValue(parameterTyped(value, typed), value.unit)
  return parsed === null || parsed < BigInt(value.least) || parsed > BigInt(value.most) ? null : parsed
}
