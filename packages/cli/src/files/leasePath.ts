import { type LeaseFiles, refusal } from '@infinitio/sdk'
import { type CommonOptions, type Say, signInClient } from '../context/settings.ts'

/** A path on a lease. */
type LeasePath = { readonly leaseId: string; readonly path: string }

/** Reads `12:out` or `lease-12:/data`; without a path it is the home. Throws `api.invalid_field`. Pure. */
export function leasePath(word: string): LeasePath {
  const [, leaseId, path] = /^(?:lease-)?(\d{1,19})(?::(.*))?$/s.exec(word) ?? []
  if (leaseId === undefined) throw refusal('api.invalid_field', { detail: `${word} is not <lease>:<path>` })
  return { leaseId, path: path === undefined || path === '' ? '.' : path }
}

/** The last name of a path. Pure. */
export function lastName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? ''
}

/** The same lease's path for several words. Throws `api.invalid_field` when they name more than one lease. Pure. */
export function leasePaths(words: readonly string[]): { readonly leaseId: string; readonly paths: readonly string[] } {
  const places = words.map(leasePath)
  const [first] = places
  if (first === undefined || places.some(({ leaseId }) => leaseId !== first.leaseId))
    throw refusal('api.invalid_field', { detail: 'all paths must be of one lease' })
  return { leaseId: first.leaseId, paths: places.map(({ path }) => path) }
}

/** Opens the files of a lease, hands them on, and closes them whatever happens. Throws what `openLeaseFiles` of the SDK throws, and what `act` does. */
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
