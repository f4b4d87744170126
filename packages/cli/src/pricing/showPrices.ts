import { planPrices } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { type NodeChoice, readOwnMarket } from './ownMarket.ts'
import { plannedJson } from './plannedJson.ts'
import { actText, hourText, reasonText } from './priceTexts.ts'
import { readRuleFile } from './readRuleFile.ts'

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
  printResult({ json: options.json, value: planned.map(plannedJson), text: rows.length === 0 ? 'No nodes.' : text })
}
