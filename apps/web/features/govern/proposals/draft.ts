import type { Governing } from '@infinitio/chain/react'
import type { MoneyLine } from '#web/parts/transaction/MoneyLines.tsx'

/** What is typed in the fields of a kind of proposal, by field. */
export type Typed = Readonly<Record<string, string>>

/** What comes of what is typed: the calls, once they are whole and change something, and what they change in words. */
export type Draft = { readonly calls: Parameters<Governing['propose']>[0]['calls'] | null; readonly lines: readonly MoneyLine[] }
