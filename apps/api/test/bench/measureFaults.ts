// Measures how often the market blames the right party for a fault: `npm run bench -- fault-rows`. Produces each cause with the database rows that agents,
// gateways and jobs would leave. Prints the fraction of causes for which a fault was recorded, and the fraction with the right party. `npm run bench -- faults`
// produces the causes with real processes instead.
import { noteHours } from '../../src/actions/machines/noteHours.ts'
import { noteFaults } from '../../src/jobs/noteFaults.ts'
import { startTestApi } from '../startTestApi.ts'
import { openFaultMarket } from './faultCauses.ts'

const runsOfCause = 20

console.log(JSON.stringify(await measureParties()))
// End the process explicitly, because idle connections of the API would keep it alive.
process.exit(0)

/** Simulates each cause of a fault several times, and compares the party that was recorded as at fault with the expected one. */
async function measureParties(): Promise<{ attributed: number[]; rightParty: number[] }> {
  const api = await startTestApi()
  try {
    const market = await openFaultMarket(api)
    await noteHours(api.services)
    let [attributed, right, all] = [0, 0, 0]
    for (const cause of market.causes) {
      let rightRuns = 0
      for (let run = 0; run < runsOfCause; run += 1) {
        const leaseId = await market.start(cause)
        await cause.happen(leaseId)
        await noteHours(api.services)
        await noteFaults(api.services)
        const [record] = await api.owner.query<{ party: string }>('select party from fault_records where lease_id = $1 and incident = $2', [
          leaseId,
          cause.incident,
        ])
        all += 1
        if (record !== undefined) attributed += 1
        if (record?.party === cause.party) rightRuns += 1
      }
      right += rightRuns
      console.log(`run cause: ${cause.name}: the right party in ${rightRuns} of ${runsOfCause} runs`)
    }
    return { attributed: [attributed / all], rightParty: [right / all] }
  } finally {
    await api.stop()
  }
}
