import { quoteModel, refusal } from '@infinitio/sdk'
import { gText } from '../govern/gText.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, table, utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { ptText } from '../wallet/moveMoney.ts'

/** Options of `infinitio model list`. */
export type ModelListOptions = CommonOptions & { readonly limit: string; readonly cursor?: string }

type ModelRecordWire = NonNullable<Awaited<ReturnType<ReturnType<typeof openClient>['getModel']>>['record']>

const priceText = (units: string) => (units === '0' ? 'not for sale' : ptText(BigInt(units)))
const rateText = (rate: { rate: string } | null) => (rate === null ? 'There is no rate of G now.' : `A PT is ${gText(rate.rate)} now.`)

/** Prints models, newest first. */
export async function listModels({ limit, cursor, ...options }: ModelListOptions): Promise<void> {
  const page = await openClient(options).listModels({ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  const rows = page.items.map(({ id, pricePerUnit, payments, paid, name }) => [
    `${id}`,
    priceText(pricePerUnit),
    `${payments}`,
    gText(paid),
    plain(name),
  ])
  const text = rows.length === 0 ? 'No models.' : table([['no', 'one unit', 'payments', 'paid', 'name'], ...rows], { right: [0, 1, 2, 3] })
  printResult({ json: options.json, value: page, text: `${text}\n${rateText(page.rate)}` })
}

/** Prints one model. Throws `api.not_found`. */
export async function showModel(id: string, options: CommonOptions): Promise<void> {
  const model = await openClient(options).getModel(id)
  const rows: [string, string][] = [
    ['Model', plain(model.name)],
    ['One unit', priceText(model.pricePerUnit)],
    ['Paid to', model.payee],
    ['Owner', model.owner],
    ['Paid in all', `${gText(model.paid)} by ${model.payments} payments`],
    ...recordRows(model.record),
    ...model.latest.map(({ payer, units, gAmount }): [string, string] => ['payment', `${payer} ${units} units ${gText(gAmount)}`]),
  ]
  const described = model.description === null ? '' : `\n\n${model.description.text.split('\n').map(plain).join('\n')}`
  printResult({ json: options.json, value: model, text: `${table(rows, { right: [] })}\n${rateText(model.rate)}${described}` })
}

function recordRows(record: ModelRecordWire | null): [string, string][] {
  if (record === null) return []
  return [
    ['Weights root', record.weightsRoot],
    ['Tokenizer', record.tokenizerHash ?? 'none'],
    ['Chat template', record.chatTemplateHash ?? 'none'],
    ['Licence', plain(record.licence)],
    ['Parent', plain(record.parent) || 'none'],
    ['Usual royalty', `${record.royaltyBps / 100} %`],
    ['Recorded', `${utcText(record.signedAt)} UTC`],
  ]
}

/** Prints the current price of some units of a commercial model, in PToken and in G tokens. Throws `api.invalid_field` and `chain.g_rate_missing`. */
export async function quoteUnits(id: string, { units: text, options }: { units: string; options: CommonOptions }): Promise<void> {
  const units = unitsOf(text)
  const model = await openClient(options).getModel(id)
  const { pTokenAmount, gAmount, rate } = quoteModel(model, units)
  const value = { id: model.id, units: `${units}`, pTokenAmount: `${pTokenAmount}`, gAmount: `${gAmount}`, rate: `${rate}` }
  printResult({ json: options.json, value, text: `${units} units of ${plain(model.name)}: ${ptText(pTokenAmount)}, ${gText(gAmount)} now.` })
}

/** Parses a number of a model's units. Throws `api.invalid_field` unless it is a whole number above 0 with at most 19 digits. */
export function unitsOf(text: string): bigint {
  if (!/^[1-9]\d{0,18}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not a number of units` })
  return BigInt(text)
}
