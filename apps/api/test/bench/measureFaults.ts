// Measures the attribution of faults whose cause is known, and how fast the bill of a renter follows: the first part of `npm run bench -- faults`. Prints the share of causes with
// a record, the share with the right party, and the milliseconds from the end of an incident until its time is removed from the bill on the chain.
import { formDevelopmentSet } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { openTunnel } from '@infinitio/db'
import { randomUUID } from 'node:crypto'
import { noteHours } from '../../src/actions/machines/noteHours.ts'
import { noteFaults } from '../../src/jobs/noteFaults.ts'
import { liveMarket } from '../liveMarket.ts'
import { startTestApi } from '../startTestApi.ts'
import { startTestEngine } from '../startTestEngine.ts'
import { openFaultMarket } from './faultCauses.ts'

const runsOfCause = 20
const refunds = 5

const shares = await measureParties()
console.log(JSON.stringify({ ...shares, refundMs: await measureRefunds() }))
// Connections of the API that are idle keep the process alive.
process.exit(0)

/** Makes each cause happen several times and compares the record with it. */
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

/** Ends the time without a machine of several leases on a real chain, with the engine as the only signer. */
async function measureRefunds(): Promise<number[]> {
  const api = await startTestApi()
  const { rpcUrl, addresses, keys } = api.chain
  const attestor = testKey('attestor')
  await formDevelopmentSet({ rpcUrl, addresses, deployerKey: keys.deployer.privateKey, members: [attestor] })
  const engine = startTestEngine(api, 'all', { attestorKey: attestor.privateKey })
  try {
    const market = liveMarket(api, engine)
    await market.fund(keys.renter)
    const samples: number[] = []
    for (let run = 0; run < refunds; run += 1) {
      const node = await market.list(`away ${run}`)
      const lease = await market.runLease(node)
      await market.travel(900)
      await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'a', connectedAt: new Date(Date.now() - 900_000) })
      await api.owner.query("update tunnels set closed_at = now() - interval '130 seconds', last_seen_at = now() - interval '130 seconds'", [])
      await api.owner.query('insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now(), true)', [node.node])
      await noteHours(api.services)
      await noteFaults(api.services)
      await api.owner.query('update node_heartbeats set silent = false where node_id = $1', [node.node])
      await noteFaults(api.services)
      const from = performance.now()
      const credited = await market.leaseWhen(lease.leaseId, 'the time is removed from the bill', ({ creditSeconds }) => creditSeconds > 0n)
      samples.push(performance.now() - from)
      console.log(`run refund: ${credited.creditSeconds} s after ${(samples.at(-1) ?? 0).toFixed(0)} ms`)
    }
    return samples
  } finally {
    await engine.stop()
    await api.stop()
  }
}
