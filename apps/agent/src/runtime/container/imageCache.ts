import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { pinnedImage } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { z } from 'zod'
import { type Engine, isMissing } from './engine.ts'
import { ensureImage, findImage, type LocalImage, type PullOrder } from './ensureImage.ts'
import { ImageRefused } from './imageRefused.ts'
import { SerialQueue } from './serialQueue.ts'
import { watchSpace } from './watchSpace.ts'

/** An image that was pulled for a lease: its size, the time at which a lease last used it, and whether a lease uses it now. */
export type CachedImage = { reference: string; bytes: number; usedAtSeconds: number; inUse: boolean }

const record = z.record(z.string(), z.strictObject({ bytes: z.number().nonnegative(), usedAtSeconds: z.int() }))
type ImageRecord = z.output<typeof record>

/** An image to pull for a lease, and the listener of the pull's progress. The cache sets the maximum size. */
type CachedOrder = { readonly reference: string; readonly onPercent: PullOrder['onPercent']; readonly signal: AbortSignal }

const rootAnswer = z.object({ DockerRootDir: z.string() })

const mib = 1024 * 1024

/**
 * The cache of renters' images. It stores images for later leases until their total size reaches a limit; then it removes unused images, the least recently
 * used first. A file records the images that were pulled for leases, so the cache never removes images that somebody else put on the machine.
 */
export class ImageCache {
  readonly #engine: Engine
  readonly #file: string
  readonly #mostBytes: number
  readonly #registries: ReadonlySet<string>
  readonly #logger: Logger
  readonly #queue = new SerialQueue()

  constructor({
    engine,
    file,
    mostMib,
    registries,
    logger,
  }: { engine: Engine; file: string; mostMib: number; registries: readonly string[]; logger: Logger }) {
    this.#engine = engine
    this.#file = file
    this.#mostBytes = mostMib * mib
    this.#registries = new Set(registries)
    this.#logger = logger
  }

  /**
   * Returns the MiB that cached images may still take on the disk of this folder: the limit of the cache less the images of now, and 0 if the engine stores its
   * images on another disk. Rejects if the engine or one of the folders cannot be read.
   */
  async growthMib(folder: string): Promise<number> {
    const { DockerRootDir } = rootAnswer.parse(await this.#engine.docker.info())
    const [own, images] = await Promise.all([stat(folder), stat(DockerRootDir)])
    if (own.dev !== images.dev) return 0
    const cached = Object.values(await this.#read()).reduce((sum, { bytes }) => sum + bytes, 0)
    return Math.max(0, Math.ceil((this.#mostBytes - cached) / mib))
  }

  /** Returns the image if the machine has it, else null. */
  find(reference: string): Promise<LocalImage | null> {
    return findImage(this.#engine, reference)
  }

  /**
   * Returns the image, and pulls it if this machine does not have it. Rejects with `ImageRefused` for an image that this machine will never run, because it has
   * no digest, is too large, or comes from a registry that the provider does not allow. Without this check of the registry, an image name could make the engine
   * connect to a host in the provider's own network.
   */
  async bring({ reference, ...pull }: CachedOrder): Promise<LocalImage> {
    const pinned = pinnedImage(reference)
    if (pinned === null) throw new ImageRefused('the image is not named by a digest')
    if (!this.#registries.has(pinned.registry)) throw new ImageRefused(`this machine takes no images from ${pinned.registry}`)
    const before = await this.find(reference)
    const image = before ?? (await this.#pull({ reference, ...pull }))
    // An image that existed before and is not in the record belongs to the provider.
    const isOurs = before === null || reference in (await this.#read())
    if (!isOurs) return image
    if (image.bytes > this.#mostBytes) {
      await this.#remove(reference)
      throw new ImageRefused(`the image is larger than the ${this.#mostBytes / mib} MiB that this machine keeps`)
    }
    await this.#change((images) => ({ ...images, [reference]: { bytes: image.bytes, usedAtSeconds: Math.floor(Date.now() / 1_000) } }))
    return image
  }

  async #pull({ reference, onPercent, signal }: CachedOrder): Promise<LocalImage> {
    const { DockerRootDir: folder } = rootAnswer.parse(await this.#engine.docker.info())
    const full = new AbortController()
    const stop = await watchSpace({ folder, mostBytes: this.#mostBytes, onFull: () => full.abort() })
    try {
      return await ensureImage({
        engine: this.#engine,
        reference,
        onPercent,
        mostBytes: this.#mostBytes,
        signal: AbortSignal.any([signal, full.signal]),
      })
    } catch (error) {
      if (full.signal.aborted) throw new ImageRefused('the image unpacks to more than this machine keeps')
      throw error
    } finally {
      stop()
    }
  }

  /**
   * Removes unused images, the least recently used first, until all cached images are within the size limit or no unused image is left. Never rejects: an image
   * that could not be removed is tried again at the next call.
   */
  async trim(inUse: ReadonlySet<string>): Promise<void> {
    await this.#change(async (images) => {
      const all = Object.entries(images).map(([reference, image]) => ({ reference, ...image, inUse: inUse.has(reference) }))
      const removed = imagesToRemove(all, this.#mostBytes)
      if (removed.length === 0) return images
      const left = { ...images }
      for (const reference of removed) {
        await this.#remove(reference)
        delete left[reference]
        this.#logger.info({ image: reference }, 'removed an image that no lease uses')
      }
      return left
    }).catch((error: unknown) => this.#logger.warn({ err: error }, 'an image that no lease uses was not removed'))
  }

  async #remove(reference: string): Promise<void> {
    await this.#engine.docker
      .getImage(reference)
      .remove()
      .catch((error: unknown) => {
        if (!isMissing(error)) throw error
      })
  }

  #change(change: (images: ImageRecord) => ImageRecord | Promise<ImageRecord>): Promise<void> {
    return this.#queue.run(async () => {
      const before = await this.#read()
      const changed = await change(before)
      if (changed === before) return
      await writeFile(`${this.#file}.new`, JSON.stringify(changed), { mode: 0o600 })
      await rename(`${this.#file}.new`, this.#file)
    })
  }

  /** Reads the record of cached images. If it cannot be read, no image counts as cached, so none is removed. */
  async #read(): Promise<ImageRecord> {
    const text = await readFile(this.#file, 'utf8').catch(() => '{}')
    try {
      return record.parse(JSON.parse(text))
    } catch {
      return {}
    }
  }
}

/** Returns the unused images to remove, least recently used first, so that the other images take up at most `mostBytes` if possible. Pure. */
export function imagesToRemove(images: readonly CachedImage[], mostBytes: number): string[] {
  const removed: string[] = []
  let bytes = images.reduce((sum, image) => sum + image.bytes, 0)
  for (const image of images.filter(({ inUse }) => !inUse).sort((a, b) => a.usedAtSeconds - b.usedAtSeconds)) {
    if (bytes <= mostBytes) break
    removed.push(image.reference)
    bytes -= image.bytes
  }
  return removed
}
