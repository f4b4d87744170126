import { leaseKeys } from './leaseWish.ts'
import { trainingKeys } from './trainingWish.ts'

/** The keys that a task in a job file may have, by its adapter (the kind of calculation). Every task may have further keys, whatever its adapter. */
export const adapterKeys = {
  'data@1': ['map', 'combine', 'split', 'tasks', 'resources'],
  'algorithm@1': ['items', 'fuel', 'memory_pages', 'seed', 'resources'],
  'optimise@1': ['space', 'goal', 'trials', 'steps', 'least_steps', 'eta', 'tasks', 'fuel', 'memory_pages', 'seed', 'resources'],
  'inference@1': ['fingerprint', 'max_tokens', 'speed', 'tasks', 'resources'],
  'custom@1': ['params', 'portions', 'output_bytes', 'tasks', 'fuel', 'memory_pages', 'seed', 'resources'],
  'render@1': [
    ...['fingerprint', 'width', 'height', 'samples', 'first_frame', 'frames', 'tiles', 'cycles_seed'],
    ...['tile_seconds', 'memory_mib', 'tasks', 'resources'],
  ],
  'container@1': leaseKeys,
  'training@1': trainingKeys,
} as const satisfies Readonly<Record<string, readonly string[]>>

/** The name of an adapter that jobs can use. */
export type AdapterName = keyof typeof adapterKeys

/** The name of the adapter for commands that run on rented machines, not in the task pool. */
export const leaseAdapter = 'container@1' satisfies AdapterName

/** The name of the adapter for trainings on rented machines, of which some segments are run again on another machine. */
export const trainingAdapter = 'training@1' satisfies AdapterName

/** The adapters whose tasks cannot be private, because a machine must read what a task needs, such as a model, before it accepts the task. */
export const openAdapters: readonly AdapterName[] = ['inference@1', 'render@1']

/** The name of an adapter whose tasks run in the task pool. */
export type PoolAdapterName = Exclude<AdapterName, typeof leaseAdapter | typeof trainingAdapter>

/** The names of all adapters that jobs can use. */
export const adapterNames = Object.keys(adapterKeys) as readonly AdapterName[]

/** Returns whether jobs can use an adapter of this name. */
export function isAdapterName(name: string): name is AdapterName {
  return Object.hasOwn(adapterKeys, name)
}
