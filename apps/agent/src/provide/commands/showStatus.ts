import { formatPt, pTokenUnits } from '@infinitio/domain'
import type { ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { readAgentStatus } from '../../control/askAgent.ts'
import type { AgentStatus } from '../../control/controlMessages.ts'
import { say } from '../say.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { alertText } from '../alertText.ts'
import { liveLeasesOn, pageOf, type ProvidedMachine, readMachineOf } from '../providedMachine.ts'
import { whyNotRented } from '../whyNotRented.ts'
import { WalletSession } from '../walletSession.ts'

/** The whole answer comes within a second of the start of this process; what has not answered by then is said to be missing. */
const answerWithinMs = 900
const leastMs = 500

/** `infinitio provide status`: what runs, whether it is listed, why it is not rented, what it earned, what to look at. Ends with 71 when the agent does not run. */
export async function showStatus({ dataDir, json }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const withinMs = Math.max(leastMs, answerWithinMs - performance.now())
  const [agent, provider] = await Promise.all([readAgentStatus(dataDir, { withinMs }), readProvider(machine, withinMs)])
  const node = provider?.nodes.find((one) => one.node === machine.nodeId) ?? null
  const why = whyNotRented({ agent, provider, node, nodeId: machine.nodeId })
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
    earned: node?.earned ?? null,
    earnings: provider?.earnings ?? null,
    bonded: provider?.bonded ?? null,
    requiredBond: provider?.requiredBond ?? null,
    whyNotRented: why,
    alerts: provider?.alerts ?? null,
  }
  say({ json, value, text: statusLines({ machine, agent, provider, node, why }).join('\n') })
  return agent === null ? 71 : 0
}

async function readProvider(machine: ProvidedMachine, withinMs: number): Promise<ProviderWire | null> {
  try {
    const session = new WalletSession({ ...machine, signal: AbortSignal.timeout(withinMs) })
    return await session.call((client) => client.getProvider())
  } catch {
    return null
  }
}

type Shown = {
  machine: ProvidedMachine
  agent: AgentStatus | null
  provider: ProviderWire | null
  node: ProviderNodeWire | null
  why: readonly string[]
}

function statusLines({ machine, agent, provider, node, why }: Shown): string[] {
  const { settings, nodeId } = machine
  return [
    `machine   ${settings.name}${nodeId === null ? ', not registered yet' : `  ${pageOf(machine)}`}`,
    `agent     ${agent === null ? 'does not run: infinitio provide, or systemctl start infinitio-agent' : agentText(agent)}`,
    `listing   ${node === null ? 'the market did not answer in time' : listingText(node)}`,
    `leases    ${leasesText(machine, agent, provider)}`,
    ...(provider === null ? [] : [`earned    ${earnedText(provider, node)}`]),
    ...(provider === null ? [] : [`bond      ${pt(provider.bonded)} bonded, ${pt(provider.requiredBond)} needed`]),
    ...(provider?.alerts ?? []).map((alert) => `look at   ${alertText(alert)}`),
    ...why.map((reason, at) => `${at === 0 ? 'not rented because' : '               and'} ${reason}`),
  ]
}

function agentText({ pid, version, runtime, nodes, startedAt }: AgentStatus): string {
  const up = nodes.every(({ tunnelUp }) => tunnelUp)
  return `${version} runs since ${new Date(startedAt).toISOString().slice(0, 19)}Z (pid ${pid}, ${runtime}), ${up ? 'connected to the gateway' : 'not connected to the gateway'}`
}

function listingText({ state, ask }: ProviderNodeWire): string {
  return ask === null ? state : `${state}, ${formatPt(pTokenUnits(BigInt(ask.pricePerGpuSecond) * 3_600n), { digits: 4 })} PT per GPU-hour`
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
