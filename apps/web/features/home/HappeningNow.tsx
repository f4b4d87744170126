'use client'
import type { MinedTransactionWire } from '@infinitio/domain/wire'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, CircleCheck, Clock, Server, ShieldAlert, Terminal, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { transactionsQuery } from '#web/parts/explorer/explorerQueries.ts'
import { type TransactionLabel, type TransactionLabelName, transactionLabelOf } from '#web/parts/explorer/transactionLabelOf.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { clockText, dayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

const everyMs = 5_000
const most = 11
const placesOfRows = Array.from({ length: most }, (_, place) => place)

/** Lists the events that a visitor understands without knowing the contracts. The explorer shows all others. */
const told = {
  Settled: Server,
  LeaseReady: Terminal,
  LeaseExtended: Clock,
  LeaseEnded: Undo2,
  LeaseClosed: CircleCheck,
  CompensationPaid: ShieldAlert,
  NodeRegistered: Server,
  LeaseTokenMoved: ArrowLeftRight,
} as const satisfies Partial<Record<TransactionLabelName, unknown>>

type Told = keyof typeof told

/** Lists the newest transactions of leases and machines in plain sentences with links. */
export function HappeningNow() {
  const t = useTranslations('home.happening')
  const list = useInfiniteQuery({ ...transactionsQuery(browserApi), refetchInterval: everyMs })
  const market = useQuery(marketQuery(browserApi, null))
  const rows = list.data?.pages
    .flatMap(({ items }) => items)
    .map((transaction) => ({ transaction, label: transactionLabelOf(transaction.logs) }))
    .filter((row): row is ToldRow => row.label.name in told)
    .slice(0, most)
  return (
    <section aria-label={t('title')}>
      <header className="sh">
        <h2>{t('title')}</h2>
        {market.data?.classes.some(({ figures }) => figures.simulated) && <SimulatedMarket />}
        <Link className="end link t13" href="/explorer/transactions">
          {t('all')}
        </Link>
      </header>
      <ul className="panel now" aria-busy={list.isPending}>
        {rows?.map(({ transaction, label }) => (
          <Row key={transaction.hash} transaction={transaction} label={label} />
        ))}
        {list.isPending && placesOfRows.map((place) => <PendingRow key={place} />)}
        {rows?.length === 0 && <li className="none">{t('empty')}</li>}
        {list.isError && rows === undefined && <li className="none">{t('failed')}</li>}
      </ul>
    </section>
  )
}

type ToldRow = { readonly transaction: MinedTransactionWire; readonly label: TransactionLabel & { readonly name: Told } }

function Row({ transaction: { hash, at, final }, label: { name, times, amount } }: ToldRow) {
  const t = useTranslations('home.happening')
  const Icon = told[name]
  return (
    <li>
      <time className="dim mono t12" title={dayText(at)}>
        {clockText(at)}
      </time>
      <Icon className="i" size={16} aria-hidden />
      <div>
        <Link href={`/tx/${hash}`}>
          <b>{t(`deed.${name}`, { count: times })}</b>
        </Link>
        <span className="dim t12 mono">
          {amount !== null && amount > 0n && `${amountText(amount)} PT · `}
          {shortHex(hash)}
        </span>
      </div>
      <FinalBadge final={final} />
    </li>
  )
}

function PendingRow() {
  return (
    <li aria-hidden>
      <Skeleton width={48} height={12} />
      <Skeleton width={16} height={16} />
      <div>
        <Skeleton width="80%" height={14} />
      </div>
      <Skeleton width={56} height={20} />
    </li>
  )
}
