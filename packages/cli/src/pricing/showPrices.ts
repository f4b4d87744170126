import { readFileSync } from 'node:fs'
import { type PlannedPrice, planPrices, type PricingPlan, readPricingPlan, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { type NodeChoice, readOwnMarket } from './ownMarket.ts'
import { actText, hourText, reasonText } from './priceTexts.ts'

/** Options of `infinitio price show`: the rule's file and the nodes. */
export type ShowPricesOptions = CommonOptions & NodeChoice & { readonly rule: string }

/** Prints the price that a rule gives each node now, with reasons. Signs nothing. Throws for an invalid rule. */
export async function showPrices(options: ShowPricesOptions): Promise<void> {
  const plan = readRuleFile(options.rule)
  const { client } = await signInClient(options)
  const market = await readOwnMarket(client, options)
  await client.closeSession()
  const planned = planPrices(plan, market, market.nodes)
  const rows = planned.map((one) => [
    one.node.name,
    hourText(one.current),
    hourText(one.wanted.pricePerGpuSecond),
    actText(one),
    reasonText(one.wanted.steps),
  ])
  const text = table([['node', 'PT/GPU-h', 'by the rule', 'then', 'because'], ...rows], { right: [1, 2] })
  printResult({ json: options.json, value: planned.map(plannedJson), text: rows.length === 0 ? 'No machines.' : text })
}

/** Reads a price rule from a file. Throws `order.pricing_rule_invalid` for an invalid or unreadable file. */
export function readRuleFile(file: string): PricingPlan {
  return readPricingPlan(textOf(file))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw refusal('order.pricing_rule_invalid', { detail: String(cause) })
  }
}

/** Returns a planned price for `--json`: prices are decimal strings of base units per GPU-second. */
function plannedJson({ node, current, wanted, act }: PlannedPrice) {
  return {
    node: node.node,
    name: node.name,
    current: current === null ? null : current.toString(),
    wanted: wanted.pricePerGpuSecond.toString(),
    least: wanted.leastPricePerGpuSecond.toString(),
    most: wanted.mostPricePerGpuSecond.toString(),
    act,
    steps: wanted.steps.map((step) => Object.fromEntries(Object.entries(step).map(([key, value]) => [key, spelled(value)]))),
  }
}

function spelled(value: string | number | bigint): string | number {
  return typeof value === 'bigint' ? value.toString() : value
}
