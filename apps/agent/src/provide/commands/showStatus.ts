import { formatPt, pTokenUnits } from '@infinitio/domain'
import type { ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { deadlineSignal, wholeMilliseconds, type WholeMilliseconds } from '@infinitio/process'
import { createClient, InfinitioError } from '@infinitio/sdk'
import { readAgentStatus } from '../../control/askAgent.ts'
import { readLastListing } from '../../provision/listingFile.ts'
import type { AgentStatus } from '../../control/controlMessages.ts'
import { readLastLook, readPriceRule, type RuleLook } from '../../price-rule/priceRule.ts'
import { ruleText } from '../../price-rule/ruleText.ts'
import { say } from '../say.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { alertText } from '../alertText.ts'
import { liveLeasesOn, pageOf, type ProvidedMachine, readMachineOf } from '../providedMachine.ts'
import { whyNotRented } from '../whyNotRented.ts'
import { type Signing, signingText, signingTroubles } from '../signingText.ts'
import { hasWalletKey, WalletSession } from '../../market/walletSession.ts'
import { lookForMandate } from '../../provision/mandateFile.ts'

/** Milliseconds to wait for the agent on this machine. */
const agentWithinMs = 900
/** Milliseconds to wait for the market. A market that answers at once does not delay the status, so this only limits the wait for a slow one. */
const marketWithinMs = 10_000

/**
 * `infinitio provide status`: shows whether the agent runs, whether the machine is listed, why nobody rents it, its earnings, and its problems. The exit code
 * is 71 if the agent does not run.
 */
export async function showStatus({ dataDir, json }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const withinMs = wholeMilliseconds(marketWithinMs)
  const signing = await readSigning(machine)
  const [agent, asProvider, asVisitor, listing, priceRule] = await Promise.all([
    readAgentStatus(dataDir, { withinMs: agentWithinMs }),
    signing.by === 'wallet' ? answerOf(readProvider(machine, withinMs)) : noAnswer,
    signing.by === 'wallet' ? noAnswer : answerOf(readShown(machine, withinMs)),
    readLastListing(dataDir),
    readRuleStatus(dataDir),
  ])
  const provider = asProvider.answer
  const own = provider?.nodes.find((one) => one.node === machine.nodeId) ?? null
  const node = own ?? asVisitor.answer
  const fault = asProvider.fault ?? asVisitor.fault
  const troubles = signingTroubles(signing, { trouble: listing?.trouble ?? null, nowSeconds: Math.floor(Date.now() / 1_000) })
  const why = whyNotRented({ agent, provider, node, nodeId: machine.nodeId, isUnsigned: troubles.some(({ code }) => code !== null) })
  const value = {
    node: machine.nodeId,
    page: machine.nodeId === null ? null : pageOf(machine),
    agent,
    state: node?.state ?? null,
    pricePerGpuSecond: node?.ask?.pricePerGpuSecond ?? null,
    leases:
      provider === null
        ? null
        : liveLeasesOn(provider, machine.nodeId).map(({ leaseId, state, endsAt, now }) => ({ leaseId, state, endsAt, pay: now.pay })),
    earned: own?.earned ?? null,
    earnings: provider?.earnings ?? null,
    bonded: provider?.bonded ?? null,
    requiredBond: provider?.requiredBond ?? null,
    whyNotRented: why,
    alerts: provider?.alerts ?? null,
    signing,
    priceRule,
    troubles,
  }
  say({ json, value, text: statusLines({ machine, agent, provider, node, own, fault, why, signing, priceRule, troubles }).join('\n') })
  return agent === null ? 71 : 0
}

/** The price rule of a machine: the result of the agent's last comparison of the price with it, or null before the first one. */
type RuleStatus = { readonly last: RuleLook | null }

/**
 * Returns the result of the agent's last check of the price rule; null if the machine has no rule. A rule file that cannot be read also counts as a rule,
 * because the result of the last check then states the problem.
 */
async function readRuleStatus(dataDir: string): Promise<RuleStatus | null> {
  const hasRule = await readPriceRule(dataDir).then(
    (plan) => plan !== null,
    () => true,
  )
  return hasRule ? { last: await readLastLook(dataDir) } : null
}

/** The answer of the market or, without one, the reason as a sentence. */
type Answer<Value> = { readonly answer: Value | null; readonly fault: string | null }

const noAnswer = { answer: null, fault: null }

/** Resolves with the answer of a call, or with the reason why there is none. Never rejects. */
async function answerOf<Value>(call: Promise<Value | null>): Promise<Answer<Value>> {
  try {
    return { answer: await call, fault: null }
  } catch (error) {
    return { answer: null, fault: faultText(error) }
  }
}

function faultText(error: unknown): string {
  if (!(error instanceof InfinitioError)) return error instanceof Error ? error.message : String(error)
  if (error.code === 'node.unknown') return 'the market does not show this machine yet; it does so some blocks after the registration'
  return `${error.sentence} (${error.code})`
}

async function readProvider(machine: ProvidedMachine, withinMs: WholeMilliseconds): Promise<ProviderWire> {
  const session = new WalletSession({ ...machine, signal: deadlineSignal(withinMs) })
  return await session.call((client) => client.getProvider())
}

/**
 * Reads the public data of the machine. Used when there is no session of the wallet, because the provider's own data needs one. Null if the machine has no node
 * id yet.
 */
async function readShown({ settings, nodeId }: ProvidedMachine, withinMs: WholeMilliseconds): Promise<ShownNode | null> {
  if (nodeId === null) return null
  const signal = deadlineSignal(withinMs)
  const client = createClient({ baseUrl: settings.apiUrl, retries: 0, fetch: (input, init) => fetch(input, { ...init, signal }) })
  const { unavailable, listing } = await client.getListing({ node: nodeId, query: {} })
  const state = unavailable === null ? 'listed' : unavailable === 'full' ? 'rented' : unavailable === 'private' ? 'paused' : unavailable
  return { state, ask: listing?.ask ?? null, tier: listing?.tier ?? 1, pricePercentile: null }
}

type ShownNode = Pick<ProviderNodeWire, 'state' | 'ask' | 'tier' | 'pricePercentile'>

type Shown = {
  machine: ProvidedMachine
  agent: AgentStatus | null
  provider: ProviderWire | null
  node: ShownNode | null
  own: ProviderNodeWire | null
  fault: string | null
  why: readonly string[]
  signing: Signing
  priceRule: RuleStatus | null
  troubles: readonly { text: string }[]
}

function statusLines({ machine, agent, provider, node, own, fault, why, signing, priceRule, troubles }: Shown): string[] {
  const { settings, nodeId } = machine
  return [
    `machine   ${settings.name}${nodeId === null ? ', not registered yet' : `  ${pageOf(machine)}`}`,
    `agent     ${agent === null ? 'does not run: infinitio provide, or systemctl start infinitio-agent' : agentText(agent)}`,
    `listing   ${node === null ? (fault ?? 'not registered yet') : listingText(node)}`,
    `signed    ${signingText(signing)}`,
    ...(priceRule === null ? [] : [`rule      ${ruleText(priceRule.last)}`]),
    `leases    ${leasesText(machine, agent, provider)}`,
    ...(provider === null ? [] : [`earned    ${earnedText(provider, own)}`]),
    ...(provider === null ? [] : [`bond      ${pt(provider.bonded)} bonded, ${pt(provider.requiredBond)} needed`]),
    ...(provider?.alerts ?? []).map((alert) => `look at   ${alertText(alert)}`),
    ...troubles.map(({ text }) => `look at   ${text}`),
    ...why.map((reason, at) => `${at === 0 ? 'not rented because' : '               and'} ${reason}`),
  ]
}

function agentText({ pid, version, runtime, nodes, startedAt }: AgentStatus): string {
  const up = nodes.every(({ tunnelUp }) => tunnelUp)
  return `${version} runs since ${new Date(startedAt).toISOString().slice(0, 19)}Z (pid ${pid}, ${runtime}), ${up ? 'connected to the gateway' : 'not connected to the gateway'}`
}

function listingText({ state, ask }: ShownNode): string {
  if (ask === null) return state
  const whole = ask.minGpus > 1 && ask.minGpus === ask.maxGpus ? `, only all ${ask.minGpus} GPUs together, because a container gets all of them` : ''
  return `${state}, ${formatPt(pTokenUnits(BigInt(ask.pricePerGpuSecond) * 3_600n), { digits: 4 })} PT per GPU-hour${whole}`
}

function leasesText({ nodeId }: ProvidedMachine, agent: AgentStatus | null, provider: ProviderWire | null): string {
  const known = provider === null ? (agent?.leases ?? []) : liveLeasesOn(provider, nodeId)
  return known.length === 0 ? 'none' : known.map(({ leaseId }) => leaseId).join(', ')
}

function earnedText({ earnings }: ProviderWire, node: ProviderNodeWire | null): string {
  const all = `${pt(earnings.today)} today, ${pt(earnings.last30Days)} in 30 days, ${pt(earnings.accruing)} accruing`
  return node === null ? all : `${all}; this machine ${pt(node.earned)} in all`
}

function pt(units: string): string {
  return `${formatPt(pTokenUnits(BigInt(units)), { digits: 4 })} PT`
}

/**
 * Returns the signer of a machine's asks: the wallet's key, the machine's key under a mandate (the wallet's permission), or none. Throws
 * `node.settings_unreadable` when the mandate cannot be read.
 */
export async function readSigning({ dataDir, settings }: Pick<ProvidedMachine, 'dataDir' | 'settings'>): Promise<Signing> {
  const { keyFile } = settings
  const kept = await lookForMandate(dataDir)
  const damagedMandate = kept.kind === 'damaged' ? kept.file : null
  if (keyFile !== null && hasWalletKey(settings)) return { by: 'wallet', keyFile, damagedMandate }
  if (kept.kind === 'whole') return { by: 'mandate', mandate: kept.signed.mandate }
  return { by: null, damagedMandate, ...(kept.kind === 'damaged' && kept.isOutdated ? { isOutdated: true as const } : {}) }
}
