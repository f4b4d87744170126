import type { ChainWire } from '@infinitio/domain/wire'
import { buildBid, buildOpenBid, newWorkload, signAsk, signBid, signEnd } from '@infinitio/sdk'
import { assertNever } from '@infinitio/domain'
import type { FleetNode } from '../fleet/fleetNode.ts'
import { askFor } from '../provision/decideAsk.ts'
import type { MarketAct } from './marketView.ts'
import type { SimulatedAccount } from './simulatedAccount.ts'

/** A bid that was not matched leaves the order book after this many seconds. */
const bidLifeSeconds = 1_800

/** A machine of the fleet with the account that signs for it. */
export type ListedNode = { readonly node: FleetNode; readonly nodeId: string; readonly provider: SimulatedAccount }

/**
 * The inputs with which an act of a simulated account is carried out: the account (`renter`), the nonce of its next bid, the listed machines by id, and the
 * chain.
 */
export type ActParts = {
  readonly renter: SimulatedAccount
  readonly nonce: bigint
  readonly nodes: ReadonlyMap<string, ListedNode>
  readonly chain: ChainWire
}

/** Signs one act (such as a bid or a new price) as a real user would, and sends it to the API. Rejects with InfinitioError. */
export async function actOnMarket(act: MarketAct, parts: ActParts): Promise<void> {
  switch (act.kind) {
    case 'rent':
    case 'bid':
      return await placeBid(act, parts)
    case 'end':
      return await endLease(act, parts)
    case 'reprice':
      return await listAgain(act, parts)
    default:
      return assertNever(act)
  }
}

async function placeBid(act: Extract<MarketAct, { kind: 'rent' | 'bid' }>, { renter, nonce, chain, nodes }: ActParts): Promise<void> {
  const { machine, gpus, seconds: durationSeconds } = act
  const { workload, workloadHash } = newWorkload({ template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [] })
  const terms = { renter: renter.account.address, gpus, durationSeconds, workloadHash, nonce, chain }
  const listing = { node: machine.node, classId: machine.classId, regionId: 0 }
  const bid =
    act.kind === 'rent'
      ? buildBid({ listing, pricePerGpuSecond: machine.price.toString(), ...terms })
      : buildOpenBid({
          ...terms,
          ...{ node: machine.node, classIds: [machine.classId], regionIds: [0], allOrNothing: true, minGpusPerNode: gpus },
          ...{ maxPricePerGpuSecond: act.price.toString(), timeInForce: 'gtt', expiry: chain.chainNow + bidLifeSeconds },
        })
  if (!nodes.has(machine.node)) throw new Error(`${machine.node} is no machine of this fleet`)
  const order = await signBid(renter.account, { bid, chain })
  await renter.call(async (client) => {
    await client.putWorkload({ workload, workloadHash })
    await client.placeOrder(order)
  })
}

async function endLease({ leaseId }: { leaseId: string }, { renter, chain }: ActParts): Promise<void> {
  await renter.call(async (client) => {
    const lease = await client.getLease(leaseId)
    await client.placeRelay(await signEnd(renter.account, { lease, accept: true, chain }))
  })
}

async function listAgain({ node: nodeId, price }: { node: string; price: bigint }, { nodes, chain }: ActParts): Promise<void> {
  const found = nodes.get(nodeId)
  if (found === undefined) throw new Error(`${nodeId} is no machine of this fleet`)
  const { node, provider } = found
  const terms = { gpus: node.gpus, ask: { ...node.ask, pricePerGpuSecond: price } }
  await provider.call(async (client) => {
    const { nextNonce } = await client.getWallet({ limit: 1 })
    const ask = askFor({ node: terms, nodeId, provider: provider.account.address, terms: null, nonce: BigInt(nextNonce.ask), chain })
    await client.placeOrder(await signAsk(provider.account, { ask, chain }))
  })
}
