import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '@infinitio/process'
import { ImageRefused } from '../runtime/container/imageRefused.ts'
import type { StoredLease } from './leaseStore.ts'
import type { RunningLease } from './runningLease.ts'

const firstPauseMs = 5_000
const longestPauseMs = 300_000
const mostCharacters = 300

/**
 * Pulls the container image of a lease, closes the lease's sessions, and from then on runs the lease in that image. After a failure that can pass, such as a
 * registry that does not respond, tries again until the lease is over. Writes progress to the lease's log and open sessions, and reports it to the market
 * through `lease.image`. Resolves with the result, which the caller stores.
 */
async function bringLeaseImage({ lease, logger }: { lease: RunningLease; logger: Logger }): Promise<Pick<StoredLease, 'image' | 'imageFault'>> {
  const { sandbox, sessions, stored, over } = lease
  const { signal } = over
  const facts = { leaseId: stored.leaseId, orderHash: stored.orderHash, image: stored.imageReference }
  const tell = async (text: string): Promise<void> => {
    sessions.tell(`[infinitio] ${text}`)
    await sandbox
      .note(text)
      .catch((error: unknown) => logger.warn({ ...facts, err: error }, 'a message about the image could not be written to the log of the lease'))
  }
  const progress = {
    signal,
    onPercent: (percent: number): void => {
      logger.info({ ...facts, percent }, 'pulling an image')
      lease.image = { state: 'pulling', percent }
      void tell(`pulling ${stored.imageReference}: ${percent} %`)
    },
    beforeChange: () => sessions.closeAll('[infinitio] Your image is here. This connection closes; connect again, and you are in it.'),
  }
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
    try {
      await sandbox.bringImage?.(progress)
      lease.image = { state: 'here' }
      await tell(`this lease runs in ${stored.imageReference}`)
      logger.info(facts, 'the lease runs in its image')
      return { image: 'here', imageFault: null }
    } catch (error) {
      if (signal.aborted) break
      logger.warn({ ...facts, err: error }, 'the image of the lease could not be downloaded')
      const isFinal = error instanceof ImageRefused
      const reason = plain(error)
      lease.image = { state: 'refused', reason, retrying: !isFinal }
      const next = isFinal ? 'It is not tried again; the lease goes on without it.' : `It is tried again in ${pauseMs / 1_000} s.`
      await tell(`node.image_unavailable: ${reason}. ${next}`)
      if (isFinal) return { image: 'failed', imageFault: reason }
      // If the signal aborts, this pause ends early, and the loop ends at its next check of the signal.
      await wait(pauseMs, null, { signal }).catch(() => {})
    }
  }
  return { image: 'failed', imageFault: 'The lease was over.' }
}

/**
 * Returns the text of an error without control characters and cut to a maximum length. The error may contain text of the registry, and a terminal and a web
 * page show it.
 */
function plain(error: unknown): string {
  return String((error as Error).message)
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, mostCharacters)
    .toWellFormed()
}

/** The functions of the lease keeper that `ImagesOfLeases` needs to move a lease into its custom image. */
export type ImagePlace = {
  /** Returns the lease, or null if this machine does not have it. */
  lease(leaseId: string): RunningLease | null
  /** Stores a change of the lease on disk. */
  change(leaseId: string, change: Pick<StoredLease, 'image' | 'imageFault'>): Promise<void>
  logger: Logger
}

/** Pulls the container images of leases in the background. There is at most one pull for a lease at a time. */
export class ImagesOfLeases {
  readonly #place: ImagePlace
  readonly #coming = new Map<string, Promise<void>>()

  constructor(place: ImagePlace) {
    this.#place = place
  }

  /** Returns the stored state of a lease, with the image's state 'coming' while this process pulls the image. */
  over(stored: StoredLease): StoredLease {
    return this.#coming.has(stored.leaseId) ? { ...stored, image: 'coming' } : stored
  }

  /**
   * Starts to pull a lease's image. Calls `onEnd` when the image is in use, or when the pull has failed. Does nothing if this machine does not have the lease,
   * or already pulls its image. Never throws.
   */
  bring(leaseId: string, onEnd: () => void): void {
    const { change, logger } = this.#place
    const lease = this.#place.lease(leaseId)
    if (lease === null || this.#coming.has(leaseId)) return
    const coming = bringLeaseImage({ lease, logger })
      .then((end) => (lease.over.signal.aborted ? undefined : change(leaseId, end)))
      .catch((error: unknown) => logger.error({ leaseId, err: error }, 'the result of an image download could not be stored'))
      .finally(() => {
        this.#coming.delete(leaseId)
        onEnd()
      })
    this.#coming.set(leaseId, coming)
  }

  /** Resolves when no image is being pulled for the lease. */
  async ended(leaseId: string): Promise<void> {
    await this.#coming.get(leaseId)
  }
}
