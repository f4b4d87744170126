import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '@infinitio/process'
import { type Client, createClient, InfinitioError } from '@infinitio/sdk'
import { writeWhole } from '../disk/writeWhole.ts'
import { simulatedFleet } from '../fleet/simulatedFleet.ts'
import { derivedProvider, loadProviderAccount, type ProviderAccount } from '../keys/providerAccount.ts'
import type { Fleet } from '../provision/fleetFile.ts'
import type { AgentEnv } from '../settings/env.ts'
import { actOnMarket, type ListedNode } from './actOnMarket.ts'
import { decideActs, openingSteps } from './decideActs.ts'
import { readMachines, readRenter, type WaitingBid } from './marketView.ts'
import { type SimulatedAccount, simulatedAccount, simulatedRenters } from './simulatedAccount.ts'

const developmentChainId = 31_337
const [openingStepMs, stepMs] = [2_000, 10_000]
const seed = 31_337
/** An account with less than this balance asks the faucet of the development chain, at most once per interval. */
const leastBalance = 50n * 10n ** 18n
const faucetEveryMs = 600_000

type Market = {
  readonly client: Client
  readonly renters: readonly SimulatedAccount[]
  readonly nodes: ReadonlyMap<string, ListedNode>
  readonly firstPrices: ReadonlyMap<string, bigint>
  readonly waiting: Map<number, readonly WaitingBid[]>
  readonly askedFaucetAt: Map<number, number>
  readonly logger: Logger
  clock: ClockWatch | null
}

/**
 * Lets simulated renters and providers trade on the machines of the simulated fleet, with money of the development chain. Every ten seconds (every two at the
 * beginning), the next renter reads the state of the market; then this renter and one provider act. Logs failures and continues. Throws on any other chain.
 * Returns the function that ends the trading.
 */
export async function startSimulatedMarket({ env, fleet, logger }: { env: AgentEnv; fleet: Fleet; logger: Logger }): Promise<() => void> {
  if (fleet.chainId !== developmentChainId)
    throw new Error(`renters are simulated on chain ${developmentChainId} only; this is chain ${fleet.chainId}`)
  const market = openMarket({ env, fleet, logger, main: await loadProviderAccount(env.PROVIDER_KEY_FILE ?? '') })
  await writeAccounts(market, env.AGENT_DATA_DIR)
  const stopped = new AbortController()
  void run(market, stopped.signal)
  return () => stopped.abort()
}

/** Writes the addresses of all simulated accounts to a file. The API reads the file and labels these accounts as simulated. */
async function writeAccounts({ renters, nodes }: Market, dataDir: string): Promise<void> {
  const all = [...renters, ...new Set([...nodes.values()].map(({ provider }) => provider))]
  await writeWhole(path.join(dataDir, 'accounts.json'), JSON.stringify(all.map(({ account }) => account.address.toLowerCase())))
}

function openMarket({ env, fleet, logger, main }: { env: AgentEnv; fleet: Fleet; logger: Logger; main: ProviderAccount }): Market {
  const client = createClient({ baseUrl: env.API_URL })
  const bySlot = new Map(simulatedFleet({ nodes: env.AGENT_SIMULATED_NODES }).map((node) => [node.slot, node]))
  const providers = new Map<string, SimulatedAccount>()
  const providerOf = (name: string): SimulatedAccount => {
    const known = providers.get(name) ?? simulatedAccount(derivedProvider(main, name), client)
    providers.set(name, known)
    return known
  }
  const nodes = fleet.nodes.flatMap(({ slot, nodeId }): ListedNode[] => {
    const node = bySlot.get(slot)
    return node === undefined || node.provider === null ? [] : [{ node, nodeId, provider: providerOf(node.provider) }]
  })
  return {
    client,
    logger,
    renters: simulatedRenters(main).map((renter) => simulatedAccount(renter, client)),
    nodes: new Map(nodes.map((one) => [one.nodeId, one])),
    firstPrices: new Map(nodes.map(({ nodeId, node }) => [nodeId, node.ask.pricePerGpuSecond])),
    waiting: new Map(),
    askedFaucetAt: new Map(),
    clock: null,
  }
}

async function run(market: Market, signal: AbortSignal): Promise<void> {
  const { logger, renters } = market
  await Promise.all(renters.map((_, place) => fund(market, place).catch(() => undefined)))
  for (let step = 0; !signal.aborted; step += 1) {
    await look(market, step).catch((error: unknown) => logger.debug({ err: error, step }, 'a look of the simulated market failed'))
    await wait(step < openingSteps ? openingStepMs : stepMs, null, { signal, ref: false }).catch(() => undefined)
  }
}

/** Reads the market for one renter, decides which acts this renter and one provider take, and carries these acts out. */
async function look(market: Market, step: number): Promise<void> {
  const { client, renters, nodes, firstPrices, waiting, logger } = market
  const chain = await client.getChain()
  // Check the chain again: the API could name another chain later, and a signature for that chain would be valid there.
  if (chain.chainId !== developmentChainId) return
  market.clock = watchClock(market.clock, { chainNow: chain.chainNow, wallMs: Date.now() })
  if (market.clock.restUntilMs > Date.now()) return
  const place = step % renters.length
  const account = renters[place]
  if (account === undefined) return
  const [machines, { renter, nonce }] = await Promise.all([readMachines(client, new Set(nodes.keys())), readRenter(account)])
  waiting.set(place, renter.bids)
  if (renter.available < leastBalance) await fund(market, place)
  const all = waiting.size === renters.length ? [...waiting.values()].flat() : null
  for (const act of decideActs({ step, seed, now: chain.chainNow, machines, renter, waiting: all, firstPrices })) {
    if (act.kind === 'bid') waiting.set(place, [...renter.bids, { node: act.machine.node, gpus: act.gpus, price: act.price }])
    await actOnMarket(act, { renter: account, nonce, nodes, chain }).catch((error: unknown) =>
      logger.info({ kind: act.kind, code: codeOf(error) }, 'an act of the simulated market was refused'),
    )
  }
}

/** Asks the faucet to fund a renter's account, at most once per `faucetEveryMs`. */
async function fund({ client, renters, askedFaucetAt }: Market, place: number): Promise<void> {
  const account = renters[place]
  if (account === undefined || Date.now() - (askedFaucetAt.get(place) ?? 0) < faucetEveryMs) return
  askedFaucetAt.set(place, Date.now())
  await client.requestFaucet({ account: account.account.address.toLowerCase() })
}

function codeOf(error: unknown): string {
  return error instanceof InfinitioError ? error.code : String(error)
}

/**
 * The result of the last comparison of the two clocks. `aheadMs` is how far the block clock was ahead of the wall clock, in milliseconds. `restUntilMs` is the
 * wall-clock time until which the simulated market does nothing, in Unix milliseconds.
 */
export type ClockWatch = { readonly aheadMs: number; readonly restUntilMs: number }

/**
 * The difference between the block clock and the wall clock normally changes by up to the age of a block. A change of more than this many milliseconds means
 * that somebody moved the block clock.
 */
const driftMs = 30_000
/**
 * How long the simulated market pauses after a jump of the block clock, in milliseconds. The pause is two minutes, because a person often moves the clock
 * several times.
 */
const restMs = 120_000

/**
 * Returns the result of a comparison of the two clocks. If the block clock has jumped since the comparison `before`, the simulated market pauses for `restMs`.
 * `before` is null at the first comparison.
 */
export function watchClock(before: ClockWatch | null, { chainNow, wallMs }: { chainNow: number; wallMs: number }): ClockWatch {
  const aheadMs = chainNow * 1_000 - wallMs
  if (before === null) return { aheadMs, restUntilMs: 0 }
  const hasJumped = Math.abs(aheadMs - before.aheadMs) > driftMs
  return { aheadMs, restUntilMs: hasJumped ? wallMs + restMs : before.restUntilMs }
}
