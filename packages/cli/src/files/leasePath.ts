import { type LeaseFiles, refusal } from '@infinitio/sdk'
import { type CommonOptions, type Say, signInClient } from '../context/settings.ts'

/** A path in the files of a lease. */
type LeasePath = { readonly leaseId: string; readonly path: string }

/** Parses `12:out` or `lease-12:/data`. An empty path means the home folder. Throws `api.invalid_field`. Pure. */
export function leasePath(word: string): LeasePath {
  const [, leaseId, path] = /^(?:lease-)?(\d{1,19})(?::(.*))?$/s.exec(word) ?? []
  if (leaseId === undefined) throw refusal('api.invalid_field', { detail: `${word} is not <lease>:<path>` })
  return { leaseId, path: path === undefined || path === '' ? '.' : path }
}

/** Returns the last part of a path: the name of the file or folder. Pure. */
export function lastName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? ''
}

/** Parses several paths on one lease. Throws `api.invalid_field` if the paths refer to more than one lease. Pure. */
export function leasePaths(words: readonly string[]): { readonly leaseId: string; readonly paths: readonly string[] } {
  const places = words.map(leasePath)
  const [first] = places
  if (first === undefined || places.some(({ leaseId }) => leaseId !== first.leaseId))
    throw refusal('api.invalid_field', { detail: 'all paths must be of one lease' })
  return { leaseId: first.leaseId, paths: places.map(({ path }) => path) }
}

/** Opens the files of a lease, calls `act` with them, and closes them even after an error. Throws the codes of the SDK's `openLeaseFiles` and of `act`. */
export async function withLeaseFiles<Result>(
  options: CommonOptions,
  leaseId: string,
  act: (files: LeaseFiles, say: Say) => Promise<Result>,
): Promise<Result> {
  const { client, say } = await signInClient(options)
  const files = await client.openLeaseFiles({ leaseId })
  try {
    return await act(files, say)
  } finally {
    files.close()
  }
}
