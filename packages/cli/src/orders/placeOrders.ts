import { readFileSync } from 'node:fs'
import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

type Orders = Parameters<Client['placeOrders']>[0]['orders']
type Verdict = Awaited<ReturnType<Client['placeOrders']>>['verdicts'][number]

const ordersAtOnce = 100
const someRefused = 1

/**
 * Submits the signed orders of a file (one JSON object per line) in batches of 100, and prints each result in file
 * order. Resolves with exit code 1 if one is rejected. Throws `api.invalid_field` if the file cannot be read.
 */
export async function placeOrders(file: string, options: CommonOptions): Promise<number> {
  const orders = readOrders(file)
  const client = openClient(options)
  let refused = 0
  for (let from = 0; from < orders.length; from += ordersAtOnce) {
    const { verdicts } = await client.placeOrders({ orders: orders.slice(from, from + ordersAtOnce) })
    for (const verdict of verdicts) printResult({ json: options.json, value: verdict, text: textOf(verdict) })
    refused += verdicts.filter(({ state }) => state === 'refused').length
  }
  return refused === 0 ? 0 : someRefused
}

function textOf(verdict: Verdict): string {
  if (verdict.state === 'refused') return `refused   ${verdict.code}: ${verdict.title} ${verdict.detail}`.trimEnd()
  return `accepted  ${verdict.orderHash}`
}

/** Leaves validation of each order to the market, so that one invalid line does not block the others. */
function readOrders(file: string): Orders {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Orders[number])
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${file}: ${String(cause)}` })
  }
}
