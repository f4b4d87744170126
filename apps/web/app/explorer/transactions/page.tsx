import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TransactionList } from '#web/features/explorer/TransactionList.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('tab.transactions') }
}

/** `/explorer/transactions`: lists transactions, each described in a sentence. */
export default function TransactionsPage() {
  return <TransactionList />
}
