import { readFileSync } from 'node:fs'
import { type PlannedPrice, planPrices, type PricingPlan, readPricingPlan, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { type NodeChoice, readOwnMarket } from './ownMarket.ts'
import { actText, hourText, reasonText } from './priceTexts.ts'

/** What `infinitio price show` takes: the rule's file, and which nodes. */
export type ShowPricesOptions = CommonOptions & NodeChoice & { readonly rule: string }

/** Prints what a rule says of each node now, and why; signs nothing. Throws what is wrong with the rule. */
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

/** The price rule in a file. Throws `order.pricing_rule_invalid`, also when the file cannot be read. */
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

/** A planned price as `--json` prints it: prices in base units per GPU-second, as decimal strings. */
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
