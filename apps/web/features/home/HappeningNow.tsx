'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, CircleCheck, Clock, Server, ShieldAlert, Terminal, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type Happening, happeningQuery, type VisitorEvent } from '#web/features/home/happeningQuery.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { clockText, dayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

const everyMs = 5_000
const placesOfRows = Array.from({ length: 11 }, (_, place) => place)

const icons: Readonly<Record<VisitorEvent, typeof Server>> = {
  Settled: Server,
  LeaseReady: Terminal,
  LeaseExtended: Clock,
  LeaseEnded: Undo2,
  LeaseClosed: CircleCheck,
  CompensationPaid: ShieldAlert,
  NodeRegistered: Server,
  LeaseTokenMoved: ArrowLeftRight,
}

/** Lists the newest transactions of leases and machines in plain sentences with links. */
export function HappeningNow() {
  const t = useTranslations('home.happening')
  const list = useQuery({ ...happeningQuery(browserApi), refetchInterval: everyMs })
  const market = useQuery(marketQuery(browserApi, null))
  const rows = list.data
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
        {rows?.map((happening) => (
          <Row key={happening.hash} {...happening} />
        ))}
        {list.isPending && placesOfRows.map((place) => <PendingRow key={place} />)}
        {rows?.length === 0 && <li className="none">{t('empty')}</li>}
        {list.isError && rows === undefined && <li className="none">{t('failed')}</li>}
      </ul>
    </section>
  )
}

function Row({ hash, at, final, event, times, amount }: Happening) {
  const t = useTranslations('home.happening')
  const Icon = icons[event]
  return (
    <li>
      <time className="dim mono t12" title={dayText(at)}>
        {clockText(at)}
      </time>
      <Icon className="i" size={16} aria-hidden />
      <div>
        <Link href={`/tx/${hash}`}>
          <b>{t(`deed.${event}`, { count: times })}</b>
        </Link>
        <span className="dim t12 mono">
          {amount !== null && amount !== '0' && `${amountText(BigInt(amount))} PT · `}
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
