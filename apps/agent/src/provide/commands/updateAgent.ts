import { setTimeout as wait } from 'node:timers/promises'
import { refusal } from '@infinitio/sdk'
import { agentVersion } from '../../control/agentVersion.ts'
import { askAgent, readAgentStatus } from '../../control/askAgent.ts'
import type { AgentStatus } from '../../control/controlMessages.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { readMachineOf } from '../providedMachine.ts'
import { say } from '../say.ts'
import { installService, isService } from '../service.ts'
import { agentProgram } from '../superviseAgent.ts'

const answerWithinMs = 2_000
const backWithinMs = 60_000
const lookEveryMs = 200

/**
 * `infinitio provide update`: restarts the agent with the code of the installed command. Reads the settings before it stops the old agent. The new agent reads
 * its leases from disk. This command does not download new code: the market's installer does that or, in a git checkout, `git pull` and an installation of the
 * packages.
 */
export async function updateAgent({ dataDir, json }: ProvideOptions): Promise<number> {
  await readMachineOf(dataDir)
  const [before, version] = await Promise.all([readAgentStatus(dataDir, { withinMs: answerWithinMs }), agentVersion()])
  if (before === null) throw refusal('node.agent_stopped', { detail: `${version} is here; the next start takes it` })
  // Each installed version has its own folder, so the unit file of the system service must contain the path of the new version.
  if (await isService(dataDir)) await installService({ dataDir, program: agentProgram })
  else await askAgent(dataDir, { ask: 'stop', next: 'start' }, { withinMs: answerWithinMs })
  const after = await untilAnother(dataDir, before)
  const kept = before.leases.filter(({ leaseId }) => after.leases.some((lease) => lease.leaseId === leaseId)).map(({ leaseId }) => leaseId)
  say({
    json,
    value: { before: before.version, after: after.version, pid: after.pid, leases: kept },
    text: `Started anew: ${before.version} → ${after.version} (pid ${after.pid}). ${kept.length === 0 ? 'No lease ran.' : `Taken over: ${kept.join(', ')}. Shells of renters were closed; what runs in the leases went on.`}\nNew code comes by the install line of a market (curl …/install.sh), or in a checkout by: git pull && npx pnpm@12.21.0 install --frozen-lockfile. Run this command again afterwards.`,
  })
  return 0
}

/** Waits until a new agent has replaced the one with the status `before`, and returns the new agent's status. Throws `api.timed_out` if none starts in time. */
async function untilAnother(dataDir: string, before: AgentStatus): Promise<AgentStatus> {
  const deadline = Date.now() + backWithinMs
  while (Date.now() < deadline) {
    const now = await readAgentStatus(dataDir, { withinMs: answerWithinMs })
    if (now !== null && (now.pid !== before.pid || now.startedAt !== before.startedAt)) return now
    await wait(lookEveryMs)
  }
  throw refusal('api.timed_out', { detail: 'the agent was stopped and did not come back: infinitio provide' })
}
