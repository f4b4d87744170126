import { z } from 'zod'
import { type Engine, isMissing } from './engine.ts'
import { ImageRefused } from './imageRefused.ts'
import { imageReference } from '../../settings/imageReference.ts'

const line = z.object({
  id: z.string().max(200),
  status: z.string().default(''),
  progressDetail: z.object({ current: z.number().nonnegative().optional(), total: z.number().nonnegative().optional() }).default({}),
})

const stepPercent = 10
const mostLayers = 1_000
const done = /^(Download complete|Pull complete|Already exists)/

/** Combines the progress that the engine reports for each layer of an image into one percentage of the whole pull. */
export class PullProgress {
  readonly #layers = new Map<string, { current: number; total: number }>()
  #told = -stepPercent

  /** Returns the total size of all layers in bytes, as far as the engine has reported it. */
  get bytes(): number {
    return [...this.#layers.values()].reduce((sum, layer) => sum + layer.total, 0)
  }

  /**
   * Parses one line of progress from the engine. Returns the downloaded part of all bytes that are known so far, in percent, rounded down. Returns null for a
   * line without progress, and while the result is less than ten percentage points above the result that was returned last.
   */
  take(raw: unknown): number | null {
    const parsed = line.safeParse(raw)
    if (!parsed.success) return null
    const { id, status, progressDetail } = parsed.data
    const before = this.#layers.get(id)
    if (before === undefined && this.#layers.size >= mostLayers) return null
    const total = progressDetail.total ?? before?.total ?? 0
    const current = done.test(status) ? total : Math.min(total, progressDetail.current ?? before?.current ?? 0)
    this.#layers.set(id, { current, total })
    const { bytes } = this
    if (bytes === 0) return null
    const here = [...this.#layers.values()].reduce((sum, layer) => sum + layer.current, 0)
    const percent = Math.floor((100 * here) / bytes)
    if (percent < this.#told + stepPercent) return null
    this.#told = percent
    return percent
  }
}

/** A local image: its id, which identifies exactly these bytes, its size, and the settings of the image that matter for a lease. */
export type LocalImage = { id: string; bytes: number; environment: readonly string[]; volumes: readonly string[] }

/** Podman answers with status 200 even if a pull fails, and reports the failure later, in the body. */
const refused = z.object({ error: z.string() })

/** Settings of a pull. `onPercent` gets the progress from 0 to 100. The pull is stopped if it exceeds `mostBytes` or if `signal` aborts. */
export type PullOrder = { onPercent: (percent: number) => void; mostBytes?: number; signal?: AbortSignal }

const imageAnswer = z.object({
  Id: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/),
  Size: z.number().nonnegative().default(0),
  Config: z.object({ Env: z.array(z.string()).nullish(), Volumes: z.record(z.string(), z.unknown()).nullish() }).nullish(),
})

/**
 * Returns the image that `reference` names, and pulls it if this machine does not have it. The engine checks the pulled image against the digest. Rejects for a
 * name without a digest, an id that this machine does not have, and a pull that failed or was stopped.
 */
export async function ensureImage({ engine, reference, ...order }: { engine: Engine; reference: string } & PullOrder): Promise<LocalImage> {
  const parsed = imageReference(reference)
  if (parsed === null) throw new Error(`the image ${reference} is not named by a digest: write name@sha256:…, or the id of an image that is here`)
  const present = await findImage(engine, reference)
  if (present !== null) return present
  if (parsed.kind === 'id') throw new Error(`no image here has the id ${reference}: name it by digest, so that it can be pulled`)
  await pull({ engine, reference, ...order })
  const pulled = await findImage(engine, reference)
  if (pulled === null) throw new Error(`the registry did not give the image ${reference}`)
  return pulled
}

/** Returns a local image, or null if this machine does not have it. */
export async function findImage(engine: Engine, reference: string): Promise<LocalImage | null> {
  const answer = await engine.docker
    .getImage(reference)
    .inspect()
    .catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    })
  if (answer === null) return null
  const { Id, Size, Config } = imageAnswer.parse(answer)
  return { id: Id.replace(/^sha256:/, ''), bytes: Size, environment: Config?.Env ?? [], volumes: Object.keys(Config?.Volumes ?? {}) }
}

async function pull({
  engine,
  reference,
  onPercent,
  mostBytes = Number.POSITIVE_INFINITY,
  signal,
}: { engine: Engine; reference: string } & PullOrder) {
  const progress = new PullProgress()
  let [told, refusal] = [0, '']
  signal?.throwIfAborted()
  const stream = (await engine.docker.pull(reference)) as NodeJS.ReadableStream & { destroy(error?: Error): void }
  // Closing the stream makes the engine cancel the pull of the image.
  const giveUp = (error: Error): void => void stream.destroy(error)
  const onAbort = (): void => giveUp(new Error(`the image ${reference} is not wanted any more`))
  signal?.addEventListener('abort', onAbort)
  onPercent(0)
  try {
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject).once('close', () => reject(new Error(`the engine broke off the pull of ${reference}`)))
      engine.docker.modem.followProgress(
        stream,
        (error) =>
          error === null || error === undefined ? resolve() : reject(new Error(`the image ${reference} cannot be pulled: ${error.message}`)),
        (line: unknown) => {
          const percent = progress.take(line)
          if (progress.bytes > mostBytes) giveUp(new ImageRefused('the image is larger than this machine takes'))
          refusal = refused.safeParse(line).data?.error ?? refusal
          if (percent === null || percent <= told) return
          told = percent
          onPercent(percent)
        },
      )
    })
    if (refusal !== '') throw new Error(`the image ${reference} cannot be pulled: ${refusal}`)
    // A fast pull may end before the engine reports 100 %, so report that here.
    if (told < 100) onPercent(100)
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
