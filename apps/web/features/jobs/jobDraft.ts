import { parsePt } from '@infinitio/sdk'
import type { NewJobWire } from '@infinitio/domain/wire'

/** The kinds of jobs that the form offers, each with its adapter and the name of its file in the job. */
export const jobKinds = {
  sql: { adapter: 'data@1', file: 'sales' },
  wasm: { adapter: 'algorithm@1', file: 'module' },
} as const
/** One of these kinds. */
export type JobKind = keyof typeof jobKinds

/** The content of the form of a new job. */
export type JobDraft = {
  readonly kind: JobKind
  readonly name: string
  readonly map: string
  readonly combine: string
  readonly items: string
  readonly mostCost: string
  readonly deadlineSeconds: number
}

/** The example that the form begins with. It runs over the made-up sales that the page can write. */
export const exampleDraft: JobDraft = {
  kind: 'sql',
  name: 'revenue by region',
  map: 'select region, sum(cents) as cents, count(*) as sales from sales group by region',
  combine: 'select region, sum(cents) as cents, sum(sales) as sales from parts group by region order by region',
  items: '100000000',
  mostCost: '0.5',
  deadlineSeconds: 3_600,
}

/** The fields of the form that can be wrong. */
export type DraftField = 'name' | 'map' | 'combine' | 'items' | 'mostCost'

const mostNameLetters = 80
const mostItems = 1_000_000_000_000

/** Returns the fields that must be mended before the job can be sent. The queries themselves are checked when the job is planned. */
export function draftFaults(draft: JobDraft): readonly DraftField[] {
  const faults: DraftField[] = []
  const name = draft.name.trim()
  if (name.length === 0 || name.length > mostNameLetters) faults.push('name')
  if (draft.kind === 'sql' && draft.map.trim() === '') faults.push('map')
  if (draft.kind === 'sql' && draft.combine.trim() === '') faults.push('combine')
  const items = Number(draft.items)
  if (draft.kind === 'wasm' && !(Number.isSafeInteger(items) && items >= 1 && items <= mostItems)) faults.push('items')
  if ((parsePt(draft.mostCost) ?? 0n) <= 0n) faults.push('mostCost')
  return faults
}

/** Returns the job of a draft without faults. `sha256` is the hash of its stored file. */
export function jobOf(draft: JobDraft, sha256: string): NewJobWire {
  const { adapter, file } = jobKinds[draft.kind]
  const fields: Readonly<Record<string, string | number>> =
    draft.kind === 'sql' ? { map: draft.map, combine: draft.combine, split: file } : { items: Number(draft.items) }
  return {
    ...{ name: draft.name.trim(), maxCost: `${parsePt(draft.mostCost) ?? 0n}`, deadlineSeconds: draft.deadlineSeconds },
    tasks: { work: { adapter, needs: [], retries: 2, files: { [file]: { kind: 'hash', sha256 } }, fields } },
  }
}
