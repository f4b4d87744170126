import { planSingles, type TaskEstimate, type TaskPlan } from '@infinitio/tasks/adapter'
import type { RenderInput } from './renderInput.ts'

/** The facts from which a job is divided: how many frames it has, into how many tiles each is divided, and how many tasks its owner wants. */
export type RenderFacts = Pick<RenderInput, 'frames' | 'tiles'> & { readonly tasks?: number }

/** Returns the number of tasks of a job and of chunks in each task. Each tile has its own chunk. */
export function planRender({ frames, tiles, tasks }: RenderFacts): TaskPlan {
  return planSingles({ items: frames * tiles, ...(tasks === undefined ? {} : { tasks }) })
}

/** Seconds that Blender needs to start and to read a scene. */
const startSeconds = 20
const mib = 1_048_576

/** The fields of an input that decide how much time and memory its tasks need. */
type RenderSize = Pick<RenderInput, 'chunks' | 'tileSeconds' | 'memoryMib' | 'width' | 'height' | 'tiles'> & {
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
