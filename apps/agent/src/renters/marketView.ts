import type { BidWire, ListingWire } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import type { SimulatedAccount } from './simulatedAccount.ts'
/** A machine that can be rented now, of the simulated fleet or of another provider. The price is in PToken base units per GPU-second. */
export type RentableMachine = {
  readonly node: string
  readonly classId: number
  readonly price: bigint
  readonly freeGpus: number
  /** True if the machine is in the fleet of this process. Simulated renters bid only for such machines. */
  readonly isOurs: boolean
  readonly minSeconds: number
  readonly maxSeconds: number
}

/** A bid of a simulated renter that waits in the order book for a cheaper machine. */
export type WaitingBid = { readonly node: string; readonly gpus: number; readonly price: bigint }

/** A lease of a simulated renter. `readyAt` in Unix seconds of the block clock; null until its machine is ready. */
export type OwnLease = { readonly leaseId: string; readonly readyAt: number | null; readonly isEnding: boolean }

/** The state of the market at one step of the simulation, as one simulated renter sees it. Times are in Unix seconds of the block clock. */
export type MarketLook = {
  /** Number of this step. Together with the seed, it decides all random choices. */
  readonly step: number
  readonly seed: number
  readonly now: number
  readonly machines: readonly RentableMachine[]
  readonly renter: { readonly available: bigint; readonly leases: readonly OwnLease[]; readonly bids: readonly WaitingBid[] }
  /** The waiting bids of all simulated renters; null until all of them are known. */
  readonly waiting: readonly WaitingBid[] | null
  /** The price of each machine's first listing. */
  readonly firstPrices: ReadonlyMap<string, bigint>
}

/** One act of a simulated renter or provider. Each act is one signed message. */
export type MarketAct =
  | { readonly kind: 'rent'; readonly machine: RentableMachine; readonly gpus: number; readonly seconds: number }
  | { readonly kind: 'bid'; readonly machine: RentableMachine; readonly gpus: number; readonly seconds: number; readonly price: bigint }
  | { readonly kind: 'end'; readonly leaseId: string }
  | { readonly kind: 'reprice'; readonly node: string; readonly price: bigint }

const mostListings = 200

/** Returns the machines that can be rented now, at most `mostListings`. `ours` has the ids of the machines that this process serves. */
export async function readMachines(client: Client, ours: ReadonlySet<string>): Promise<RentableMachine[]> {
  const { items } = await client.searchListings({ limit: mostListings })
  return items.map((listing) => machineOf(listing, ours))
}

function machineOf({ node, classId, freeGpus, ask }: ListingWire, ours: ReadonlySet<string>): RentableMachine {
  const { pricePerGpuSecond, minDurationSeconds: minSeconds, maxDurationSeconds: maxSeconds } = ask
  return { node, classId, freeGpus, isOurs: ours.has(node), price: BigInt(pricePerGpuSecond), minSeconds, maxSeconds }
}

/** Reads the free balance, live leases and waiting bids of a renter, and the nonce of its next bid. */
export async function readRenter({ call }: SimulatedAccount): Promise<{ renter: MarketLook['renter']; nonce: bigint }> {
  return await call(async (client) => {
    const [wallet, leases, orders] = await Promise.all([
      client.getWallet({ limit: 1 }),
      client.listLeases({ role: 'renter', state: 'live', limit: 50 }),
      client.listOrders({ side: 'bids', state: 'open', limit: 50 }),
    ])
    return {
      nonce: BigInt(wallet.nextNonce.bid),
      renter: {
        available: BigInt(wallet.available),
        leases: leases.items.map(({ leaseId, ready, ended }) => ({ leaseId, readyAt: ready?.at ?? null, isEnding: ended !== null })),
        bids: orders.items.flatMap(({ node, gpusToGo, order }) =>
          node === null || gpusToGo === 0 ? [] : [{ node, gpus: gpusToGo, price: BigInt((order as BidWire).maxPricePerGpuSecond) }],
        ),
      },
    }
  })
}
