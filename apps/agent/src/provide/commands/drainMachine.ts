import { setTimeout as wait } from 'node:timers/promises'
import { readAgentStatus } from '../../control/askAgent.ts'
import { createClient, refusal } from '@infinitio/sdk'
import type { ProvideOptions } from '../provideOptions.ts'
import { liveLeasesOn, pageOf, type ProvidedMachine, readMachineOf } from '../providedMachine.ts'
import { say } from '../say.ts'
import { hasWalletKey, WalletSession } from '../walletSession.ts'
import { withdrawAsk } from '../withdrawAsk.ts'

const lookEveryMs = 1_000
const agentAnswersWithinMs = 2_000

/** `infinitio provide drain`: the ask is withdrawn (where the wallet's key is not here, waits until the wallet did so on the page); ends with 0 when the last lease is over and wiped. */
export async function drainMachine({ dataDir, json, keyFile }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const session = hasWalletKey(machine.settings) || keyFile !== null ? new WalletSession({ ...machine, keyFile }) : null
  if (session === null) await untilPaused(machine)
  else await withdrawAsk(session, machine.nodeId)
  let told = ''
  for (;;) {
    const left = await leasesLeft(session, machine)
    if (left.length === 0) break
    const text = `Waiting for ${left.length === 1 ? 'lease' : 'leases'} ${left.join(', ')} to end.`
    if (text !== told) process.stderr.write(`${text}\n`)
    told = text
    await wait(lookEveryMs)
  }
  say({
    json,
    value: { node: machine.nodeId, drained: true },
    text: 'Drained: nothing of a renter runs here. It stays paused; infinitio provide resume lists it again.',
  })
  return 0
}

/** Leases that the market knows as live on this machine, or that the agent still holds; without the wallet, the agent's alone. */
async function leasesLeft(session: WalletSession | null, { dataDir, nodeId }: ProvidedMachine): Promise<string[]> {
  const provider = session === null ? null : await session.call((client) => client.getProvider())
  const agent = await readAgentStatus(dataDir, { withinMs: agentAnswersWithinMs })
  if (agent === null && provider === null)
    throw refusal('node.agent_stopped', { detail: 'without the wallet only the agent knows the leases of this machine' })
  return [...new Set([...(provider === null ? [] : liveLeasesOn(provider, nodeId)), ...(agent?.leases ?? [])].map(({ leaseId }) => leaseId))]
}

/** Waits until the wallet took the ask out of the book: only it can. */
async function untilPaused(machine: ProvidedMachine): Promise<void> {
  const { settings, nodeId } = machine
  if (nodeId === null) return
  const client = createClient({ baseUrl: settings.apiUrl })
  const isOffered = async (): Promise<boolean> => {
    const { unavailable } = await client.getListing({ node: nodeId, query: {} })
    return unavailable !== 'paused' && unavailable !== 'delisted' && unavailable !== 'retired'
  }
  if (!(await isOffered())) return
  process.stderr.write(
    `Its wallet's key is not here: pause the machine on ${settings.apiUrl}/provide with the wallet, or give --key-file. Waiting for that; ${pageOf(machine)}\n`,
  )
  while (await isOffered()) await wait(lookEveryMs)
}
