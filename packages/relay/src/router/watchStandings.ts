import type { ServiceId } from '@infinitio/domain'
import { type Candidate, type CheckedSpeed, type CheckedStanding, siteOf } from '@infinitio/services'
import type { Offer } from './readOffers.ts'

/**
 * The standings of services by the checks of validators, and the speed that validators measured. A service that is absent is unchecked and not measured.
 */
export type Standings = ReadonlyMap<ServiceId, Pick<CheckedStanding, 'standing'> & { readonly quality?: CheckedSpeed }>

/** Returns the standings of services. It may fail: the router then continues with the earlier standings. */
export type ReadStandings = (offered: readonly Pick<Candidate, 'service' | 'payee' | 'site' | 'model'>[]) => Promise<Standings>

/** The standings that a router uses. `look` reads them once more. */
export type WatchedStandings = { readonly standings: () => Standings; readonly look: () => Promise<void>; readonly stop: () => void }

const usualMs = 60_000

/** Reads the standings of all offered services again and again. Without `read`, no service has a standing. */
export function watchStandings(
  { read, everyMs = usualMs }: { readonly read: ReadStandings | null; readonly everyMs?: number | undefined },
  offers: () => readonly Offer[],
): WatchedStandings {
  let standings: Standings = new Map()
  let isLooking = false
  const look = async () => {
    if (read === null || isLooking) return
    isLooking = true
    try {
      standings = await read(
        offers().map(({ service, payee, terms }) => ({ service, payee, site: siteOf(terms.url) ?? terms.url, model: terms.model })),
      )
    } finally {
      isLooking = false
    }
  }
  // If the API or the chain does not answer, the earlier standings remain.
  const lookQuietly = () => void look().catch(() => {})
  lookQuietly()
  const timer = setInterval(lookQuietly, everyMs)
  return { standings: () => standings, look, stop: () => clearInterval(timer) }
}
