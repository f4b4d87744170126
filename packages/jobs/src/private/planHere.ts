import type { Hex32 } from '@infinitio/domain'
import type { JobSpecWire } from '@infinitio/domain/wire'
import { openOwnFile, sealInput } from '@infinitio/sdk/pool'
import { AdapterError, type Bought, type JobCommand, type JobInput, type JobPlan, partText } from '@infinitio/tasks'
import { pricePlan } from '../price/pricePlan.ts'
import type { WorkTerms } from '../price/priceWork.ts'
import type { WorkSize } from '../price/workSize.ts'
import { openStoredInput } from '../run/storedInput.ts'
import { type FileBytes, type HereAdapter, hereAdapterOf } from './hereAdapters.ts'
import type { HereEffects } from './hereEffects.ts'

type Planning = {
  readonly spec: JobSpecWire
  readonly terms: WorkTerms
  readonly command: Extract<JobCommand, { kind: 'plan' }>
}

/**
 * Plans a task of a private job: encrypts its input and its files for the machines, stores them, and asks what the task costs now. Throws AdapterError for an
 * input that every machine would refuse.
 */
export async function planHere(effects: HereEffects, { spec, terms, command }: Planning): Promise<JobPlan> {
  const task = spec.tasks[command.task]
  if (task === undefined) throw new Error(`the job has no task ${command.task}`)
  const adapter = hereAdapterOf(task)
  const { salt, bought, results } = command
  if (bought !== undefined) return await planMissing(effects, { adapter, terms, salt, bought, machines: task.machines })
  const files = new Map<string, FileBytes>()
  for (const [name, source] of Object.entries(task.files)) {
    const sha256 = source.kind === 'hash' ? source.sha256 : results[source.task]
    if (sha256 === undefined) throw new Error(`the task ${command.task} waits for a result`)
    files.set(name, await openOwnFile(await effects.fetchFile(sha256 as Hex32), effects.key))
  }
  const input = await adapter.inputOf({ fields: task.fields, files, rowsOf: effects.rowsOf })
  const read = async (name: string) => files.get(name) ?? new Uint8Array()
  const publish = async (bytes: FileBytes) => void (await effects.store(bytes, 'anybody'))
  const text = await sealInput({ text: adapter.textOf(input), files: input.files, read }, { jobKey: effects.key, publish })
  await publish(bytesOf(text))
  return await pricePlan(effects, { terms, salt, text, size: sizeOf(adapter, input), machines: task.machines })
}

type Missing = {
  readonly adapter: HereAdapter
  readonly terms: WorkTerms
  readonly salt: Hex32
  readonly bought: Bought
  readonly machines: JobSpecWire['tasks'][string]['machines']
}

/** Plans a batch of those tasks that still lack a result. Stores the encrypted input and its files again, because stored files expire. */
async function planMissing(effects: HereEffects, { adapter, terms, salt, machines, bought: { input: of, missing } }: Missing): Promise<JobPlan> {
  const { whole, text: plain, sealed } = await openStoredInput({ key: effects.key, readBytes: effects.fetchFile }, of)
  if (sealed === null) throw new AdapterError('inputInvalid', 'this batch of a private job has an input that is not encrypted')
  for (const { sha256 } of [sealed.input, ...sealed.files]) await effects.store(new Uint8Array(await effects.fetchFile(sha256)), 'anybody')
  const text = partText({ of, only: missing })
  for (const stored of [whole, text]) await effects.store(bytesOf(stored), 'anybody')
  return await pricePlan(effects, { terms, salt, text, size: { ...sizeOf(adapter, adapter.parse(plain)), tasks: missing.length }, machines })
}

function sizeOf({ digest, estimate }: HereAdapter, input: JobInput): WorkSize {
  return { tasks: input.tasks, chunks: input.chunks, digest, estimate: estimate(input) }
}

function bytesOf(text: string): FileBytes {
  return new Uint8Array(new TextEncoder().encode(text))
}
