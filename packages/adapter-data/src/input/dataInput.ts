import { type CanonicalValue, isHex32 } from '@infinitio/domain'
import { AdapterError, type JobFile, jobText, nearestKey, readJobText } from '@infinitio/tasks'
import { z } from 'zod'
import { manifest } from '../manifest/manifest.ts'

/** The input of all tasks of a data job. The rows of the file `split` are divided over the chunks. Each chunk can read all other files completely. */
export type DataInput = {
  readonly adapter: 'data@1'
  /** The query that runs over each chunk. It reads the chunk's rows under the name of the file `split`. */
  readonly map: string
  /** The query that makes the result. It reads the table `parts`: the rows of all chunks' outputs. */
  readonly combine: string
  readonly files: { readonly [name: string]: JobFile }
  readonly split: string
  /** The number of rows of the file `split`, which is divided over the chunks. */
  readonly rows: number
  readonly tasks: number
  readonly chunks: number
}

const fileShape = z.strictObject({
  sha256: z.custom<JobFile['sha256']>((value) => typeof value === 'string' && isHex32(value), 'must be 0x and 64 lower-case hex digits'),
  bytes: z.int().min(1),
})
/** Names of files that a query can use without quotes, and that DuckDB does not use itself. */
const fileName = z.string().regex(/^(?!(duckdb_|pragma_|sqlite_|pg_|information_schema$|parts$))[a-z][a-z0-9_]{0,62}$/, 'is not a name for a file')
const query = z.string().min(1).max(manifest.mostQueryBytes)
const shape = z.strictObject({
  adapter: z.literal(`${manifest.name}@${manifest.version}`),
  map: query,
  combine: query,
  files: z.record(fileName, fileShape).refine((files) => Object.keys(files).length >= 1 && Object.keys(files).length <= 8, 'must be 1 to 8 files'),
  split: z.string(),
  rows: z.int().min(1).max(manifest.mostRows),
  tasks: z.int().min(1).max(65_536),
  chunks: z.int().min(1).max(256),
})

/** Returns the text of an input, whose SHA-256 is the batch's `inputRoot`. Throws an AdapterError for an input that every machine would refuse. */
export function dataInputText(input: DataInput): string {
  return jobText(checked(input) as CanonicalValue)
}

/** Reads the text of an input. Throws an AdapterError that names the wrong field, and the nearest key for an unknown one. */
export function parseDataInput(text: string): DataInput {
  return checked(readJobText(text))
}

function checked(value: unknown): DataInput {
  const { data: input, error } = shape.safeParse(value)
  if (error !== undefined) throw refusalOf(error.issues[0])
  if (!Object.hasOwn(input.files, input.split)) throw refuse('split', `There is no file ${JSON.stringify(input.split)} to divide.`)
  const bytes = Object.values(input.files).reduce((sum, file) => sum + file.bytes, 0)
  if (bytes > manifest.mostFileBytes)
    throw refuse('files', `The files have ${bytes} bytes together, and at most ${manifest.mostFileBytes} are allowed.`)
  if (input.rows < input.tasks * input.chunks)
    throw refuse('rows', `${input.rows} rows cannot be divided into ${input.tasks} × ${input.chunks} chunks.`)
  return input
}

function refusalOf(issue: z.core.$ZodIssue | undefined): AdapterError {
  const field = issue?.path.join('.') ?? ''
  if (issue?.code !== 'unrecognized_keys') return refuse(field, `${field || 'The input'}: ${issue?.message ?? 'is wrong'}`)
  const [key = ''] = issue.keys
  const known = issue.path.length === 0 ? Object.keys(shape.shape) : Object.keys(fileShape.shape)
  const nearest = nearestKey(key, known)
  return refuse(
    [...issue.path, key].join('.'),
    `Unknown key ${JSON.stringify(key)}.${nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`}`,
  )
}

function refuse(field: string, message: string): AdapterError {
  return new AdapterError('inputInvalid', message, { field })
}
