import type { FileEntry } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { FilesConnection } from '#web/features/files/filesConnection.ts'

/** A folder of a lease: its absolute path, the home folder of the lease, and its entries, folders first. */
export type Folder = { readonly path: string; readonly home: string; readonly entries: readonly FileEntry[] }

/** Query for the entries of a folder. The path `.` is the home of the lease. */
export function folderQuery(connection: FilesConnection, { leaseId, path }: { leaseId: string; path: string }) {
  return queryOptions({
    // The key contains the id of the connection, so that a new connection does not use results of a closed one.
    queryKey: ['leaseFiles', leaseId, connection.id, path],
    queryFn: () =>
      connection.use(async (files): Promise<Folder> => {
        const [whole, home] = await Promise.all([files.realPath(path), files.realPath('.')])
        return { path: whole, home, entries: (await files.entries(whole)).toSorted(byKindAndName) }
      }),
    // Programs in the lease's shell can change the files, too, so every component that shows a folder reads it again.
    staleTime: 0,
    retry: false,
  })
}

function byKindAndName(one: FileEntry, other: FileEntry): number {
  const folders = Number(other.kind === 'folder') - Number(one.kind === 'folder')
  return folders === 0 ? one.name.localeCompare(other.name) : folders
}
