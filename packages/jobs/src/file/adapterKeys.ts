/** The keys of a task in a job file by its adapter, besides those of every task. `../adapters` has one file for each name. */
export const adapterKeys = {
  'data@1': ['map', 'combine', 'split', 'tasks'],
  'algorithm@1': ['items', 'fuel', 'memory_pages', 'seed'],
  'optimise@1': ['space', 'goal', 'trials', 'steps', 'least_steps', 'eta', 'tasks', 'fuel', 'memory_pages', 'seed'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** The name of an adapter that jobs can use. */
export type AdapterName = keyof typeof adapterKeys

/** The names of all adapters that jobs can use. */
export const adapterNames = Object.keys(adapterKeys) as readonly AdapterName[]

/** Returns whether jobs can use an adapter of this name. */
export function isAdapterName(name: string): name is AdapterName {
  return Object.hasOwn(adapterKeys, name)
}
