import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import {
  InfinitioError,
  type PlannedPrice,
  planPrices,
  planUnderMandate,
  type PricingPlan,
  readMandatedMarket,
  readPricingPlan,
  refusal,
} from '@infinitio/sdk'
import { type CommonOptions, openClient, readWalletKey, signInClient } from '../context/settings.ts'
import { printError, printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { readMandateFile } from './mandates.ts'
import { type NodeChoice, readOwnMarket } from './ownMarket.ts'
import { actText, hourText, reasonText } from './priceTexts.ts'
import { type NodePrice, signChanges } from './signChanges.ts'

/**
 * Options of `infinitio price run`. If a signing permission (`mandate`) is given, the key file holds the key of a node, and the command sets only the prices of
 * that node.
 */
export type RunPricesOptions = ShowPricesOptions & { readonly once: boolean; readonly mandate?: string }

const someRefused = 1

/**
 * Maintains the prices of the wallet's listed nodes, or of one node under a signing permission, by a rule. Reads the rule's file every `change.minutes` and
 * signs the changes that are worthwhile. With `--once`, changes the prices once, and resolves with exit code 1 if a change was rejected. Otherwise runs until
 * it is stopped, and tries again while the market does not answer. Throws if the rule or the wallet is invalid.
 */
export async function runPrices(options: RunPricesOptions): Promise<number> {
  for (;;) {
    const plan = readRuleFile(options.rule)
    const refused = await priceOnce(plan, options).catch((error: unknown) => {
      if (options.once || !mayPass(error)) throw error
      printError(error, options)
      return 0
    })
    if (options.once) return refused === 0 ? 0 : someRefused
    await wait(plan.leastMinutes * 60_000)
  }
}

async function priceOnce(plan: PricingPlan, options: RunPricesOptions): Promise<number> {
  return options.mandate === undefined ? priceAsProvider(plan, options) : priceAsNode(plan, { ...options, mandate: options.mandate })
}

async function priceAsProvider(plan: PricingPlan, options: RunPricesOptions): Promise<number> {
  const { client, wallet } = await signInClient(options)
  try {
    const market = await readOwnMarket(client, options)
    const prices = signable(planPrices(plan, market, market.nodes))
    const { chain, provider } = market
    return prices.length === 0 ? 0 : await signChanges(client, { signer: wallet, chain, prices, under: provider, json: options.json })
  } finally {
    await client.closeSession()
  }
}

/**
 * Sets the prices of a node by signing asks with the node's own key. Apart from signing, this key can only read public data. The contract rejects asks below
 * the minimum price in the provider's permission.
 */
async function priceAsNode(plan: PricingPlan, options: RunPricesOptions & { readonly mandate: string }): Promise<number> {
  const signer = readWalletKey(options)
  const under = readMandateFile(options.mandate)
  const client = openClient(options)
  const market = await readMandatedMarket(client.transport, under.mandate)
  const prices = signable(planPrices(planUnderMandate(plan, under.mandate), market, market.node === null ? [] : [market.node]))
  return prices.length === 0 ? 0 : signChanges(client, { signer, chain: market.chain, prices, under, json: options.json })
}

function signable(planned: readonly PlannedPrice[]): NodePrice[] {
  return planned
    .filter(({ act }) => act === 'sign')
    .map(({ node, wanted }) => ({ node, pricePerGpuSecond: wanted.pricePerGpuSecond, why: reasonText(wanted.steps) }))
}

/** Returns true if the market was unreachable, busy or behind, so the same call may succeed later. */
function mayPass(error: unknown): boolean {
  return error instanceof InfinitioError && (error.status === 0 || error.status === 429 || error.status >= 500)
}

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
function readRuleFile(file: string): PricingPlan {
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
