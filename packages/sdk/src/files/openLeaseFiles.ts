import type { Transport } from '../transport/createTransport.ts'
import { createTerminalToken } from '../generated/calls.ts'
import { LeaseFiles } from './leaseFiles.ts'
import { openFilesLine } from './openFilesLine.ts'

/**
 * Opens the files of a lease through the gateway, for who holds it. Throws `lease.unknown`, `lease.not_holder`, `lease.over`, `lease.not_ready`, `node.tunnel_down`,
 * `lease.files_unavailable` when what it runs has no sftp server, `api.rate_limited` when too many are open. Close it afterwards.
 */
export async function openLeaseFiles(transport: Transport, { leaseId }: { leaseId: string }): Promise<LeaseFiles> {
  const { token, url } = await createTerminalToken(transport, { leaseId, kind: 'files' })
  return new LeaseFiles(await openFilesLine({ url, token }))
}
