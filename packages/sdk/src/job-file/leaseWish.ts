import { hex32, isSecretName, parsePt, pinImage, horizonSeconds } from '@infinitio/domain'
import type { JobLeaseWire } from '@infinitio/domain/wire'
import { nearestKey } from '@infinitio/tasks'
import type { FileSource } from './fileSource.ts'

/**
 * The machine and the program that a task asks for if it runs on rented machines. `maxPricePerGpuHour` is in base units of PToken, `seconds` is the longest
 * time on all machines together.
 */
export type LeaseWish = {
  readonly command: string
  /** An image with its digest, or null for the default system of the machine. */
  readonly image: string | null
  /** Words from the name of a GPU class, or null for any class. */
  readonly gpuClass: string | null
  readonly gpus: number
  readonly maxPricePerGpuHour: bigint
  readonly withSimulated: boolean
  readonly seconds: number
  readonly environment: Readonly<Record<string, string>>
  /** Names of secret variables. The program that runs the job knows their values and encrypts them, so that only the rented machine can read them. */
  readonly secrets: readonly string[]
  /** The folder for checkpoints in the home of the lease. */
  readonly checkpoint: string
  /** The file or folder with the results in the home of the lease. */
  readonly results: string
  /** Exit codes after which the job starts the command again. */
  readonly retryOn: readonly number[]
  /** Ports of the lease that its renter reaches through the gateway. Absent for none. */
  readonly ports?: readonly number[]
  /** The longest accepted notice, in seconds: the time that a renter still pays for after ending a lease. Absent if any notice is accepted. */
  readonly mostNoticeSeconds?: number
  /** The part of this task in a training that is checked. Absent for other tasks. */
  readonly training?: TrainingWish
}

/**
 * The part that a task with `training@1` has in its training. `train` runs the segments. `check` runs some of them again for the task `of`, and scores the last
 * state on the hidden files, which no other machine gets. `tolerance` is the largest difference of two scores at which a state that is not equal passes; null
 * if only equal bytes pass. `leastScore` is the least score of the last state that passes, if there is one.
 */
export type TrainingWish =
  | { readonly role: 'train'; readonly segments: number }
  | {
      readonly role: 'check'
      readonly of: string
      readonly segments: number
      readonly isScored: boolean
      readonly tolerance: number | null
      readonly leastScore?: number | undefined
      readonly hidden: Readonly<Record<string, FileSource>>
    }

/** The keys of a task on leases in a job file, in addition to the keys that every task has. */
export const leaseKeys = ['command', 'image', 'resources', 'time', 'env', 'secrets', 'checkpoint', 'results', 'retry_on'] as const
const resourceKeys = ['class', 'gpus', 'max_price', 'simulated'] as const

const mostGpus = 15
const mostVariables = 64
const mostCommand = 8_192
const mostCode = 255
const leastSeconds = 60
const path = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/
const variable = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/
/** Variables that the job sets for its command, so a job file must not set them. */
const ownVariables: ReadonlySet<string> = new Set(['CHECKPOINT_DIR', 'RESULT_PATH'])

/** Makes the error for a wrong value of the task. `key` is the path to the value: a key of the task, and perhaps a key inside the value of that key. */
export type Fault = (key: readonly string[], message: string) => Error

/** Reads the machine and the program that a task on leases asks for. `secondsOf` reads a time such as `2h`. Throws the error that `fault` returns. */
export function readLeaseWish(
  fields: Readonly<Record<string, unknown>>,
  { fault, secondsOf }: { readonly fault: Fault; readonly secondsOf: (text: string) => number | null },
): LeaseWish {
  const { command, image = null, time, checkpoint = 'checkpoints', results = 'results' } = fields
  if (typeof command !== 'string' || command.trim() === '' || command.length > mostCommand)
    throw fault(['command'], 'command: write what runs on the machine, such as node train.mjs')
  const pinned = image === null ? null : pinImage(String(image))
  if (image !== null && pinned === null) throw fault(['image'], 'image: name it with its digest, such as docker.io/library/node@sha256:…')
  const seconds = typeof time === 'string' ? secondsOf(time) : null
  if (seconds === null || seconds < leastSeconds || seconds > horizonSeconds)
    throw fault(['time'], 'time: say for how long the task may use machines, from 1m to 28d')
  for (const [key, value] of Object.entries({ checkpoint, results }))
    if (typeof value !== 'string' || !path.test(value))
      throw fault([key], `${key}: name a path in the home folder, such as ${key === 'results' ? 'model.json' : 'checkpoints'}`)
  const environment = readEnvironment(fields['env'] ?? {}, fault)
  return {
    ...{ command, image: pinned?.reference ?? null, seconds, environment, checkpoint: String(checkpoint), results: String(results) },
    ...readResources(fields['resources'] ?? {}, fault),
    secrets: readSecretNames(fields['secrets'] ?? [], { environment, fault }),
    retryOn: readCodes(fields['retry_on'] ?? [], fault),
  }
}

/** Returns the machine and the program of a task on rented machines from their JSON form. */
export function leaseWishFromWire({ maxPricePerGpuHour, training, ...wish }: JobLeaseWire): LeaseWish {
  return { ...wish, maxPricePerGpuHour: BigInt(maxPricePerGpuHour), ...(training === undefined ? {} : { training: trainingFromWire(training) }) }
}

/**
 * Returns the JSON form of the machine and the program of a task on rented machines; the inverse of `leaseWishFromWire`. `hashes` has the SHA-256 of each hidden
 * file of a training by its path. Ports and the longest notice are left out, because a job file has neither.
 */
export function leaseWishToWire(
  { ports: _, mostNoticeSeconds: __, maxPricePerGpuHour, training, ...wish }: LeaseWish,
  hashes: ReadonlyMap<string, string>,
): JobLeaseWire {
  const { environment, secrets, retryOn, ...rest } = wish
  return {
    ...{ ...rest, maxPricePerGpuHour: `${maxPricePerGpuHour}`, environment: { ...environment }, secrets: [...secrets], retryOn: [...retryOn] },
    ...(training === undefined ? {} : { training: trainingToWire(training, hashes) }),
  }
}

type TrainingWire = NonNullable<JobLeaseWire['training']>

function trainingFromWire(training: TrainingWire): TrainingWish {
  if (training.role === 'train') return training
  const hidden = Object.entries(training.hidden).map(([name, sha256]) => [name, { kind: 'hash', sha256: hex32(sha256) }] as const)
  return { ...training, hidden: Object.fromEntries(hidden) }
}

function trainingToWire(training: TrainingWish, hashes: ReadonlyMap<string, string>): TrainingWire {
  if (training.role === 'train') return training
  const hashOf = (source: FileSource) => (source.kind === 'hash' ? source.sha256 : (hashes.get(source.kind === 'path' ? source.path : '') ?? ''))
  return { ...training, hidden: Object.fromEntries(Object.entries(training.hidden).map(([name, source]) => [name, hashOf(source)])) }
}

type Resources = Pick<LeaseWish, 'gpuClass' | 'gpus' | 'maxPricePerGpuHour' | 'withSimulated'>

function readResources(value: unknown, fault: Fault): Resources {
  const resources = recordOf(value)
  if (resources === null) throw fault(['resources'], 'resources must have keys and values')
  for (const key of Object.keys(resources)) {
    if ((resourceKeys as readonly string[]).includes(key)) continue
    const near = nearestKey(key, resourceKeys)
    throw fault(['resources', key], `${key} is not a key here${near === undefined ? `: ${resourceKeys.join(', ')}` : `; did you mean ${near}?`}`)
  }
  const { class: gpuClass = null, gpus = 1, max_price: price, simulated = false } = resources
  if (gpuClass !== null && typeof gpuClass !== 'string') throw fault(['resources', 'class'], 'class: name a class of GPUs, such as h100')
  if (typeof gpus !== 'number' || !Number.isInteger(gpus) || gpus < 1 || gpus > mostGpus)
    throw fault(['resources', 'gpus'], `gpus: a whole number from 1 to ${mostGpus}`)
  const maxPricePerGpuHour = price === undefined ? null : parsePt(String(price))
  if (maxPricePerGpuHour === null || maxPricePerGpuHour === 0n)
    throw fault(['resources', 'max_price'], 'max_price: say in PT what an hour of a GPU may cost, such as 2.10')
  if (typeof simulated !== 'boolean') throw fault(['resources', 'simulated'], 'simulated: true or false')
  return { gpuClass, gpus, maxPricePerGpuHour, withSimulated: simulated }
}

function readEnvironment(value: unknown, fault: Fault): Record<string, string> {
  const entries = Object.entries(recordOf(value) ?? { '': '' })
  if (entries.length > mostVariables) throw fault(['env'], `env: at most ${mostVariables} variables`)
  for (const [name, text] of entries) {
    if (!variable.test(name) || ownVariables.has(name)) throw fault(['env', name], `env: ${name} is not a name of a variable that you can set`)
    if (!['string', 'number', 'boolean'].includes(typeof text)) throw fault(['env', name], `env: the value of ${name} is not a text`)
  }
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]))
}

function readSecretNames(
  value: unknown,
  { environment, fault }: { readonly environment: Readonly<Record<string, string>>; readonly fault: Fault },
): string[] {
  if (!Array.isArray(value)) throw fault(['secrets'], 'secrets: list names of variables; their values come from your shell')
  for (const name of value as unknown[]) {
    if (typeof name !== 'string' || !isSecretName(name) || ownVariables.has(name))
      throw fault(['secrets'], `secrets: ${String(name)} is not a name of a variable that you can set`)
    if (Object.hasOwn(environment, name)) throw fault(['secrets'], `secrets: ${name} is in env too`)
  }
  return [...new Set(value as string[])].toSorted()
}

function readCodes(value: unknown, fault: Fault): number[] {
  const isCode = (code: unknown) => typeof code === 'number' && Number.isInteger(code) && code >= 1 && code <= mostCode
  if (!Array.isArray(value) || !value.every(isCode)) throw fault(['retry_on'], `retry_on: list exit codes from 1 to ${mostCode}`)
  return [...new Set(value as number[])]
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
}
