import type { Queryable } from '../client/queryable.ts'

/** The SSH keys that an account keeps, OpenSSH lines, oldest first. Index: account_ssh_keys (account). Takes no lock. */
export async function listAccountSshKeys(db: Queryable, { account }: { account: string }): Promise<string[]> {
  const rows = await db.query<{ line: string }>('select line from account_ssh_keys where account = $1 order by created_at, line', [account])
  return rows.map((row) => row.line)
}
