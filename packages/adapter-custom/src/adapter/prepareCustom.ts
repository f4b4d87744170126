import { readFile } from 'node:fs/promises'
import { jobFile } from '@infinitio/adapter-algorithm'
import type { RunLimits } from '@infinitio/tasks'
import { type CustomInput, customInputText } from '../input/customInput.ts'
import { planCustom } from '../input/planCustom.ts'
import { openModule } from './openModule.ts'

/** A job before it is divided and signed: the paths of a module and of a file that it reads, with the settings of the job. */
export type CustomDraft = Pick<CustomInput, 'params' | 'mostPortions' | 'memoryPages' | 'fuel' | 'outputBytes' | 'seed'> & {
  readonly module: string
  readonly file?: string
  /** The number of tasks that the owner of the job wants. */
  readonly tasks?: number
}

/**
 * Returns the input of a job. Checks the module, and runs its `split` to see how many portions there are. Throws an AdapterError for a module that a machine
 * would refuse, for a `split` that fails, and for a setting out of its bounds. `limits` bounds the time and the memory of these calls.
 */
export async function prepareCustom({ draft, limits, signal }: { draft: CustomDraft; limits: RunLimits; signal: AbortSignal }): Promise<CustomInput> {
  const { module, file, tasks, ...settings } = draft
  const paths = new Map([['module', module], ...(file === undefined ? [] : [['input', file] as const])])
  const files: Record<string, ReturnType<typeof jobFile>> = {}
  for (const [name, path] of paths) files[name] = jobFile(new Uint8Array(await readFile(path)))
  const whole: CustomInput = { adapter: 'custom@1', files, ...settings, portions: 1, tasks: 1, chunks: 1 }
  customInputText(whole)
  const opened = await openModule({ input: whole, files: paths, limits, signal })
  await opened.check()
  const portions = (await opened.split()).length
  return { ...whole, portions, ...planCustom({ portions, outputBytes: whole.outputBytes, ...(tasks === undefined ? {} : { tasks }) }) }
}
