import type { BidWire, ListingWire } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import type { MarketLook, RentableMachine } from './marketView.ts'
import type { SimulatedAccount } from './simulatedAccount.ts'

const mostListings = 200

/** Returns all machines that can be rented now. `ours` has the ids of this process's machines. */
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
