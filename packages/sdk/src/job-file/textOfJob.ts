import { formatPt } from '@infinitio/domain'
import { stringify } from 'yaml'
import type { FileSource } from './fileSource.ts'
import type { JobFile } from './jobFile.ts'
import type { MachineWish } from './machineWish.ts'

const allDigits = 18
const hashPrefix = 2
/** Turns off line wrapping. Otherwise YAML would break a long line of a query, and the column in an error message would be wrong. */
const yamlStyle = { lineWidth: 0 } as const

type Source = Exclude<FileSource, { kind: 'path' }> | { readonly kind: 'hash'; readonly sha256: string }
type Task = {
  readonly adapter: string
  readonly needs: readonly string[]
  readonly retries: number
  readonly files: Readonly<Record<string, Source>>
  readonly fields: Readonly<Record<string, string | number>>
  readonly machines?: MachineWish | undefined
}

/**
 * Returns the job file of a job that the market stores, so that a person can change it and submit it again. The inverse of `readJobFile`. Files are named by
 * their hash.
 */
export function textOfJob({
  name,
  maxCost,
  priority,
  deadlineSeconds,
  tasks,
}: Pick<JobFile, 'name' | 'maxCost' | 'priority' | 'deadlineSeconds'> & { readonly tasks: Readonly<Record<string, Task>> }): string {
  const written = Object.entries(tasks).map(([task, { adapter, needs, retries, files, fields, machines }]) => {
    const named = Object.entries(files).map(([file, source]) => [file, textOfSource(source)])
    return [
      task,
      { adapter, ...(needs.length === 0 ? {} : { needs }), files: Object.fromEntries(named), ...fields, ...textOfMachines(machines), retries },
    ]
  })
  const max_cost = formatPt(maxCost, { digits: allDigits })
  return stringify({ name, max_cost, priority, deadline: `${deadlineSeconds}s`, tasks: Object.fromEntries(written) }, yamlStyle)
}

function textOfMachines(machines: MachineWish | undefined): { resources?: Readonly<Record<string, string | number>> } {
  if (machines === undefined) return {}
  const { class: words, minTier, minVramGib } = machines
  const named = Object.entries({ class: words, min_tier: minTier, min_vram: minVramGib })
  return { resources: Object.fromEntries(named.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))) }
}

function textOfSource(source: Source): string {
  return source.kind === 'hash' ? `sha256:${source.sha256.slice(hashPrefix)}` : `\${${source.task}.results}`
}
