import { estimateRender, renderLimits } from '@infinitio/adapter-render/plan'
import type { JobFileTask } from '@infinitio/sdk/job-file'
import { AdapterError } from '@infinitio/tasks'
import { wholeNumber } from './wholeNumber.ts'

/** The numbers of a task without them. */
const usual = { width: 1_920, height: 1_080, samples: 128, first: 1, frames: 1, tiles: 2, seed: 0, tileSeconds: 60, memoryMib: 4_096 } as const
const mostSeed = 2_147_483_647

/**
 * Returns the numbers of a task for `render@1` from the fields of a job file. Missing fields get default values. Throws AdapterError for a number out of its
 * bounds, and for frames that machines refuse because of their size or their strips.
 */
export function renderNumbers(fields: JobFileTask['fields']): {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly firstFrame: number
  readonly frames: number
  readonly tiles: number
  readonly seed: number
  readonly tileSeconds: number
  readonly memoryMib: number
  readonly tasks?: number
} {
  const { width, height, samples, first_frame: first, frames, tiles, cycles_seed: seed, tile_seconds: seconds, memory_mib: mib, tasks } = fields
  const numbers = {
    width: wholeNumber('width', width ?? usual.width, { most: renderLimits.mostWidth }),
    height: wholeNumber('height', height ?? usual.height, { most: renderLimits.mostHeight }),
    samples: wholeNumber('samples', samples ?? usual.samples, { most: renderLimits.mostSamples }),
    firstFrame: wholeNumber('first_frame', first ?? usual.first, { least: 0, most: renderLimits.mostFrame }),
    frames: wholeNumber('frames', frames ?? usual.frames, { most: renderLimits.mostFrames }),
    tiles: wholeNumber('tiles', tiles ?? usual.tiles, { most: renderLimits.mostTiles }),
    seed: wholeNumber('cycles_seed', seed ?? usual.seed, { least: 0, most: mostSeed }),
    tileSeconds: wholeNumber('tile_seconds', seconds ?? usual.tileSeconds, { most: renderLimits.mostTileSeconds }),
    memoryMib: wholeNumber('memory_mib', mib ?? usual.memoryMib, { most: renderLimits.mostMemoryMib }),
    ...(tasks === undefined ? {} : { tasks: wholeNumber('tasks', tasks, { most: renderLimits.mostItems }) }),
  }
  const fault = sizeFault(numbers)
  if (fault !== null) throw new AdapterError('inputInvalid', fault.reason, { field: fault.field })
  return numbers
}

type Sizes = Readonly<Record<'width' | 'height' | 'firstFrame' | 'frames' | 'tiles', number>>

/** Returns the field and the reason why machines refuse frames of these sizes, or null. The adapter checks the same again. */
function sizeFault({ width, height, firstFrame, frames, tiles }: Sizes): { readonly field: string; readonly reason: string } | null {
  const { mostTilePixels, mostFramePixels, mostJobBytes, mostFrame, mostItems } = renderLimits
  if (tiles > height) return { field: 'tiles', reason: `tiles: ${height} rows of pixels cannot be divided into ${tiles} strips` }
  if (width * height > mostFramePixels) return { field: 'width', reason: `width: a frame has at most ${mostFramePixels} pixels` }
  const tilePixels = width * Math.ceil(height / tiles)
  if (tilePixels > mostTilePixels) return { field: 'tiles', reason: `tiles: a strip would have ${tilePixels} pixels, more than ${mostTilePixels}` }
  const { bytesOut } = estimateRender({ files: {}, chunks: 1, tileSeconds: 1, memoryMib: 1, width, height, tiles })
  const bytes = frames * tiles * bytesOut
  if (bytes > mostJobBytes) return { field: 'frames', reason: `frames: they can have ${bytes} bytes, more than ${mostJobBytes}` }
  if (frames * tiles > mostItems) return { field: 'frames', reason: `frames: all frames together have at most ${mostItems} strips` }
  return firstFrame + frames - 1 > mostFrame ? { field: 'frames', reason: `frames: the last frame is after ${mostFrame}` } : null
}
