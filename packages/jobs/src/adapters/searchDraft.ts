import type { OptimiseDraft } from '@infinitio/adapter-optimise'
import { AdapterError, nearestKey } from '@infinitio/tasks'

type Fields = Readonly<Record<string, string | number>>

const goals = ['minimise', 'maximise'] as const
const usual = { trials: 256, steps: 1, leastSteps: 1, eta: 4, fuel: 1_000_000, memoryPages: 256, seed: `0x${'0'.repeat(64)}` } as const
const isWord = (value: string | number): value is `0x${string}` => /^0x[0-9a-f]{64}$/.test(String(value))

/**
 * Converts a task of a job file into a search of parameters. Throws an AdapterError for a field that is missing or cannot be read. Does not check the numbers;
 * `prepareOptimise` does.
 */
export function searchDraft({ fields, files }: { readonly fields: Fields; readonly files: ReadonlyMap<string, string> }): OptimiseDraft {
  const { space, goal, trials = usual.trials, steps = usual.steps, least_steps: leastSteps = usual.leastSteps, eta = usual.eta } = fields
  const { tasks, fuel = usual.fuel, memory_pages: memoryPages = usual.memoryPages, seed = usual.seed } = fields
  const [module, file] = [files.get('module'), files.get('input')]
  if (module === undefined) throw refuse('files', 'files needs a module')
  if (typeof space !== 'string') throw refuse('space', 'space: write one parameter a line, such as rate: log 0.001 to 1')
  if (!isWord(seed)) throw refuse('seed', 'seed is 0x and 64 lower-case hex digits')
  return {
    ...{ module, space, goals: goalsOf(goal), seed: seed as OptimiseDraft['seed'] },
    ...(file === undefined ? {} : { file }),
    ...{ trials: Number(trials), most: Number(steps), least: Number(leastSteps), eta: Number(eta) },
    ...{ fuel: Number(fuel), memoryPages: Number(memoryPages) },
    ...(tasks === undefined ? {} : { tasks: Number(tasks) }),
  }
}

function goalsOf(text: string | number | undefined): OptimiseDraft['goals'] {
  if (text === undefined) throw refuse('goal', 'goal is missing: minimise or maximise, or two of them with a comma')
  return String(text)
    .split(',')
    .map((word) => {
      const name = word.trim()
      const found = goals.find((one) => one === name)
      if (found !== undefined) return found
      const nearest = nearestKey(name, goals)
      throw refuse('goal', `goal: ${name} is not minimise or maximise${nearest === undefined ? '' : `; did you mean ${nearest}?`}`)
    })
}

function refuse(field: string, message: string): AdapterError {
  return new AdapterError('inputInvalid', message, { field })
}
