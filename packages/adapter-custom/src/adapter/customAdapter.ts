import { AdapterError, type TaskAdapter, type TaskMerge, type TaskRun } from '@infinitio/tasks'
import { digest } from '../generated/digest.ts'
import { type CustomInput, parseCustomInput } from '../input/customInput.ts'
import { type CustomFacts, estimateCustom, planCustom } from '../input/planCustom.ts'
import { manifest } from '../manifest/manifest.ts'
import { openModule } from './openModule.ts'

/**
 * The adapter that runs adapters of other people: a WASM module divides the job into portions (`split`), calculates each portion in its own chunk (`run`), and
 * joins the outputs (`merge`).
 */
export const customAdapter: TaskAdapter<CustomInput, CustomFacts> = {
  name: manifest.name,
  version: manifest.version,
  digest,
  verify: manifest.verify,
  parse: parseCustomInput,
  plan: planCustom,
  estimate: estimateCustom,
  run: runTask,
  merge: mergeTasks,
}

/** Every machine divides the job again, so nobody has to believe the submitter's portions. */
async function runTask({ task, chunks, onChunk, ...place }: TaskRun<CustomInput>): Promise<ReadonlyMap<number, Uint8Array>> {
  const { input } = place
  const module = await openModule(place)
  const portions = await module.split()
  if (portions.length !== input.portions)
    throw new AdapterError('inputInvalid', `split wrote ${portions.length} portions, not ${input.portions}.`, { field: 'portions' })
  const numberOf = (chunk: number) => task * input.chunks + chunk
  const full = chunks.filter((chunk) => numberOf(chunk) < input.portions)
  const found = await module.run(full.map(numberOf), portions)
  const outputs = new Map(chunks.map((chunk) => [chunk, found[full.indexOf(chunk)] ?? new Uint8Array()]))
  for (const [chunk, output] of outputs) onChunk?.(chunk, output)
  return outputs
}

async function mergeTasks({ outputs, ...place }: TaskMerge<CustomInput>): Promise<Uint8Array> {
  return await (await openModule(place)).merge(outputs.flat().slice(0, place.input.portions))
}
