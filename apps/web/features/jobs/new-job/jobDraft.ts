import { artefactLimits, type JobPriority, jobPriorities, mostBytesOf, pieceLimits } from '@infinitio/domain'
import type { NewJobWire } from '@infinitio/domain/wire'
import { netSpace, testFingerprint } from '@infinitio/jobs/examples'
import { parsePt } from '@infinitio/sdk'
import { type SqlFault, sqlFault } from '@infinitio/sdk/sql'
import { type RenderDraft, type RenderField, renderFaults, renderFields, usualRender } from '#web/features/jobs/new-job/renderDraft.ts'
import { countOf, isCount } from '#web/features/jobs/new-job/wholeCount.ts'

/**
 * The kinds of jobs that the form offers. Each has its adapter (the program that runs its tasks), the name of its input file in the job, and the most bytes of
 * that file.
 */
export const jobKinds = {
  sql: { adapter: 'data@1', file: 'sales', mostBytes: mostBytesOf(pieceLimits) },
  wasm: { adapter: 'algorithm@1', file: 'module', mostBytes: artefactLimits.bytes },
  search: { adapter: 'optimise@1', file: 'module', mostBytes: artefactLimits.bytes },
  inference: { adapter: 'inference@1', file: 'requests', mostBytes: artefactLimits.bytes },
  custom: { adapter: 'custom@1', file: 'module', mostBytes: artefactLimits.bytes },
  render: { adapter: 'render@1', file: 'scene', mostBytes: 2 ** 28 },
} as const
/** One of these kinds. */
export type JobKind = keyof typeof jobKinds

/** The query that only puts the rows of all parts together: a browser can do this without DuckDB. */
export const plainCombine = 'select * from parts'

/** The choices for the time that a machine has for one task, in seconds. */
export const deadlines = [3_600, 21_600, 86_400] as const
/** The choices for the lowest tier of a machine; 0 for any. */
export const tiers = [0, 1, 2, 3] as const
/** The choices for the least memory of a GPU, in GiB; 0 for any. */
export const vramSizes = [0, 16, 24, 40, 48, 80, 141, 180] as const
/** The choices for how often a failed step is tried again. */
export const retryCounts = [0, 1, 2, 3, 5, 10] as const

/** The fields of the form for a new job, as typed. */
export type JobDraft = RenderDraft & {
  readonly kind: JobKind
  readonly name: string
  readonly map: string
  readonly combine: string
  readonly items: string
  readonly space: string
  readonly goal: 'minimise' | 'maximise'
  readonly trials: string
  readonly steps: string
  readonly fuel: string
  readonly fingerprint: string
  readonly maxTokens: string
  readonly params: string
  readonly portions: string
  /** The name of the GPU class of the machines, or null for any class. */
  readonly gpuClass: string | null
  readonly minTier: number
  readonly minVramGib: number
  readonly mostCost: string
  readonly priority: JobPriority
  readonly deadlineSeconds: number
  readonly retries: number
}

/** The example with which the form starts. Its input is an invented table of sales, which the page can create. */
export const exampleDraft: JobDraft = {
  kind: 'sql',
  name: 'revenue by region',
  map: 'select region, sum(cents) as cents, count(*) as sales from sales group by region',
  combine: 'select region, sum(cents) as cents, sum(sales) as sales from parts group by region order by region',
  items: '100000000',
  space: netSpace.trim(),
  goal: 'minimise',
  trials: '256',
  steps: '64',
  fuel: '400000',
  fingerprint: testFingerprint,
  maxTokens: '48',
  params: '1000000',
  portions: '256',
  ...usualRender,
  gpuClass: null,
  minTier: 0,
  minVramGib: 0,
  mostCost: '0.5',
  priority: 'normal',
  deadlineSeconds: 3_600,
  retries: 2,
}

/** The priorities in the order in which the form lists them. */
export const priorities: readonly JobPriority[] = jobPriorities

/** The fields of the form that can have an error. */
export type DraftField =
  | RenderField
  | 'name'
  | 'map'
  | 'combine'
  | 'items'
  | 'space'
  | 'trials'
  | 'steps'
  | 'fuel'
  | 'fingerprint'
  | 'maxTokens'
  | 'portions'
  | 'mostCost'

const mostNameLetters = 80
const most = { items: 1_000_000_000_000, trials: 65_536, steps: 1_000_000, fuel: 10_000_000_000, maxTokens: 4_096, portions: 4_096 } as const
const fieldsOf = {
  sql: ['map', 'combine'],
  wasm: ['items'],
  search: ['space', 'trials', 'steps', 'fuel'],
  inference: ['fingerprint', 'maxTokens'],
  custom: ['portions'],
  render: [],
} as const satisfies Record<JobKind, unknown>
const fingerprintForm = /^0x[0-9a-f]{64}$/

/**
 * Returns the fields that the user must correct before submitting. Columns of SQL queries and the search space are checked later, when the scheduler plans the
 * job.
 */
export function draftFaults(draft: JobDraft): readonly DraftField[] {
  const faults: DraftField[] = []
  const name = draft.name.trim()
  if (name.length === 0 || name.length > mostNameLetters) faults.push('name')
  for (const field of fieldsOf[draft.kind]) if (isFault(draft, field)) faults.push(field)
  if (draft.kind === 'render') faults.push(...renderFaults(draft))
  if ((parsePt(draft.mostCost) ?? 0n) <= 0n) faults.push('mostCost')
  return faults
}

function isFault(draft: JobDraft, field: (typeof fieldsOf)[JobKind][number]): boolean {
  const text = draft[field].trim()
  if (field === 'fingerprint') return !fingerprintForm.test(text)
  if (field === 'map' || field === 'combine') return text === '' || queryFaultOf(draft, field) !== null
  return field in most ? !isCount(text, { most: most[field as keyof typeof most] }) : text === ''
}

/** Returns the first part of a query that every machine refuses, with its line, or null. */
export function queryFaultOf(draft: JobDraft, field: 'map' | 'combine'): SqlFault | null {
  return draft.kind === 'sql' ? sqlFault({ sql: draft[field], tables: [field === 'map' ? jobKinds.sql.file : 'parts'] }) : null
}

/** Returns the job of a valid draft. `sha256` is the hash of its stored file. */
export function jobOf(draft: JobDraft, sha256: string): NewJobWire {
  const { adapter, file } = jobKinds[draft.kind]
  const { name, mostCost, deadlineSeconds, priority, retries } = draft
  return {
    ...{ name: name.trim(), maxCost: `${parsePt(mostCost) ?? 0n}`, deadlineSeconds, priority },
    tasks: { work: { adapter, needs: [], retries, files: { [file]: { kind: 'hash', sha256 } }, fields: adapterFields(draft), ...machinesOf(draft) } },
  }
}

function machinesOf({ gpuClass, minTier, minVramGib }: JobDraft): Pick<NewJobWire['tasks'][string], 'machines'> {
  const machines = {
    ...(gpuClass === null ? {} : { class: gpuClass }),
    ...(minTier === 0 ? {} : { minTier }),
    ...(minVramGib === 0 ? {} : { minVramGib }),
  }
  return Object.keys(machines).length === 0 ? {} : { machines }
}

function adapterFields(draft: JobDraft): Record<string, string | number> {
  switch (draft.kind) {
    case 'sql':
      return { map: draft.map, combine: draft.combine, split: jobKinds.sql.file }
    case 'wasm':
      return { items: countOf(draft.items) }
    case 'inference':
      return { fingerprint: draft.fingerprint.trim(), max_tokens: countOf(draft.maxTokens) }
    case 'custom':
      return { params: draft.params, portions: countOf(draft.portions) }
    case 'render':
      return renderFields(draft)
    case 'search': {
      const { space, goal } = draft
      return { space, goal, trials: countOf(draft.trials), steps: countOf(draft.steps), fuel: countOf(draft.fuel), ...usualSearch }
    }
  }
}

/** A search job runs in rounds of trials. With `eta` 2, each round has half as many trials as the previous round, and each trial has twice as many steps. */
const usualSearch = { eta: 2 } as const
