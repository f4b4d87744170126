import type { Logger } from '@infinitio/process'
import { bringLeaseImage } from './bringLeaseImage.ts'
import type { StoredLease } from './leaseStore.ts'
import type { RunningLease } from './runningLease.ts'

/** The functions of the lease keeper that image work needs. */
export type ImagePlace = {
  /** Returns the lease, or null if this machine does not have it. */
  lease(leaseId: string): RunningLease | null
  /** Stores a change on disk. */
  change(leaseId: string, change: Pick<StoredLease, 'image' | 'imageFault'>): Promise<void>
  logger: Logger
}

/** Pulls the images of leases in the background and tracks the pulls in progress. */
export class ImagesOfLeases {
  readonly #place: ImagePlace
  readonly #coming = new Map<string, Promise<void>>()

  constructor(place: ImagePlace) {
    this.#place = place
  }

  /** Returns the stored state with 'coming' for an image that this process pulls. */
  over(stored: StoredLease): StoredLease {
    return this.#coming.has(stored.leaseId) ? { ...stored, image: 'coming' } : stored
  }

  /** Starts to pull a lease's image. Calls `onEnd` when the image is in use, or when the pull has failed. Never throws. */
  bring(leaseId: string, onEnd: () => void): void {
    const { change, logger } = this.#place
    const lease = this.#place.lease(leaseId)
    if (lease === null || this.#coming.has(leaseId)) return
    const coming = bringLeaseImage({ lease, logger })
      .then((end) => (lease.over.signal.aborted ? undefined : change(leaseId, end)))
      .catch((error: unknown) => logger.error({ leaseId, err: error }, 'what became of an image was not written down'))
      .finally(() => {
        this.#coming.delete(leaseId)
        onEnd()
      })
    this.#coming.set(leaseId, coming)
  }

  /** Resolves when no pull for the lease is in progress any longer. */
  async ended(leaseId: string): Promise<void> {
    await this.#coming.get(leaseId)
  }
}
