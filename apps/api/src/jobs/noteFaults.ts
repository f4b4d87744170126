import { areOutagesStored, closeReachableFaults, insertFault, noteFault, tryLock } from '@infinitio/db'
import { attributeFault, noFaultFacts } from '@infinitio/domain'
import type { Services } from '../services/services.ts'
import { faultFinders, type FaultSearch, gatewayCheck } from './findFaults.ts'

/**
 * A lease's fault is judged only if `noteHours` ran within the last 60 s. Otherwise an outage of the market may be in progress or may not be stored yet, and
 * the wrong party could be found at fault.
 */
const outagesWithinSeconds = 60

/**
 * Records the faults of leases: finds new incidents, decides which party is at fault, and notifies the holder and a provider at fault. Records nothing while
 * the chain does not answer, or while an outage of the market may not be stored yet. Each kind of incident has its own transaction, so that an error in one
 * does not stop the others. Runs on one server at a time. Returns the number of new records.
 */
export async function noteFaults(services: Pick<Services, 'db' | 'clock' | 'hub' | 'logger' | 'nodeTimes'>): Promise<number> {
  const { db, clock, hub, logger, nodeTimes } = services
  const { ok, now } = clock.read()
  if (!ok || !(await areOutagesStored(db, { withinSeconds: outagesWithinSeconds }))) return 0
  const search: FaultSearch = { nodeTimes, chainNow: BigInt(now), isGatewayDown: gatewayCheck(nodeTimes) }
  let recorded = 0
  for (const kind of Object.keys(faultFinders)) {
    try {
      recorded += await noteKind(services, kind, search)
    } catch (error) {
      logger.error({ err: error, kind }, 'faults of one kind are not recorded')
    }
  }
  if (recorded > 0) hub.wake()
  return recorded
}

async function noteKind({ db, logger }: Pick<Services, 'db' | 'logger'>, kind: string, search: FaultSearch): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'faults'))) return 0
    if (kind === 'unreachable') await closeReachableFaults(tx, search)
    let count = 0
    for (const { from, until = null, value = null, source, facts: known, ...incident } of (await faultFinders[kind]?.(tx, search)) ?? []) {
      const facts = { ...noFaultFacts, ...known }
      const attributed = attributeFault(facts)
      const fault = { ...incident, value, fromAt: from, untilAt: until, facts, ...attributed, source: source ?? attributed.source }
      const faultId = await insertFault(tx, fault)
      if (faultId === null) continue
      count += 1
      await noteFault(tx, { faultId })
      logger.info({ leaseId: fault.leaseId, incident: fault.incident, party: fault.party, rule: fault.rule }, 'a fault is recorded')
    }
    return count
  })
}
