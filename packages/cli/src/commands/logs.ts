import { refusal } from '@infinitio/sdk'
import { readLeaseLog } from '../leases/readLeaseLog.ts'
import { type CommonOptions, signInClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio logs` takes; `follow` goes on until the lease ends. */
export type LogsOptions = CommonOptions & { readonly follow: boolean }

/**
 * Prints the last 64 KiB of a lease's log: what its start script, its command and its machine wrote. With `--json` it is one line. Throws `lease.over`,
 * `lease.unknown`, `auth.forbidden`.
 */
export async function logs(leaseId: string, options: LogsOptions): Promise<void> {
  if (options.json && options.follow) throw refusal('api.invalid_field', { detail: '--json does not go with --follow' })
  const { client } = await signInClient(options)
  const kept: Uint8Array[] = []
  const onBytes = (bytes: Uint8Array) => void (options.json ? kept.push(bytes) : process.stdout.write(bytes))
  await readLeaseLog(client, { leaseId, isFollowed: options.follow, onBytes })
  if (options.json) printResult({ json: true, value: { leaseId, log: Buffer.concat(kept).toString() }, text: '' })
}
