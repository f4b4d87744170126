import type { LeaseFiles } from '@infinitio/sdk'
import { type CommonOptions, type Say, signInClient } from '../context/settings.ts'

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
