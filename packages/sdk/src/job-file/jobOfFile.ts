import type { NewJobWire } from '@infinitio/domain/wire'
import type { JobFile } from './jobFile.ts'
import { leaseWishToWire } from './leaseWish.ts'

/**
 * Returns the job of a job file in the form of `POST /jobs`. `hashes` has the SHA-256 of each stored and each hidden file by its path in the job file.
 */
export function jobOfFile({ name, maxCost, deadlineSeconds, priority, tasks }: JobFile, hashes: ReadonlyMap<string, string>): NewJobWire {
  const wired = Object.entries(tasks).map(
    ([task, { adapter, needs, retries, files, fields, machines, lease }]): [string, NewJobWire['tasks'][string]] => {
      const sources = Object.entries(files).map(([file, source]) => [
        file,
        source.kind === 'result'
          ? source
          : { kind: 'hash' as const, sha256: source.kind === 'hash' ? source.sha256 : (hashes.get(source.path) ?? '') },
      ])
      const rest = {
        fields: { ...fields },
        ...(machines === undefined ? {} : { machines }),
        ...(lease === undefined ? {} : { lease: leaseWishToWire(lease, hashes) }),
      }
      return [task, { adapter, needs: [...needs], retries, files: Object.fromEntries(sources), ...rest }]
    },
  )
  return { name, maxCost: `${maxCost}`, deadlineSeconds, priority, tasks: Object.fromEntries(wired) }
}

/** Returns each path of a file that a job file names, once. The caller stores these files. */
export function pathsOfFile({ tasks }: JobFile): readonly string[] {
  const sources = Object.values(tasks).flatMap(({ files }) => Object.values(files))
  return [...new Set(sources.flatMap((source) => (source.kind === 'path' ? [source.path] : [])))]
}

/** Returns each path of a hidden file of a training, once. The caller stores them nowhere, and needs only their hashes. */
export function hiddenPathsOf({ tasks }: JobFile): readonly string[] {
  const sources = Object.values(tasks).flatMap(({ lease }) => (lease?.training?.role === 'check' ? Object.values(lease.training.hidden) : []))
  return [...new Set(sources.flatMap((source) => (source.kind === 'path' ? [source.path] : [])))]
}
