import { planSingles, type TaskEstimate, type TaskPlan } from '@infinitio/tasks/adapter'

/** The facts from which a job is divided: how many frames of which size it has, into how many tiles each is divided, and how many tasks its owner wants. */
export type RenderFacts = {
  readonly frames: number
  readonly tiles: number
  readonly width: number
  readonly height: number
  readonly tasks?: number
}

/**
 * Returns the number of tasks of a job and of chunks in each task. Each tile has its own chunk, and each market stores the pictures of a task, even if they
 * cannot be compressed.
 */
export function planRender({ tasks, ...facts }: RenderFacts): TaskPlan {
  return planSingles({ ...itemsOf(facts), ...(tasks === undefined ? {} : { tasks }) })
}

/** Returns the number of tiles of a job, and the most bytes of one. */
export function itemsOf({ frames, tiles, width, height }: Omit<RenderFacts, 'tasks'>): { readonly items: number; readonly itemBytes: number } {
  return { items: frames * tiles, itemBytes: mostBytesOf(width, Math.ceil(height / tiles)) }
}

/** Seconds that Blender needs to start and to read a scene. */
const startSeconds = 20
const mib = 1_048_576

/** The fields of an input that decide how much time and memory its tasks need. */
type RenderSize = Pick<RenderFacts, 'width' | 'height' | 'tiles'> & {
  readonly chunks: number
  readonly tileSeconds: number
  readonly memoryMib: number
  readonly files: Readonly<Record<string, { readonly bytes: number }>>
}

/** Returns the most that one task needs on the reference machine, if each tile needs the time that the job allows. */
export function estimateRender({ files, chunks, tileSeconds, memoryMib, width, height, tiles }: RenderSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const bytesOut = chunks * mostBytesOf(width, Math.ceil(height / tiles))
  return { seconds: startSeconds + chunks * tileSeconds, memoryBytes: memoryMib * mib, bytesIn, bytesOut }
}

/** Returns the most bytes of a PNG file with three bytes for each pixel: its rows without compression, and what the format adds. */
export function mostBytesOf(width: number, height: number): number {
  const rows = height * (3 * width + 1)
  return rows + Math.ceil(rows / 1_000) + 4_096
}
