import { refusal } from '@infinitio/sdk'
import { readLeaseLog } from './readLeaseLog.ts'
import { searchLeaseLog } from './searchLeaseLog.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio logs` takes; `follow` goes on until the lease ends. */
export type LogsOptions = CommonOptions & { readonly follow: boolean; readonly search?: string; readonly matchCase: boolean }

/**
 * Prints the last 64 KiB of a lease's log: what its start script, its command and its machine wrote. With `--json` it is one line. With `search` it prints the lines of the
 * whole log that have this text instead, each once, with its number. Throws `lease.over`, `lease.unknown`, `auth.forbidden`.
 */
export async function logs(leaseId: string, options: LogsOptions): Promise<void> {
  if (options.json && options.follow) throw refusal('api.invalid_field', { detail: '--json does not go with --follow' })
  if (options.search !== undefined && options.follow) throw refusal('api.invalid_field', { detail: '--search does not go with --follow' })
  const { client, say } = await signInClient(options)
  if (options.search !== undefined)
    return searchLeaseLog(client, { leaseId, text: options.search, matchCase: options.matchCase, json: options.json, say })
  const kept: Uint8Array[] = []
  const onBytes = (bytes: Uint8Array) => void (options.json ? kept.push(bytes) : process.stdout.write(bytes))
  await readLeaseLog(client, { leaseId, isFollowed: options.follow, onBytes })
  if (options.json) printResult({ json: true, value: { leaseId, log: Buffer.concat(kept).toString() }, text: '' })
}
