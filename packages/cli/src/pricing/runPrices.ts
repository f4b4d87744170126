import { setTimeout as wait } from 'node:timers/promises'
import { InfinitioError, type PricingPlan, planPrices } from '@infinitio/sdk'
import { signInClient } from '../settings.ts'
import { printError } from '../terminal/printError.ts'
import { readOwnMarket } from './ownMarket.ts'
import { reasonText } from './priceTexts.ts'
import { readRuleFile } from './readRuleFile.ts'
import type { ShowPricesOptions } from './showPrices.ts'
import { signChanges } from './signChanges.ts'

/** What `infinitio price run` takes. */
export type RunPricesOptions = ShowPricesOptions & { readonly once: boolean }

const someRefused = 1

/**
 * Keeps the prices of the wallet's listed nodes as a rule says: looks every `change.minutes` of it and signs what is worth it, with the key that is here. The
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
  const { client, wallet } = await signInClient(options)
  try {
    const market = await readOwnMarket(client, options)
    const prices = planPrices(plan, market, market.nodes)
      .filter(({ act }) => act === 'sign')
      .map(({ node, wanted }) => ({ node, pricePerGpuSecond: wanted.pricePerGpuSecond, why: reasonText(wanted.steps) }))
    return prices.length === 0 ? 0 : await signChanges(client, { wallet, market, prices, json: options.json })
  } finally {
    await client.closeSession()
  }
}

/** The market was away, too busy, or behind: the same call may succeed later. */
function mayPass(error: unknown): boolean {
  return error instanceof InfinitioError && (error.status === 0 || error.status === 429 || error.status >= 500)
}
