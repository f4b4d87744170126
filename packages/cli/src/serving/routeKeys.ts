import { openRouterBooks, type RouterKey } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { openClient, readPrivateKey } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { lineCells, plain, table, utcText } from '../terminal/texts.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { type MoneyOptions, ptOf } from '../wallet/moveMoney.ts'
import { routeFolder } from './routeFolder.ts'

/** Options of `infinitio route keys add`. */
export type AddOptions = MoneyOptions & { readonly name: string; readonly budget?: string }

/** Makes an API key of the router on this computer, and shows it once. Throws `api.invalid_field`. */
export async function addKey(options: AddOptions): Promise<void> {
  const books = await openBooks(options)
  const budgetPerDay = options.budget === undefined ? null : ptOf(options.budget)
  const { text, key } = books.addKey({ label: options.name, budgetPerDay, nowMs: Date.now() })
  printResult({ json: options.json, value: { ...shown(key), apiKey: text }, text: `Store this key now, it is shown only once:\n${text}` })
}

/** Lists the API keys of the router on this computer. */
export async function listKeys(options: MoneyOptions): Promise<void> {
  const books = await openBooks(options)
  const now = Date.now()
  const open = books.keys().filter(({ revokedMs }) => revokedMs === null)
  const rows = open.map(({ id, label, budgetPerDay, createdMs }) => [
    id,
    plain(label),
    writtenPt(books.spentOn(id, now)),
    budgetPerDay === null ? 'no limit' : writtenPt(budgetPerDay),
    utcText(Math.floor(createdMs / 1_000)),
  ])
  const head = ['KEY', 'NAME', 'SPENT TODAY', 'A DAY', 'CREATED (UTC)']
  const value = open.map((key) => ({ ...shown(key), spentToday: books.spentOn(key.id, now).toString() }))
  printResult({ json: options.json, value, text: table([head, ...rows], { right: [2, 3], width: lineCells() }) })
}

/** Revokes an API key. Throws `auth.token_unknown`. */
export async function revokeKey(id: string, options: MoneyOptions): Promise<void> {
  const books = await openBooks(options)
  if (!books.revokeKey(id, Date.now())) throw refusal('auth.token_unknown', { detail: id })
  printResult({ json: options.json, value: { id }, text: `API key ${id} is revoked.` })
}

/** Shows the spending of the router on this computer by day, key and model. */
export async function showUsage(options: MoneyOptions): Promise<void> {
  const books = await openBooks(options)
  const names = new Map(books.keys().map(({ id, label }) => [id, label]))
  const sums = new Map<string, { day: string; key: string; model: string; requests: number; input: number; output: number; cost: bigint }>()
  for (const { atMs, key, model, input, output, cost, requests = 1 } of books.usage()) {
    const day = new Date(atMs).toISOString().slice(0, 10)
    const name = `${day} ${key} ${model}`
    const sum = sums.get(name) ?? { day, key: names.get(key) ?? key, model, requests: 0, input: 0, output: 0, cost: 0n }
    sums.set(name, { ...sum, requests: sum.requests + requests, input: sum.input + input, output: sum.output + output, cost: sum.cost + cost })
  }
  const all = [...sums.values()].toSorted((one, other) => (one.day < other.day ? 1 : -1))
  const rows = all.map(({ day, key, model, requests, input, output, cost }) => [
    day,
    plain(key),
    plain(model),
    `${requests}`,
    `${input}`,
    `${output}`,
    writtenPt(cost),
  ])
  const head = ['DAY (UTC)', 'NAME', 'MODEL', 'REQUESTS', 'TOKENS IN', 'OUT', 'PT']
  const value = all.map((sum) => ({ ...sum, cost: sum.cost.toString() }))
  printResult({ json: options.json, value, text: table([head, ...rows], { right: [3, 4, 5, 6], width: lineCells() }) })
}

async function openBooks(options: MoneyOptions) {
  const { chainId } = await openClient(options).getChain()
  const payer = privateKeyToAccount(readPrivateKey(options)).address.toLowerCase()
  return openRouterBooks(routeFolder({ chainId, payer }))
}

/** Returns the parts of an API key that may be displayed, without its hash. */
function shown({ id, label, budgetPerDay, createdMs }: RouterKey) {
  return { id, name: label, budgetPerDay: budgetPerDay?.toString() ?? null, createdMs }
}
