import type { LedgerActs } from '@infinitio/chain/react'
import type { Usage } from '#web/features/usage/readUsage.ts'

/**
 * The properties of a form for usage: the usage of the account, the functions with which its wallet acts, and the function to call after an action. `origins`
 * are the servers of AI models that this page may call.
 */
export type UsageActs = { readonly usage: Usage; readonly acts: LedgerActs; readonly origins: readonly string[]; readonly onDone: () => void }
