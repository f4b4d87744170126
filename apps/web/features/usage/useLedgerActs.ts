import { decodeLedgerError } from '@infinitio/chain'
import { type LedgerActs, useLedger } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import { useMemo } from 'react'
import type { Usage } from '#web/features/usage/readUsage.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { TranslatedRefusal } from '#web/parts/transaction/walletProblemOf.ts'

/** Returns the actions of the wallet at the service ledger. If the contract rejects one, it throws the translated sentence of the error. */
export function useLedgerActs({ ledger, pToken }: Usage, account: string): LedgerActs {
  const acts = useLedger({ ledger, pToken }, address(account.toLowerCase()))
  return useMemo(
    () => ({
      deposit: (amount) => spoken(acts.deposit(amount)),
      withdraw: (amount) => spoken(acts.withdraw(amount)),
      fund: (filling) => spoken(acts.fund(filling)),
      exit: (leaving) => spoken(acts.exit(leaving)),
      finish: (channel) => spoken(acts.finish(channel)),
      signExit: (leaving) => acts.signExit(leaving),
      release: (closing) => spoken(acts.release(closing)),
    }),
    [acts],
  )
}

async function spoken<Answer>(sending: Promise<Answer>): Promise<Answer> {
  try {
    return await sending
  } catch (error) {
    const refused = decodeLedgerError(error)
    if (refused === null) throw error
    throw new TranslatedRefusal(sentenceOf(refused.code), { cause: error })
  }
}
