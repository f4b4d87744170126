import { type CanonicalValue, type Hex32, isHex32 } from '@infinitio/domain'
import { AdapterError, isSinglePlan, type JobFile, jobText, nearestKey, readJobText } from '@infinitio/tasks'
import { z } from 'zod'
import { manifest } from '../manifest/manifest.ts'

/** The input of all tasks of a job with a custom adapter, a WASM module that somebody else wrote. */
export type CustomInput = {
  readonly adapter: 'custom@1'
  /** `module` is the custom adapter; `input`, if present, is a file that it can read. */
  readonly files: { readonly [name: string]: JobFile }
  /** A text for the module. Its form is the module's choice. */
  readonly params: string
  /** The argument of `split`: the most portions that it may write. */
  readonly mostPortions: number
  /** The number of portions that `split` writes. Portion n is calculated by chunk n, counted over all tasks. Chunks after the last portion are empty. */
  readonly portions: number
  readonly tasks: number
  readonly chunks: number
  readonly memoryPages: number
  /** The most instructions that each call of the module may run. */
  readonly fuel: number
  /** The most bytes that `run` may write for one portion. */
  readonly outputBytes: number
  readonly seed: Hex32
}

const isHex = (value: unknown) => typeof value === 'string' && isHex32(value)
const fileShape = z.strictObject({ sha256: z.custom<Hex32>(isHex, 'must be 0x and 64 lower-case hex digits'), bytes: z.int().min(1) })
const shape = z.strictObject({
  adapter: z.literal(`${manifest.name}@${manifest.version}`),
  files: z.strictObject({
    module: fileShape.refine(({ bytes }) => bytes <= manifest.mostModuleBytes, `has at most ${manifest.mostModuleBytes} bytes`),
    input: fileShape.refine(({ bytes }) => bytes <= manifest.mostInputBytes, `has at most ${manifest.mostInputBytes} bytes`).exactOptional(),
  }),
  params: z.string().max(manifest.mostParamsLetters),
  mostPortions: z.int().min(1).max(manifest.mostPortions),
  portions: z.int().min(1).max(manifest.mostPortions),
  tasks: z.int().min(1).max(manifest.mostPortions),
  chunks: z.int().min(1).max(256),
  memoryPages: z.int().min(1).max(manifest.mostMemoryPages),
  fuel: z.int().min(1).max(manifest.mostFuel),
  outputBytes: z.int().min(1).max(manifest.mostOutputBytes),
  seed: z.custom<Hex32>(isHex, 'must be 0x and 64 lower-case hex digits'),
})

/** Returns the canonical text of an input. Its SHA-256 is the batch's `inputRoot`. Throws an AdapterError for an input that every machine would refuse. */
export function customInputText(input: CustomInput): string {
  return jobText(checked(input) as CanonicalValue)
}

/** Reads the text of an input. Throws an AdapterError that names the wrong field, and the nearest key for an unknown one. */
export function parseCustomInput(text: string): CustomInput {
  return checked(readJobText(text))
}

function checked(value: unknown): CustomInput {
  const { data: input, error } = shape.safeParse(value)
  if (error !== undefined) throw refusalOf(error.issues[0])
  const { portions, mostPortions, outputBytes, tasks, chunks } = input
  if (portions > mostPortions) throw refuse('portions', `${portions} portions are more than the ${mostPortions} that split may write.`)
  if (!isSinglePlan({ items: portions, itemBytes: outputBytes }, { tasks, chunks }))
    throw refuse('portions', `${portions} portions are not divided into ${tasks} × ${chunks} chunks whose outputs a market stores.`)
  return input as CustomInput
}

function refusalOf(issue: z.core.$ZodIssue | undefined): AdapterError {
  const field = issue?.path.join('.') ?? ''
  if (issue?.code !== 'unrecognized_keys') return refuse(field, `${field || 'The input'}: ${issue?.message ?? 'is wrong'}`)
  const [key = ''] = issue.keys
  const known = issue.path.length === 0 ? Object.keys(shape.shape) : issue.path.length === 1 ? ['module', 'input'] : Object.keys(fileShape.shape)
  const nearest = nearestKey(key, known)
  const hint = nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`
  return refuse([...issue.path, key].join('.'), `Unknown key ${JSON.stringify(key)}.${hint}`)
}

function refuse(field: string, message: string): AdapterError {
  return new AdapterError('inputInvalid', message, { field })
}
