import type { LedgerActs } from '@infinitio/chain/react'
import type { Usage } from '#web/features/usage/readUsage.ts'

/** The properties of a form: the usage of the account, the actions of its wallet, and the function to call after an action. */
export type UsageActs = { readonly usage: Usage; readonly acts: LedgerActs; readonly onDone: () => void }
