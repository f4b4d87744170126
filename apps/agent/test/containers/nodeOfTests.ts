import { hex32 } from '@infinitio/domain'
import { hostKeyFile, publicHalf } from '../../src/keys/loadNodeKeys.ts'
import type { NodeFacts } from '../../src/leases/leaseKeeper.ts'

const boxSecret = hex32(`0x${'33'.repeat(32)}`)

/** The one node whose leases the tests run. */
export const nodeOfTests = hex32(`0x${'1'.repeat(64)}`)

/** The data of the test node that its leases need, by the node's id. */
export const nodesOfTests: ReadonlyMap<string, NodeFacts> = new Map([
  [
    nodeOfTests,
    {
      hostKey: hostKeyFile(`0x${'11'.repeat(32)}`),
      boxKey: publicHalf({ seed: boxSecret, kind: 'x25519' }),
      boxSecret,
      banner: '',
    },
  ],
])

/** Returns a lease that the market expects the test node to run, with this number of GPUs. */
export function wantedOfTests(leaseId: string, { gpus = 1 }: { gpus?: number } = {}) {
  return {
    ...{ leaseId, orderHash: '0xorder', nodeId: nodeOfTests, state: 'active' as const, startSeconds: 1, endSeconds: 2_000_000_000 },
    ...{ workloadHash: '0x', gpus, hasSecrets: false, renter: '0xrenter', disk: null },
  }
}
