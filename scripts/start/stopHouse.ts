import type { RunningHouse } from './runHouse.ts'
import type { ServiceName } from './serviceSpecs.ts'

/** Who stops when, and how long each may take before it is killed: 7 s in all. */
const order: { names: ServiceName[]; graceMs: number }[] = [
  { names: ['web', 'agent', 'agent-simulated', 'validators'], graceMs: 1_800 },
  { names: ['gateway', 'engine'], graceMs: 1_800 },
]

/**
 * Stops everything that runs: first whoever takes new work, then gateway and engine, then miner, chain and database, which
 * save what they hold. Never throws for a process that has already ended.
 */
export async function stopHouse({ services, miner, anvil, chainGuard, postgres }: RunningHouse): Promise<void> {
  for (const { names, graceMs } of order) {
    await Promise.all(names.map((name) => services.get(name)?.stop(graceMs)))
  }
  miner?.stop()
  await Promise.all([anvil?.stop(), postgres?.stop()])
  await chainGuard?.remove()
}
