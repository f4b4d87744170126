import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/** Makes these the SSH keys that an account keeps; wakes gateways, which close what a key opened that is gone. Call it in a transaction. Index: account_ssh_keys (account). */
export async function putAccountSshKeys(tx: Queryable, { account, lines }: { account: string; lines: readonly string[] }): Promise<void> {
  await tx.query('delete from account_ssh_keys where account = $1 and line <> all($2)', [account, lines])
  await tx.query('insert into account_ssh_keys (account, line) select $1, line from unnest($2::text[]) as line on conflict do nothing', [
    account,
    lines,
  ])
  await notify(tx, ['relays'])
}
