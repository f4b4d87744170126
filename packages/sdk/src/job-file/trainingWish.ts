import { checkedCount, leastSegments } from '@infinitio/tasks'
import { type FileSource, sourceOf } from './fileSource.ts'
import { type Fault, type LeaseWish, readLeaseWish } from './leaseWish.ts'
import { checkPaths, checkScript, trainScript } from './trainingScripts.ts'

/** The keys of a task with `training@1` in a job file, in addition to the keys that every task has. */
export const trainingKeys = [
  ...(['command', 'image', 'resources', 'time', 'env', 'secrets', 'results', 'retry_on'] as const),
  ...(['segments', 'score', 'hidden', 'tolerance', 'least_score'] as const),
] as const

const mostSegments = 64
const mostCommand = 3_000
const mostHidden = 20
const leastCheckSeconds = 60
/** The check may take this many times the average time of its segments, because its machine may be slower and also scores. */
const checkTimes = 2
const fileName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/
const ending = '-check'
const mostName = 40

/** The two steps of a training that is checked: their names, and the machine and the program of each. */
export type TrainingSteps = {
  readonly train: LeaseWish
  readonly check: LeaseWish
  readonly checkName: string
}

type Reading = { readonly name: string; readonly fault: Fault; readonly secondsOf: (text: string) => number | null }

/**
 * Reads a task with `training@1`, and returns its training and its check. Each segment runs in a new process: it gets the state before it as a file and
 * writes the next one. So it can be run again from its stored state. Throws the error that `fault` returns.
 */
export function readTraining(fields: Readonly<Record<string, unknown>>, { name, fault, secondsOf }: Reading): TrainingSteps {
  const { segments, score, hidden = {}, tolerance = null, least_score: leastScore, results = 'model.bin', ...rest } = fields
  if (typeof segments !== 'number' || !Number.isInteger(segments) || segments < leastSegments || segments > mostSegments)
    throw fault(['segments'], `segments: a whole number from ${leastSegments} to ${mostSegments}`)
  if (name.length + ending.length > mostName)
    throw fault([], `${name}: a task with training@1 has a name of up to ${mostName - ending.length} letters`)
  const command = commandIn(rest['command'], { key: 'command', fault })
  const scoring = score === undefined ? null : commandIn(score, { key: 'score', fault })
  if (tolerance !== null && (typeof tolerance !== 'number' || !Number.isFinite(tolerance) || tolerance < 0))
    throw fault(['tolerance'], 'tolerance: the largest difference of two scores, such as 0.01')
  if (leastScore !== undefined && (typeof leastScore !== 'number' || !Number.isFinite(leastScore)))
    throw fault(['least_score'], 'least_score: the least score of the last state that passes, such as 0.9')
  const scored = ['tolerance', 'hidden', 'least_score'].find((key) => fields[key] !== undefined && fields[key] !== null)
  if (scoring === null && scored !== undefined) throw fault([scored], 'score: write the command that prints the score of the file $STATE')
  const wishOf = (script: string, checkpoint: string) => readLeaseWish({ ...rest, command: script, checkpoint, results }, { fault, secondsOf })
  const wish = wishOf(trainScript({ command, segments }), 'states')
  const seconds = Math.min(wish.seconds, Math.max(leastCheckSeconds, Math.ceil((checkTimes * checkedCount(segments) * wish.seconds) / segments)))
  return {
    checkName: `${name}${ending}`,
    train: { ...wish, training: { role: 'train', segments } },
    check: {
      ...{ ...wishOf(checkScript({ command, segments, score: scoring }), checkPaths.again), seconds },
      training: {
        ...{ role: 'check', of: name, segments, isScored: scoring !== null, tolerance, hidden: readHidden(hidden, fault) },
        ...(leastScore === undefined ? {} : { leastScore }),
      },
    },
  }
}

function commandIn(value: unknown, { key, fault }: { readonly key: string; readonly fault: Fault }): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= mostCommand) return value
  throw fault([key], `${key}: write a shell line of up to ${mostCommand} letters, such as node train.mjs`)
}

function readHidden(value: unknown, fault: Fault): Record<string, FileSource> {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null
  if (entries === null || entries.length > mostHidden || !entries.every(([name, source]) => fileName.test(name) && typeof source === 'string'))
    throw fault(['hidden'], `hidden: name up to ${mostHidden} files, such as { test.csv: ./test.csv }`)
  return Object.fromEntries(
    entries.map(([name, text]) => {
      const source = sourceOf(String(text))
      if (source.kind === 'result') throw fault(['hidden', name], `hidden: ${name} is a result, which its machine has seen`)
      return [name, source]
    }),
  )
}
