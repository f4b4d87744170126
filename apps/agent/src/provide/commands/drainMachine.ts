import { setTimeout as wait } from 'node:timers/promises'
import { readAgentStatus } from '../../control/askAgent.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { liveLeasesOn, type ProvidedMachine, readMachineOf } from '../providedMachine.ts'
import { say } from '../say.ts'
import { WalletSession } from '../walletSession.ts'
import { withdrawAsk } from '../withdrawAsk.ts'

const lookEveryMs = 1_000
const agentAnswersWithinMs = 2_000

/** `infinitio provide drain`: the ask is withdrawn; ends with 0 when the last lease is over and wiped. */
export async function drainMachine({ dataDir, json }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const session = new WalletSession(machine)
  await withdrawAsk(session, machine.nodeId)
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

/** Leases that the market knows as live on this machine, or that the agent still holds. */
async function leasesLeft(session: WalletSession, { dataDir, nodeId }: ProvidedMachine): Promise<string[]> {
  const provider = await session.call((client) => client.getProvider())
  const agent = await readAgentStatus(dataDir, { withinMs: agentAnswersWithinMs })
  return [...new Set([...liveLeasesOn(provider, nodeId), ...(agent?.leases ?? [])].map(({ leaseId }) => leaseId))]
}
