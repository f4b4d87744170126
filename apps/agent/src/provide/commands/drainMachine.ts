import { setTimeout as wait } from 'node:timers/promises'
import { readAgentStatus } from '../../control/askAgent.ts'
import { refusal } from '@infinitio/sdk'
import { untilAnswered } from '../../provision/untilAnswered.ts'
import { byNodeKey } from '../byNodeKey.ts'
import { byWallet, hasWallet } from '../byWallet.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { liveLeasesOn, type ProvidedMachine, readMachineOf } from '../providedMachine.ts'
import { say, sayText } from '../say.ts'
import type { WalletSession } from '../../market/walletSession.ts'
import { withdrawAsk } from '../withdrawAsk.ts'

const lookEveryMs = 1_000
const agentAnswersWithinMs = 2_000
/**
 * The command ends if the market does not respond for `marketAwayMs`, or if it needs the agent and the agent does not respond for `agentAwayMs`; both in
 * milliseconds. There is no other time limit, because a lease may continue for days.
 */
const marketAwayMs = 10 * 60_000
const agentAwayMs = 60_000

/**
 * `infinitio provide drain`: withdraws the machine's ask (its listing), waits until the last lease is over and wiped, and resolves with 0. Without the wallet's
 * key, the machine's own key withdraws the ask.
 */
export async function drainMachine({ dataDir, json, keyFile }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const drain = async (session: WalletSession | null): Promise<void> => {
    // Withdrawing an ask twice does no harm, so repeat the call until the market answers.
    if (session === null) await untilAnswered(() => byNodeKey({ machine, act: 'pause' }), { withinMs: marketAwayMs })
    else await withdrawAsk(session, machine.nodeId)
    await untilEmpty(session, machine)
  }
  if (hasWallet(machine, keyFile)) await byWallet({ machine, keyFile, act: 'drain' }, drain)
  else await drain(null)
  say({
    json,
    value: { node: machine.nodeId, drained: true },
    text: 'Drained: nothing of a renter runs here. It stays paused; infinitio provide resume lists it again.',
  })
  return 0
}

async function untilEmpty(session: WalletSession | null, machine: ProvidedMachine): Promise<void> {
  let told = ''
  for (;;) {
    const left = await leasesLeft(session, machine)
    if (left.length === 0) return
    const text = `Waiting for ${left.length === 1 ? 'lease' : 'leases'} ${left.join(', ')} to end.`
    if (text !== told) sayText(process.stderr, text)
    told = text
    await wait(lookEveryMs)
  }
}

/** Returns the ids of this machine's live leases that the market or the agent reports. Without the wallet's session, only the agent is asked. */
async function leasesLeft(session: WalletSession | null, { dataDir, nodeId }: ProvidedMachine): Promise<string[]> {
  const provider = session === null ? null : await untilAnswered(() => session.call((client) => client.getProvider()), { withinMs: marketAwayMs })
  const agent = await agentStatus(dataDir, { withinMs: provider === null ? agentAwayMs : 0 })
  return [...new Set([...(provider === null ? [] : liveLeasesOn(provider, nodeId)), ...(agent?.leases ?? [])].map(({ leaseId }) => leaseId))]
}

/**
 * Returns the agent's status. If `withinMs` is 0 and the agent does not answer, returns null. Otherwise tries again for `withinMs` milliseconds, for example
 * while the agent restarts, then throws `node.agent_stopped`.
 */
async function agentStatus(dataDir: string, { withinMs }: { withinMs: number }) {
  const deadline = Date.now() + withinMs
  for (;;) {
    const agent = await readAgentStatus(dataDir, { withinMs: agentAnswersWithinMs })
    if (agent !== null || withinMs === 0) return agent
    if (Date.now() > deadline) throw refusal('node.agent_stopped', { detail: 'without the wallet only the agent knows the leases of this machine' })
    await wait(lookEveryMs)
  }
}
