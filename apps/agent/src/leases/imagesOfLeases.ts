import type { Logger } from '@infinitio/process'
import { bringLeaseImage } from './bringLeaseImage.ts'
import type { StoredLease } from './leaseStore.ts'
import type { RunningLease } from './runningLease.ts'

/** What the images of leases need of the keeper. */
export type ImagePlace = {
  /** The lease, while it is here. */
  lease(leaseId: string): RunningLease | null
  /** Puts a change on disk. */
  change(leaseId: string, change: Pick<StoredLease, 'image' | 'imageFault'>): Promise<void>
  logger: Logger
}

/** Brings the images that leases run in, beside everything else, and knows which are on their way. */
export class ImagesOfLeases {
  readonly #place: ImagePlace
  readonly #coming = new Map<string, Promise<void>>()

  constructor(place: ImagePlace) {
    this.#place = place
  }

  /** What is on its way, put over what is on disk. */
  over(stored: StoredLease): StoredLease {
    return this.#coming.has(stored.leaseId) ? { ...stored, image: 'coming' } : stored
  }

  /** Begins to bring a lease's image; `onEnd` is called when it is here, or will not come. Never throws. */
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

  /** Resolves when nothing is on its way to a lease that is over. */
  async ended(leaseId: string): Promise<void> {
    await this.#coming.get(leaseId)
  }
}
