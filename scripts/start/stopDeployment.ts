import type { RunningDeployment } from './runDeployment.ts'
import type { ServiceName } from './serviceSpecs.ts'

/** The processes in the order in which they are stopped. Each group gets `graceMs` to end, then it is killed. All groups together take at most 7 s. */
const order: { names: ServiceName[]; graceMs: number }[] = [
  { names: ['web', 'agent', 'agent-simulated', 'validators', 'scheduler', 'scheduler-2', 'router'], graceMs: 1_800 },
  { names: ['gateway', 'gateway-2', 'engine'], graceMs: 1_800 },
]

/**
 * Stops everything that runs: first the processes that accept new work, then gateway and engine, then miner, chain and database, which save their data. Never
 * throws if a process has already ended.
 */
export async function stopDeployment({ services, miner, anvil, chainGuard, postgres }: RunningDeployment): Promise<void> {
  for (const { names, graceMs } of order) {
    await Promise.all(names.map((name) => services.get(name)?.stop(graceMs)))
  }
  miner?.stop()
  await Promise.all([anvil?.stop(), postgres?.stop()])
  await chainGuard?.remove()
}
