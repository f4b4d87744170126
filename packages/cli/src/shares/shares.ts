import type { Client } from '@infinitio/sdk'
import { refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

/** What `infinitio share` takes. */
export type ShareOptions = CommonOptions & { readonly use: boolean }

type Shares = Awaited<ReturnType<Client['getLeaseShares']>>
type Shared = { readonly leaseId: string; readonly address: string }

/** Shares a live lease, off chain. Throws `api.bad_address`, `lease.share_self`, `lease.share_provider`, `lease.share_exists`, `lease.shares_limit`, `lease.over`, `lease.not_holder`. */
export async function share({ leaseId, address }: Shared, options: ShareOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(await client.shareLease({ leaseId, account: teammate(address), right: options.use ? 'use' : 'watch' }), options)
}

/** Takes a share back; what it had open closes within about a second. Throws `api.bad_address`, `lease.share_unknown`, `lease.not_teammate`. */
export async function unshare({ leaseId, address }: Shared, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.unshareLease({ leaseId, account: teammate(address) })
  printResult({ json: options.json, value: { leaseId, account: address }, text: `Lease ${leaseId} is no longer shared with ${address}.` })
}

/** Lists whom a lease is shared with. Throws `lease.not_holder`, `lease.unknown`. */
export async function listShares(leaseId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(await client.getLeaseShares(leaseId), options)
}

function print(answer: Shares, { json }: CommonOptions): void {
  const rows = answer.shares.map(({ account, right, sharedAt, sshKeys }) => [
    ...[account, right, right === 'use' ? String(sshKeys) : '-', new Date(sharedAt * 1_000).toISOString().slice(0, 16)],
  ])
  const text = table([['wallet', 'may', 'SSH keys', 'since, UTC'], ...rows], { right: [2] })
  printResult({ json, value: answer, text: rows.length === 0 ? 'Shared with nobody.' : text })
}

function teammate(address: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw refusal('api.bad_address', { detail: `${address} is no address` })
  return address
}
