import { errorTable, isErrorCode } from '@infinitio/domain'
import type { PricingPlan } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import {
  changePrices,
  type Client,
  InfinitioError,
  type PlannedNode,
  type PlannedPrice,
  planPrices,
  planUnderMandate,
  readMandatedMarket,
  type SignedMandate,
} from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { readLastLook, readPriceRule, type RuleLook, writeLastLook } from './priceRule.ts'

/** The result of one comparison of a price with its rule, without the time of the comparison. The time is added when the result is stored. */
type Found = Omit<RuleLook, 'at'>

/** Reads the market for a rule, and signs a new ask if the rule wants another price. */
export type ApplyRule = (plan: PricingPlan) => Promise<Found>

/** The agent may compare the price with its rule up to this many seconds too early, because its own pauses and the block clock are not exact. */
const slackSeconds = 30

/**
 * Compares the price of this machine with the rule in its data folder, as often as the rule says, and signs another price if the rule wants one. Does nothing
 * without a rule. `now` is the block clock in Unix seconds. If the rule is wrong or the new price is refused, stores that for `infinitio provide status` and
 * does not reject, because the machine must stay listed. If the market does not answer, the next call tries again.
 */
export async function followPriceRule({ dataDir, now, logger }: { dataDir: string; now: number; logger: Logger }, apply: ApplyRule): Promise<void> {
  try {
    const plan = await readPriceRule(dataDir)
    if (plan === null || !isDue(await readLastLook(dataDir), { plan, now })) return
    const found = await apply(plan)
    if (found.state === 'changed') logger.info({ from: found.from, to: found.to }, 'changed the price by the rule')
    if (found.state === 'refused') logger.warn({ code: found.code }, `the price by the rule was refused (${found.code}): ${found.detail}`)
    await writeLastLook(dataDir, { at: now, ...found })
  } catch (error) {
    logger.warn({ err: error }, 'the price does not follow its rule now')
    if (!(error instanceof InfinitioError) || !isErrorCode(error.code) || errorTable[error.code].retry) return
    await writeLastLook(dataDir, { at: now, state: 'refused', from: null, to: null, code: error.code, detail: error.detail })
  }
}

/**
 * Returns true if the agent must compare the price with the rule now: the first time, when the rule's minutes have passed since the last time, or if the
 * chain's clock was set back. Pure.
 */
export function isDue(last: RuleLook | null, { plan, now }: { plan: Pick<PricingPlan, 'leastMinutes'>; now: number }): boolean {
  return last === null || now < last.at || now - last.at >= plan.leastMinutes * 60 - slackSeconds
}

type OfMandate = { readonly client: Client; readonly account: PrivateKeyAccount; readonly signed: SignedMandate }

/**
 * Returns a function that applies a rule with the machine's own key, under the wallet's permission (the mandate). This key cannot read the provider's leases,
 * so a part of the rule that depends on their use has no effect. It never signs a price below the lowest price of the permission. `client` calls the API
 * without a session.
 */
export function byMandate({ client, account, signed }: OfMandate): ApplyRule {
  return async (plan) => {
    const market = await readMandatedMarket(client.transport, signed.mandate)
    const [planned] = planPrices(planUnderMandate(plan, signed.mandate), market, market.node === null ? [] : [market.node])
    const under = { nonce: BigInt(signed.mandate.nonce), signedMandate: signed }
    return await signPlanned(planned, { client, account, chain: market.chain, under })
  }
}

/** Returns a function that applies a rule to one node with the wallet's key on this machine. The function signs in and out, so `client` needs no session. */
export function byWallet({ client, account, nodeId }: { client: Client; account: PrivateKeyAccount; nodeId: string }): ApplyRule {
  return async (plan) => {
    const session = await client.signIn({ signer: account, as: 'token' })
    const signedIn = client.withToken(session.token ?? '')
    try {
      const [chain, provider] = await Promise.all([signedIn.getChain(), signedIn.getProvider()])
      const nodes = provider.nodes.filter(({ node }) => node === nodeId)
      const classes = await Promise.all(nodes.map(({ classId }) => signedIn.getMarketClass(classId, { candles: 1, trades: 1 })))
      const market = { provider, feeBps: chain.feeBps, classes: new Map(classes.map((one) => [one.classId, one])) }
      const [planned] = planPrices(plan, market, nodes)
      return await signPlanned(planned, { client: signedIn, account, chain, under: { nonce: BigInt(provider.nextAskNonce) } })
    } finally {
      await signedIn.closeSession()
    }
  }
}

type Signing = {
  readonly client: Client
  readonly account: PrivateKeyAccount
  readonly chain: Awaited<ReturnType<Client['getChain']>>
  readonly under: { readonly nonce: bigint; readonly signedMandate?: SignedMandate }
}

/** Signs an ask at the planned price of one node, if the plan says so (`act` is `sign`). `planned` is undefined while the node cannot be rented. */
async function signPlanned(planned: PlannedPrice<PlannedNode> | undefined, { client, account, chain, under }: Signing): Promise<Found> {
  const from = planned?.current?.toString() ?? null
  const none = { code: null, detail: '' }
  if (planned === undefined) return { state: 'not_listed', from, to: null, ...none }
  const { node, act, wanted } = planned
  const to = wanted.pricePerGpuSecond.toString()
  if (act === 'keep') return { state: 'kept', from, to, ...none }
  if (act !== 'sign') return { state: act, from, to, ...none }
  if (node.ask === null || node.askHash === null) return { state: 'not_listed', from, to, ...none }
  const change = { ask: node.ask, askHash: node.askHash, pricePerGpuSecond: wanted.pricePerGpuSecond, ...under }
  const [verdict] = await changePrices(client.transport, { signer: account, chain, changes: [change] })
  if (verdict === undefined || verdict.state !== 'refused') return { state: verdict?.state ?? 'waiting', from, to, ...none }
  return { state: 'refused', from, to, code: isErrorCode(verdict.code) ? verdict.code : null, detail: verdict.sentence }
}
