import { type Hex32, hex32 } from '@infinitio/domain'

/** The origin of a file of a task: a path on this computer, a hash in the store, or the result of another task. */
export type FileSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'hash'; readonly sha256: Hex32 }
  | { readonly kind: 'result'; readonly task: string }

/** Reads the origin of a file: `${task.results}`, `sha256:` and a hash, or else a path. */
export function sourceOf(text: string): FileSource {
  const task = /^\$\{([A-Za-z][\w-]*)\.results\}$/.exec(text)?.[1]
  if (task !== undefined) return { kind: 'result', task }
  const hash = /^sha256:([0-9a-f]{64})$/.exec(text)?.[1]
  return hash === undefined ? { kind: 'path', path: text } : { kind: 'hash', sha256: hex32(`0x${hash}`) }
}
