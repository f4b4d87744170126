import type { Address, Hex32 } from '@infinitio/domain'
import type { AdminCommand } from '@infinitio/matching'
import type { Successor } from './planMove.ts'

/** The last journal row that somebody outside may have seen: its number and, if known, its hash. The operator enters both. */
export type PublishedHead = { readonly seq: bigint; readonly hash: string | null }

/** One parsed command of the operator. */
export type AdminCall =
  | { readonly name: 'status' | 'books' }
  | { readonly name: 'audit-log'; readonly limit: number }
  | { readonly name: 'decide'; readonly word: string; readonly command: AdminCommand }
  | { readonly name: 'settlement show' | 'settlement retry'; readonly matchId: bigint }
  | { readonly name: 'review hide'; readonly number: bigint }
  | { readonly name: 'service hide' | 'service show'; readonly service: Address }
  | { readonly name: 'artefact remove'; readonly sha256: Hex32 }
  | { readonly name: 'shares' }
  | { readonly name: 'shares pay'; readonly keyFile: string }
  | { readonly name: 'rebuild-projections' | 'fence raise' }
  | { readonly name: 'backup'; readonly to: string }
  | { readonly name: 'move'; readonly successors: readonly Successor[] }
  | { readonly name: 'generation open'; readonly published: PublishedHead | null }
  | { readonly name: 'restore'; readonly from: string; readonly published: PublishedHead | null }

/** Usage text of the operator's program: one line for each command. */
export const adminUsage = `Usage: npm run admin -- COMMAND [--reason "why"] [--who NAME] [--json]

  status                        where everything stands
  books                         compare journal, book, rows and chain
  audit-log [--limit N]         who did what, newest first
  halt | resume | cancel-only   no new matches | everything | cancels only
  delist NODE | relist NODE     hide a machine's asks, or show them again
  block ACCOUNT | unblock ACCOUNT
                                refuse new orders and holds of an account, never an exit
  settlement show MATCH         a match, its transactions and its lease
  settlement retry MATCH        send a match anew whose transaction is lost
  review hide NUMBER            hide the text of a review or an answer; --reason is public
  service hide SERVICE | service show SERVICE
                                hide an AI service from the pages (--reason is public), or show it again
  artefact remove SHA256        delete a stored file of every account that has it
  shares                        what the operator pays providers for time that nobody can explain
  shares pay --key-file FILE    pay it with this key; see SHARE_SENDER for automatic payments
  rebuild-projections           drop every folded row, fold journal and logs again, compare with the chain
  fence raise                   make the running matcher give up; its supervisor starts it again
  backup --to FOLDER            everything that cannot be folded again, without secrets
  restore --from FOLDER [--published SEQ[:HASH]]
                                into a market that does not run; names what was lost
  move ENTRY=ADDRESS …          print the calls that move the market to new contracts
  generation open [--published SEQ[:HASH]]
                                the same naming, after a point-in-time recovery of the database
  templates refresh [--only TEMPLATE]… [--file FILE] [--mirror REGISTRY=URL]… [--image TEMPLATE=IMAGE:TAG]…
                                ask registries for the digests of template images; needs no market

Commands that change something need --reason. What they did stands in the audit log.`

/** Returns true for a command that changes something. For these, the operator must give a reason. */
export function needsReason({ name }: AdminCall): boolean {
  return !['status', 'books', 'audit-log', 'settlement show', 'shares', 'backup', 'move'].includes(name)
}

/** Returns the name under which a command is stored in the audit log. */
export function commandName(call: AdminCall): string {
  return call.name === 'decide' ? call.word : call.name
}
