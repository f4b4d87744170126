import { type CommonOptions, signInClient } from '../context/settings.ts'
import { askYes } from '../terminal/askYes.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio account delete` takes. */
export type DeleteAccountOptions = CommonOptions & { readonly yes: boolean }

/**
 * Says what would go, asks, deletes what the market keeps about the wallet, and prints what went, what stays and why. Throws `account.leases_live`
 * while the wallet has leases that are not closed.
 */
export async function deleteAccount(options: DeleteAccountOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const question = `Sessions, lease names, saved searches, workloads, machine profiles and readings of ${wallet.address} are deleted for good; the chain and the journal keep what they have. Delete?`
  if (!options.yes && !(await askYes(question))) return
  const result = await client.deleteAccount()
  const gone = Object.entries(result.deleted).map(([what, count]) => `  ${what}: ${count}`)
  const kept = result.kept.map(({ what, why }) => `  ${what}: ${why}`)
  printResult({ json: options.json, value: result, text: ['Deleted, rows:', ...gone, 'What stays, and why:', ...kept].join('\n') })
}
