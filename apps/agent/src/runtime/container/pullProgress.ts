import { z } from 'zod'

const line = z.object({
  id: z.string().max(200),
  status: z.string().default(''),
  progressDetail: z.object({ current: z.number().nonnegative().optional(), total: z.number().nonnegative().optional() }).default({}),
})

const stepPercent = 10
const mostLayers = 1_000
const done = /^(Download complete|Pull complete|Already exists)/

/** Makes one number of what an engine tells of each layer while it pulls. */
export class PullProgress {
  readonly #layers = new Map<string, { current: number; total: number }>()
  #told = -stepPercent

  /** How much there is to pull, as far as the engine has told. */
  get bytes(): number {
    return [...this.#layers.values()].reduce((sum, layer) => sum + layer.total, 0)
  }

  /** Takes one line of the engine; returns the whole per cent of all known bytes when it has grown by ten since it was last returned, else null. */
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
