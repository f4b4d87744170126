import { type Client, formatDuration, refusal, textOfRun } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { columnPrice, columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { sentences, table } from '../terminal/texts.ts'
import { type AdviceFilters, runAsked, searchQueryOf } from './searchQueryOf.ts'

/** Options of `infinitio advice`. */
export type AdviceOptions = CommonOptions & AdviceFilters & { readonly task?: string; readonly all: boolean }

type Way = Awaited<ReturnType<Client['getAdvice']>>['ways'][number]
type Choice = Way['choices'][number]
type RunTask = Way['task']
type FitWarning = Choice['fit']['warnings'][number]

const taskNames: Readonly<Record<RunTask, string>> = { inference: 'serve', lora: 'adapters (LoRA)', full: 'all weights' }
const warningTexts: Readonly<Record<FitWarning, string>> = {
  slowerThanReading: 'slower than reading',
  longEpoch: 'days for one epoch',
  noBf16: 'no bf16',
  noFastLink: 'no fast link between GPUs',
  linkUnknown: 'link between GPUs unknown',
  memoryTight: 'memory nearly full',
  speedUnknown: 'speed unknown',
}

/** Describes the warnings about a machine. */
export function warningsText(warnings: readonly FitWarning[]): string {
  return warnings.map((warning) => warningTexts[warning]).join(', ')
}

/** Prints the ways to run a model on free machines, those that fit best first. Throws `api.invalid_field` for an unknown model or task. */
export async function advice(words: readonly string[], options: AdviceOptions): Promise<void> {
  const client = openClient(options)
  const run = modelAsked(words.join(' '), options.task)
  const { ways, ...answer } = await client.getAdvice({ ...(await searchQueryOf(client, [], options)), run })
  const shown = options.task === undefined && !run.includes('_') ? ways : ways.filter(({ task }) => task === ways[0]?.task)
  const rows = shown.flatMap((way) => rowsOf(way, options.all))
  const head = ['way', 'GB', 'GPUs', 'free', 'tokens/s', 'PT/h', 'total PT', 'warnings']
  const text = table([head, ...rows], { right: [1, 3, 4, 5, 6] })
  const said = `${answer.name}. The total is for ${formatDuration(answer.durationSeconds)}, with all fees. Speeds are estimates from data sheets, for one answer at a time.`
  printResult({ json: options.json, value: { ...answer, ways: shown }, text: `${text}\n${sentences(said)}` })
}

/** Returns the text that is sent to the API for a model: the typed words combined with `--task`. Throws `api.invalid_field` for a program. Pure. */
export function modelAsked(words: string, task?: string): string {
  const run = runAsked(words)
  if ('program' in run) throw refusal('api.invalid_field', { detail: `${words}: a program, not a model` })
  if (task === undefined) return textOfRun(run)
  const asked = taskOf(task)
  return asked === run.task ? textOfRun(run) : `${run.model.slug}_${asked}`
}

const tasksAsked = { serve: 'inference', adapters: 'lora', full: 'full' } as const satisfies Readonly<Record<string, RunTask>>

function taskOf(text: string): RunTask {
  const asked = Object.entries(tasksAsked).find(([name]) => name === text)
  if (asked === undefined) throw refusal('api.invalid_field', { detail: `--task ${text}: ${Object.keys(tasksAsked).join(', ')}` })
  return asked[1]
}

function rowsOf(way: Way, all: boolean): string[][] {
  const name = `${taskNames[way.task]}, ${way.bits}-bit`
  const [best, ...others] = way.choices
  if (best === undefined) return [[name, String(way.memoryGib), '–', '0', '', '', '', 'none free']]
  return [[name, String(way.memoryGib), ...cellsOf(best)], ...(all ? others.map((choice) => ['', '', ...cellsOf(choice)]) : [])]
}

function cellsOf({ gpus, className, machines, pricePerGpuSecond, total, fit }: Choice): string[] {
  return [
    `${gpus} × ${className}`,
    String(machines),
    fit.tokensPerSecond === null ? '–' : fit.tokensPerSecond.toFixed(fit.tokensPerSecond < 10 ? 1 : 0),
    columnPrice(BigInt(pricePerGpuSecond) * BigInt(gpus)),
    columnPt(total),
    warningsText(fit.warnings),
  ]
}
