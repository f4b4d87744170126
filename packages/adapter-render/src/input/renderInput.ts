import { type CanonicalValue, type Hex32, isHex32 } from '@infinitio/domain'
import { AdapterError, isSinglePlan, type JobFile, jobText, nearestKey, readJobText } from '@infinitio/tasks'
import { z } from 'zod'
import { manifest } from '../manifest/manifest.ts'
import { itemsOf } from './planRender.ts'

/** The input of all tasks of a render job. Each frame is divided into `tiles` horizontal strips, and each strip has its own chunk. */
export type RenderInput = {
  readonly adapter: 'render@1'
  /** A Blender file with everything that it needs packed into it. */
  readonly files: { readonly scene: JobFile }
  /** The hash of a fixed test scene, as the Blender of a machine renders it. A machine takes the job only if its Blender gives the same. */
  readonly fingerprint: Hex32
  readonly width: number
  readonly height: number
  /** The paths of light for each pixel. */
  readonly samples: number
  /** The seed of Cycles. */
  readonly seed: number
  readonly firstFrame: number
  readonly frames: number
  readonly tiles: number
  /** The most seconds that the reference machine needs for one tile. */
  readonly tileSeconds: number
  /** The most memory of Blender. */
  readonly memoryMib: number
  readonly tasks: number
  readonly chunks: number
}

const isHex = (value: unknown) => typeof value === 'string' && isHex32(value)
const hash = z.custom<Hex32>(isHex, 'must be 0x and 64 lower-case hex digits')
const fileShape = z.strictObject({ sha256: hash, bytes: z.int().min(1).max(manifest.mostSceneBytes) })
const shape = z.strictObject({
  adapter: z.literal(`${manifest.name}@${manifest.version}`),
  files: z.strictObject({ scene: fileShape }),
  fingerprint: hash,
  width: z.int().min(4).max(manifest.mostWidth),
  height: z.int().min(4).max(manifest.mostHeight),
  samples: z.int().min(1).max(manifest.mostSamples),
  seed: z.int().min(0).max(2_147_483_647),
  firstFrame: z.int().min(0).max(manifest.mostFrame),
  frames: z.int().min(1).max(manifest.mostFrames),
  tiles: z.int().min(1).max(manifest.mostTiles),
  tileSeconds: z.int().min(1).max(manifest.mostTileSeconds),
  memoryMib: z.int().min(256).max(manifest.mostMemoryMib),
  tasks: z.int().min(1).max(manifest.mostItems),
  chunks: z.int().min(1).max(256),
})

/** Returns the canonical text of an input. Its SHA-256 is the batch's `inputRoot`. Throws an AdapterError for an input that every machine would refuse. */
export function renderInputText(input: RenderInput): string {
  return jobText(checked(input) as CanonicalValue)
}

/** Reads the text of an input. Throws an AdapterError that names the wrong field, and the nearest key for an unknown one. */
export function parseRenderInput(text: string): RenderInput {
  return checked(readJobText(text))
}

function checked(value: unknown): RenderInput {
  const { data: input, error } = shape.safeParse(value)
  if (error !== undefined) throw refusalOf(error.issues[0])
  const { width, height, samples, tileSeconds, frames, firstFrame, tiles, tasks, chunks } = input
  if (tiles > height) throw refuse('tiles', `${height} rows of pixels cannot be divided into ${tiles} tiles.`)
  const tilePixels = width * Math.ceil(height / tiles)
  if (tilePixels > manifest.mostTilePixels)
    throw refuse('tiles', `A tile would have ${tilePixels} pixels, and at most ${manifest.mostTilePixels} are allowed: make more tiles.`)
  const leastSeconds = Math.ceil((samples * tilePixels) / manifest.mostSamplesPerSecond)
  if (tileSeconds < leastSeconds) throw refuse('tileSeconds', `A tile with ${samples} samples for each pixel needs at least ${leastSeconds} s.`)
  if (width * height > manifest.mostFramePixels) throw refuse('width', `A frame has at most ${manifest.mostFramePixels} pixels.`)
  const { items, itemBytes } = itemsOf(input)
  if (items * itemBytes > manifest.mostJobBytes)
    throw refuse(
      'frames',
      `The frames can have ${items * itemBytes} bytes, and ${manifest.mostJobBytes} can be joined: make several tasks of fewer frames.`,
    )
  if (firstFrame + frames - 1 > manifest.mostFrame) throw refuse('frames', `The last frame is after ${manifest.mostFrame}.`)
  if (frames * tiles > manifest.mostItems) throw refuse('frames', `A job has at most ${manifest.mostItems} tiles.`)
  if (!isSinglePlan({ items, itemBytes }, { tasks, chunks }))
    throw refuse('tasks', `${frames} × ${tiles} tiles are not divided into ${tasks} × ${chunks} chunks whose pictures a market stores.`)
  return input as RenderInput
}

function refusalOf(issue: z.core.$ZodIssue | undefined): AdapterError {
  const field = issue?.path.join('.') ?? ''
  if (issue?.code !== 'unrecognized_keys') return refuse(field, `${field || 'The input'}: ${issue?.message ?? 'is wrong'}`)
  const [key = ''] = issue.keys
  const known = issue.path.length === 0 ? Object.keys(shape.shape) : issue.path.length === 1 ? ['scene'] : Object.keys(fileShape.shape)
  const nearest = nearestKey(key, known)
  const hint = nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`
  return refuse([...issue.path, key].join('.'), `Unknown key ${JSON.stringify(key)}.${hint}`)
}

function refuse(field: string, message: string): AdapterError {
  return new AdapterError('inputInvalid', message, { field })
}
