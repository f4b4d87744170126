// Measures how soon after a fault a renter's bill is corrected: the second part of `npm run bench -- faults`. Prints the milliseconds from the end of an
// incident until the time of the incident is removed from the bill on the chain.
import { formDevelopmentSet } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { openTunnel } from '@infinitio/db'
import { randomUUID } from 'node:crypto'
import { noteHours } from '../../src/actions/machines/noteHours.ts'
import { noteFaults } from '../../src/jobs/noteFaults.ts'
import { liveMarket } from '../liveMarket.ts'
import { startTestApi } from '../startTestApi.ts'
import { startTestEngine } from '../startTestEngine.ts'

const refunds = 5
/** The longest allowed time in milliseconds. A slower correction is an error. */
const patienceMs = 120_000

console.log(JSON.stringify({ refundMs: await measureRefunds() }))
// End the process explicitly, because idle connections of the API would keep it alive.
process.exit(0)

/**
 * Runs several leases on a real chain and makes their machine unreachable for some time. For each, returns how long the correction of the bill took after that
 * time ended. The engine is the only validator.
 */
async function measureRefunds(): Promise<number[]> {
  const api = await startTestApi()
  const { rpcUrl, addresses, keys } = api.chain
  const attestor = testKey('attestor')
  await formDevelopmentSet({ rpcUrl, addresses, deployerKey: keys.deployer.privateKey, members: [attestor] })
  const engine = startTestEngine(api, 'all', { attestorKey: attestor.privateKey, patienceMs })
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
