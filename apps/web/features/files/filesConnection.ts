import { type LeaseFiles, openLeaseFiles } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** Connects to the files of a lease at first use, and reconnects after a failure. */
export type FilesConnection = { readonly id: number; use<Result>(act: (files: LeaseFiles) => Promise<Result>): Promise<Result>; close(): void }

let lastId = 0

/** Returns a connection that opens at its first use. Its errors have codes of the error table. */
export function createFilesConnection(leaseId: string): FilesConnection {
  let opening: Promise<LeaseFiles> | null = null
  async function opened(): Promise<LeaseFiles> {
    const known = await opening?.catch(() => null)
    if (known !== undefined && known !== null && !known.isOver) return known
    opening = openLeaseFiles(browserApi, { leaseId })
    return opening
  }
  lastId += 1
  return {
    id: lastId,
    use: async (act) => act(await opened()),
    close() {
      void opening?.then(
        (files) => files.close(),
        () => {},
      )
      opening = null
    },
  }
}
