import { setTimeout as delay } from 'node:timers/promises'
import type { FarmMachine } from './farmMachine.ts'
import type { FaultDeployment } from './faultDeployment.ts'
import { type Counted, countRuns, makeRuns, type RealCause, recordOf, type Suffered } from './realCause.ts'
import { endRented, rentNow } from './rentForFault.ts'
import { untilMeasured, untilReported } from './untilReported.ts'

/**
 * The seconds within which the market must have recorded a fault: `atOnceSeconds` for a fault of a machine, `workloadSeconds` for a fault of a program in a
 * lease. The market records a fault of a program only 300 s after the report.
 */
const [atOnceSeconds, workloadSeconds] = [120, 360]
/**
 * The time between two simulated boots in milliseconds. It must be more than 60 s, because the market takes a smaller difference for a correction of the clock.
 */
const betweenBootsMs = 65_000
const bootedAgo = 2

const causes = {
  exit: { name: 'workload exits 1', incident: 'script_exit', party: 'renter' },
  xid: { name: 'Xid 79', incident: 'gpu_error', party: 'provider', injected: 'the line in the log of the kernel, and the GPU' },
  reboot: { name: 'reboot', incident: 'reboot', party: 'provider', injected: 'the age of the boot; the agent was killed and started again' },
  killed: { name: 'agent killed', incident: 'lost', party: 'provider' },
} satisfies Record<string, RealCause>

/**
 * Causes faults of single machines, with `runs` runs for each cause. A run is one lease with one fault. The runs are divided among the machines. All machines
 * work at the same time, and each makes its runs one after another.
 */
export async function agentCauses(deployment: FaultDeployment, runs: number): Promise<Counted[]> {
  const suffered: Record<keyof typeof causes, Suffered[]> = { exit: [], xid: [], reboot: [], killed: [] }
  await Promise.all(
    deployment.farm.map(async (machine, at) => {
      const own = Math.floor(runs / deployment.farm.length) + (at < runs % deployment.farm.length ? 1 : 0)
      for (const kind of Object.keys(causes) as (keyof typeof causes)[])
        suffered[kind].push(...(await makeRuns(causes[kind], own, () => happen(deployment, machine, kind))))
    }),
  )
  const counted: Counted[] = []
  for (const kind of ['xid', 'reboot', 'killed', 'exit'] as const)
    counted.push(await countRuns(causes[kind], suffered[kind], kind === 'exit' ? workloadSeconds : atOnceSeconds))
  return counted
}

async function happen(deployment: FaultDeployment, machine: FarmMachine, kind: keyof typeof causes): Promise<Suffered> {
  const { renter, name } = machine
  const program = { template: 'script', startScript: kind === 'exit' ? 'exit 1' : 'sleep 3600', environment: {}, ports: [] } as const
  const lease = await rentNow({ renter, name, program: { ...program, ports: [] } })
  try {
    if (kind === 'xid') {
      await untilMeasured(deployment, { lease })
      machine.reportXid(79)
    }
    if (kind === 'reboot') {
      await delay(betweenBootsMs)
      machine.crash()
      await machine.start(bootedAgo)
    }
    if (kind === 'killed') {
      machine.crash()
      await recordOf({ renter, lease }, 'lost', atOnceSeconds)
      await machine.start(bootedAgo)
    } else await untilReported(deployment, { lease, incident: causes[kind].incident })
  } finally {
    await endRented(renter, lease)
  }
  return { renter, lease }
}
