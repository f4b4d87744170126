import type { LedgerActs } from '@infinitio/chain/react'
import type { Usage } from '#web/features/usage/readUsage.ts'

/** The usage that a form acts on, the wallet's acts, and the function that it calls afterwards. */
export type UsageActs = { readonly usage: Usage; readonly acts: LedgerActs; readonly onDone: () => void }
