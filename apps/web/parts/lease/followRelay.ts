import type { LeaseWire } from '@infinitio/domain/wire'
import type { QueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import type { LeaseWish } from '#web/parts/lease/leaseWish.ts'

/** The progress of a signed action on a lease: pending, in a block of the chain, or failed with a code. */
export type RelayOutcome = { readonly state: 'pending' | 'done' | 'failed'; readonly code: string | null }

const mostReads = 60
const oftenMs = 1_000

/** Returns the progress of the action that the API accepted as `relayId`, as the lease shows it. Pure. */
export function relayOutcome(lease: LeaseWire, { wish, relayId }: { readonly wish: LeaseWish; readonly relayId: string }): RelayOutcome {
  if (isDone(lease, wish)) return { state: 'done', code: null }
  const relay = lease.relays.find((one) => one.relayId === relayId)
  return relay?.state === 'failed' ? { state: 'failed', code: relay.code } : { state: 'pending', code: null }
}

/**
 * Reads the lease each second until an action on it is in a block or has failed, for at most a minute. Calls `onRead` with the lease and the progress
 * whenever the progress changes.
 */
export async function followRelay(
  queryClient: QueryClient,
  { leaseId, wish, relayId, onRead }: FollowInput & { readonly onRead: (outcome: RelayOutcome, lease: LeaseWire) => void },
): Promise<RelayOutcome['state']> {
  let before: RelayOutcome['state'] | null = null
  for (let reads = 0; reads < mostReads; reads += 1) {
    const lease = await queryClient.fetchQuery({ ...leaseQuery(browserApi, leaseId), staleTime: 0 }).catch(() => null)
    if (lease !== null) {
      const outcome = relayOutcome(lease, { wish, relayId })
      if (outcome.state !== before) onRead(outcome, lease)
      before = outcome.state
      if (outcome.state !== 'pending') return outcome.state
    }
    await new Promise((resolve) => setTimeout(resolve, oftenMs))
  }
  return 'pending'
}

type FollowInput = { readonly leaseId: string; readonly wish: LeaseWish; readonly relayId: string }

function isDone({ state, endsAt, holder }: LeaseWire, wish: LeaseWish): boolean {
  switch (wish.kind) {
    case 'extend':
      return endsAt >= wish.end
    case 'giveAway':
      return holder.toLowerCase() === wish.to.toLowerCase()
    default:
      return state === 'ended' || state === 'closed'
  }
}
