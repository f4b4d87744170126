import type { FileEntry } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { FilesConnection } from '#web/features/files/filesConnection.ts'

/** A folder of a lease: its whole path, and what is in it, folders first. */
export type Folder = { readonly path: string; readonly entries: readonly FileEntry[] }

/** What is in a folder; `.` is the home of the lease. */
export function folderQuery(connection: FilesConnection, { leaseId, path }: { leaseId: string; path: string }) {
  return queryOptions({
    // A question to a connection that was closed is none to the next.
    queryKey: ['leaseFiles', leaseId, connection.id, path],
    queryFn: () =>
      connection.use(async (files): Promise<Folder> => {
        const whole = await files.realPath(path)
        return { path: whole, entries: (await files.entries(whole)).toSorted(byKindAndName) }
      }),
    // Whoever works in the shell beside it changes the files: a look is always a new one.
    staleTime: 0,
    retry: false,
  })
}

function byKindAndName(one: FileEntry, other: FileEntry): number {
  const folders = Number(other.kind === 'folder') - Number(one.kind === 'folder')
  return folders === 0 ? one.name.localeCompare(other.name) : folders
}
