import { type CallRequest, type CallResult, readModuleFiles, runModuleCalls } from '@infinitio/adapter-algorithm'
import { AdapterError, type RunLimits, type RunPlace } from '@infinitio/tasks'
import type { CustomInput } from '../input/customInput.ts'
import { manifest } from '../manifest/manifest.ts'
import { readPortions } from '../portions/readPortions.ts'

/** The calls of a custom adapter, each in a fresh instance of its module, in a process without files and network. */
export type CustomModule = {
  /** Checks that the module has the functions that `split` does not call, without running one of them. */
  readonly check: () => Promise<void>
  /** Returns the portions of the job. They depend only on the module, the parameters and the file. */
  readonly split: () => Promise<readonly Uint8Array[]>
  /** Returns the output of each of these portions, in the same order. An output depends only on the module, the parameters, the file and the portion. */
  readonly run: (numbers: readonly number[], portions: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>
  /** Returns the result of the job from the outputs of all portions. */
  readonly merge: (outputs: readonly Uint8Array[]) => Promise<Uint8Array>
}

type ModuleSource = Pick<CustomInput, 'files' | 'params' | 'mostPortions' | 'memoryPages' | 'fuel' | 'outputBytes' | 'seed'>
type ModuleCalls = {
  readonly name: string
  readonly calls: readonly Omit<CallRequest, 'fuel'>[]
  readonly mostBytes: number
  readonly limits?: RunLimits
}

/** The task number for the random numbers of `split` and `merge`. The calls of `run` use the number of their portion as the chunk of task 0. */
const outside = 0xffff_ffff

/**
 * Opens the module of an input. All its calls together may take `limits.seconds`. The functions throw an AdapterError for a module that is refused or fails, and
 * for a limit that is reached, or the signal's reason when it aborts.
 */
export async function openModule({ input, files, limits, signal }: RunPlace & { readonly input: ModuleSource }): Promise<CustomModule> {
  const read = await readModuleFiles(input, files)
  const { seed, memoryPages, fuel, mostPortions, outputBytes } = input
  const params = new TextEncoder().encode(input.params)
  const ends = performance.now() + limits.seconds * 1_000

  async function call({ name, calls, mostBytes, limits: own = limits }: ModuleCalls): Promise<readonly Uint8Array[]> {
    const seconds = (ends - performance.now()) / 1_000
    if (seconds <= 0) throw new AdapterError('tooLong', `The task did not end within ${limits.seconds} s.`)
    const requests = calls.map((one) => ({ ...one, fuel }))
    const place = { settings: { seed, memoryPages }, limits: { ...own, seconds }, signal }
    return (await runModuleCalls({ ...read, ...place, name, mostBytes, calls: requests })).map(outputOf)
  }

  return {
    async check() {
      for (const name of ['run', 'merge']) await call({ name, calls: [], mostBytes: 0 })
    },
    async split() {
      const request = { args: [BigInt(mostPortions)], parts: [params], place: { task: outside, chunk: 0 } }
      const most = manifest.mostSplitBytes
      const [written] = await call({ name: 'split', calls: [request], mostBytes: most, limits: { ...limits, outputBytes: most } })
      return readPortions(written ?? new Uint8Array(), mostPortions)
    },
    async run(numbers, portions) {
      const calls = numbers.map((number) => ({
        args: [BigInt(number)],
        parts: [params, portions[number] ?? new Uint8Array()],
        place: { task: 0, chunk: number },
      }))
      return calls.length === 0 ? [] : await call({ name: 'run', calls, mostBytes: outputBytes })
    },
    async merge(outputs) {
      const request = { args: [], parts: [params, ...outputs], place: { task: outside, chunk: 1 } }
      const [result] = await call({ name: 'merge', calls: [request], mostBytes: manifest.mostResultBytes })
      return result ?? new Uint8Array()
    },
  }
}

function outputOf(result: CallResult): Uint8Array {
  if (result.kind === 'output') return result.bytes
  throw new AdapterError(result.reason, result.message, { field: 'module' })
}
