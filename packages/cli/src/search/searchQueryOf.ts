import { type Client, isolationLevels, isolationOf, refusal, type Run, runModels, runPrograms, suggestRuns, textOfRun } from '@infinitio/sdk'
import type { Command } from 'commander'
import { unixSecondsOf } from '../terminal/typedValues.ts'
import { type ListingFilters, listingQueryOf } from './listingFilters.ts'

/** What a search that is made now, or kept, asks for beside its words. */
export type SearchFilters = ListingFilters & {
  readonly real?: boolean
  readonly run?: string
  readonly minVram?: string
  readonly maxReady?: string
  readonly isolation?: string
}

/** Adds `--gpus`, `--min-vram`, `--hours`, `--run`, `--max-ready`, `--isolation` and `--real`, which `search` and `searches add` share. */
export function withSearchFilters(command: Command): Command {
  return command
    .option('--gpus <count>', 'at least so many free GPUs')
    .option('--min-vram <gib>', 'at least so many GiB of memory per GPU')
    .option('--hours <hours>', 'free for so many hours, from now or from the start')
    .option('--run <what>', 'what will run there, as "llama 3.3 70b", llama-3.1-8b_lora or comfyui: machines whose GPUs hold it')
    .option('--max-ready <seconds>', 'ready so fast in the leases before, by their median')
    .option('--isolation <levels>', 'separated from the machine by container, gvisor or kata; alternatives separated by commas')
    .option('--real', 'leave simulated machines out')
}

/** The query for a search: its filters, its words and what will run there. Throws `api.invalid_field` for a name, a price or a run that is none. */
export async function searchQueryOf(client: Client, words: readonly string[], filters: SearchFilters): Promise<Parameters<Client['saveSearch']>[0]> {
  return {
    ...(await listingQueryOf(client, filters)),
    ...(words.length === 0 ? {} : { q: words.join(' ') }),
    ...(filters.minVram === undefined ? {} : { minVramGib: filters.minVram }),
    ...(filters.maxReady === undefined ? {} : { maxReadySeconds: filters.maxReady }),
    ...(filters.isolation === undefined ? {} : { isolation: isolationAsked(filters.isolation) }),
    ...(filters.real === true ? { includeSimulated: 'false' as const } : {}),
    ...(filters.run === undefined ? {} : { run: textOfRun(runAsked(filters.run)) }),
  }
}

/** The hour in which a lease is to begin, as a search takes it. Throws `api.invalid_field` for what is no time. Pure. */
export function startHourOf(text: string): string {
  return String(Math.floor(unixSecondsOf(text, '--start') / 3_600))
}

/** Returns the levels that `--isolation` names, as a search takes them. Throws `api.invalid_field` for a name that is no level. */
export function isolationAsked(text: string): string {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  if (names.every((name) => isolationOf(name) !== null)) return [...new Set(names)].join(',')
  throw refusal('api.invalid_field', { detail: `--isolation ${text}: ${isolationLevels.join(', ')}` })
}

/** The run that `--run` names, by its address or by words. Throws `api.invalid_field` with the names there are when it names none. Pure. */
export function runAsked(text: string): Run {
  const [run] = suggestRuns(text, { most: 1 })
  const known = [...runModels.map(({ slug }) => slug), ...runPrograms].join(', ')
  if (run === undefined) throw refusal('api.invalid_field', { detail: `--run ${text}: ${known}, or a size as 13b` })
  return run
}
