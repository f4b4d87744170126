import { rm } from 'node:fs/promises'
import path from 'node:path'
import { type ErrorCode, isErrorCode } from '@infinitio/domain'
import type { PricingPlan } from '@infinitio/domain/wire'
import { readPricingPlan } from '@infinitio/sdk'
import { z } from 'zod'
import { readOwnFile, readOwnJson } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'

const ruleFileOf = (dataDir: string): string => path.join(dataDir, 'price-rule.json')
const lookFileOf = (dataDir: string): string => path.join(dataDir, 'price-rule-last.json')

/** The names of the files of a price rule in a data folder. */
export const priceRuleNames = ['price-rule.json', 'price-rule-last.json'] as const

const lookFile = z.strictObject({
  /** When the agent looked, in Unix seconds of the block clock. */
  at: z.int(),
  /**
   * - `kept`: the price is right or close to it.
   * - `changed`: the new ask is in the order book. `waiting`: the order book has not decided about the new ask yet.
   * - `not_listed`, `private`: the rule changes no price of a machine that is not listed, or that is offered to one renter only.
   * - `refused`: the rule cannot set a price, or the order book refused the new ask; `code` says why.
   */
  state: z.enum(['kept', 'changed', 'waiting', 'not_listed', 'private', 'refused']),
  /** `from` is the listed price, and `to` the price that the rule wants, both in base units per GPU-second; null if there is no such price. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  code: z.custom<ErrorCode>((code) => typeof code === 'string' && isErrorCode(code)).nullable(),
  detail: z.string(),
})

/** The result of the last time that the agent compared a machine's price with its rule. */
export type RuleLook = z.output<typeof lookFile>

/**
 * Reads the price rule in a machine's data folder; returns null if it has none. Throws `order.pricing_rule_invalid` for a file that is not a rule, and
 * `node.settings_unreadable` when the file cannot be read.
 */
export async function readPriceRule(dataDir: string): Promise<PricingPlan | null> {
  const text = await readOwnFile(ruleFileOf(dataDir))
  return text === null ? null : readPricingPlan(text)
}

/**
 * Stores a price rule, completely or not at all. The agent applies it at its next comparison of price and rule. Throws `order.pricing_rule_invalid` for a text
 * that is not a rule.
 */
export async function writePriceRule(dataDir: string, text: string): Promise<void> {
  readPricingPlan(text)
  await rm(lookFileOf(dataDir), { force: true })
  await writeWhole(ruleFileOf(dataDir), text)
}

/** Deletes the price rule of a machine. The price of its listing stays. */
export async function removePriceRule(dataDir: string): Promise<void> {
  for (const name of priceRuleNames) await rm(path.join(dataDir, name), { force: true })
}

/** Reads the result of the agent's last comparison of the price with the rule. Returns null before the first comparison, and for a file with other content. */
export async function readLastLook(dataDir: string): Promise<RuleLook | null> {
  return await readOwnJson(lookFileOf(dataDir), lookFile)
}

/** Writes the result of a comparison of the price with the rule, completely or not at all. Rejects if the file cannot be written. */
export async function writeLastLook(dataDir: string, look: RuleLook): Promise<void> {
  await writeWhole(lookFileOf(dataDir), JSON.stringify(look))
}
