import { formatPt, parameterName, refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { table, wholeText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/**
 * Prints every parameter of the market that votes can change, with its bounds, or one parameter with its history. Throws `api.not_found` for an unknown name.
 */
export async function showParameters(name: string | undefined, options: CommonOptions): Promise<void> {
  const parameters = await openClient(options).getParameters()
  const items = name === undefined ? parameters.items : parameters.items.filter((item) => item.name === name)
  if (name !== undefined && items.length === 0) {
    throw refusal('api.not_found', { detail: `${name}; there are: ${parameters.items.map((item) => item.name).join(', ')}` })
  }
  const rows = items.flatMap((item) =>
    item.values.map(({ key, unit, value, least, most }) => {
      const [now, from, to] = [value, least, most].map((one) => (one === null ? '?' : textOf(one, unit)))
      return [item.name, parameterName(key), now ?? '', `${from} to ${to}`, unit]
    }),
  )
  const shown =
    rows.length === 0
      ? 'No DAO is deployed on this chain.'
      : table([['propose', 'parameter', 'now', 'allowed', 'unit'], ...rows], { right: [], width: wholeText })
  const [only] = name === undefined ? [] : items
  const units = new Map(only?.values.map(({ key, unit }) => [key, unit]))
  const changes = (only?.history ?? []).flatMap(({ at, proposal, values }) =>
    values
      .filter(({ before, after }) => before !== after)
      .map(({ key, before, after }) => {
        const unit = units.get(key) ?? 'number'
        const by = proposal === null ? 'no vote' : `proposal ${proposal.number}`
        return [
          new Date(at * 1_000).toISOString(),
          parameterName(key),
          `${before === null ? '?' : textOf(before, unit)} → ${textOf(after, unit)}`,
          by,
        ]
      }),
  )
  const text = changes.length === 0 ? shown : `${shown}\n\n${table([['when', 'parameter', 'change', 'by'], ...changes], { right: [] })}`
  printResult({ json: options.json, value: name === undefined ? parameters : only, text })
}

/** Formats a value in the form that `govern propose` accepts. */
function textOf(value: string, unit: string): string {
  const isDecimal = unit === 'g' || unit === 'pt' || unit === 'share' || unit === 'factor'
  if (!isDecimal) return value
  const text = formatPt(BigInt(value), { digits: 18 }).replaceAll(',', '')
  return text.replace(/\.?0+$/, '')
}
