import { setTimeout as wait } from 'node:timers/promises'
import { InfinitioError, type PlannedPrice, planPrices, type PricingPlan, pTokenUnits, readMandatedMarket, type SignedMandate } from '@infinitio/sdk'
import { openClient, readWalletKey, signInClient } from '../context/settings.ts'
import { printError } from '../terminal/print.ts'
import { readMandateFile } from './mandates.ts'
import { readOwnMarket } from './ownMarket.ts'
import { reasonText } from './priceTexts.ts'
import { readRuleFile, type ShowPricesOptions } from './showPrices.ts'
import { type NodePrice, signChanges } from './signChanges.ts'

/** What `infinitio price run` takes. With a mandate the key file holds a node's own key, and that node is the one that is meant. */
export type RunPricesOptions = ShowPricesOptions & { readonly once: boolean; readonly mandate?: string }

const someRefused = 1

/**
 * Keeps the prices of the wallet's listed nodes, or of one node under a mandate, as a rule says: looks every `change.minutes` of it and signs what is worth it, with the key that is here. The
 * file is read anew each time. With `--once` it looks once and resolves with exit code 1 when a change was refused; else it ends when it is stopped, or
 * rejects with what is wrong with rule or wallet. A market that is away is asked again later.
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

/** The key is a node's: it sees what everybody sees, and what it signs is worth nothing below the mandate's price. */
async function priceAsNode(plan: PricingPlan, options: RunPricesOptions & { readonly mandate: string }): Promise<number> {
  const signer = readWalletKey(options)
  const under = readMandateFile(options.mandate)
  const client = openClient(options)
  const market = await readMandatedMarket(client.transport, under.mandate)
  const prices = signable(planPrices(notBelow(plan, under.mandate), market, market.node === null ? [] : [market.node]))
  return prices.length === 0 ? 0 : signChanges(client, { signer, chain: market.chain, prices, under, json: options.json })
}

/** The rule with the mandate's price as its floor where that is higher: the market takes nothing below. */
function notBelow(plan: PricingPlan, { minPricePerGpuSecond }: SignedMandate['mandate']): PricingPlan {
  const least = pTokenUnits(BigInt(minPricePerGpuSecond))
  return least <= plan.rule.floorPricePerGpuSecond ? plan : { ...plan, rule: { ...plan.rule, floorPricePerGpuSecond: least } }
}

function signable(planned: readonly PlannedPrice[]): NodePrice[] {
  return planned
    .filter(({ act }) => act === 'sign')
    .map(({ node, wanted }) => ({ node, pricePerGpuSecond: wanted.pricePerGpuSecond, why: reasonText(wanted.steps) }))
}

/** The market was away, too busy, or behind: the same call may succeed later. */
function mayPass(error: unknown): boolean {
  return error instanceof InfinitioError && (error.status === 0 || error.status === 429 || error.status >= 500)
}
