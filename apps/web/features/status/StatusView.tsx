'use client'
import type { StatusWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { CircleCheck, CloudOff, Sprout, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { PartTable } from '#web/features/status/PartTable.tsx'
import { statusEveryMs, statusQuery } from '#web/features/status/statusQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'
import { clockText } from '#web/parts/format/clockText.ts'
import { emissionQuery } from '#web/parts/govern/emissionQueries.ts'
import { SignersMissing } from '#web/parts/govern/SignersMissing.tsx'

const icons = { ready: CircleCheck, degraded: TriangleAlert, down: CloudOff } as const

/** Shows the state of each part of the market, and asks for it every 2.5 s. While an answer is late, the last data remains visible with its time. */
export function StatusView() {
  const t = useTranslations('status')
  const status = useQuery(statusQuery(browserApi))
  return (
    <main className="page p-status">
      <header className="sh">
        <h1>{t('title')}</h1>
        <p className="t13 dim">{t('note')}</p>
        <ClockAhead />
      </header>
      <QueryView query={status} failed={t('failed')} skeleton={<StatusSkeleton />}>
        {(data) => (
          <>
            <Verdict status={data} isLate={status.isError} />
            {data.parts.orders.journalRows === 0 && <Fresh />}
            <SignersStatus />
            <PartTable parts={data.parts} />
          </>
        )}
      </QueryView>
      <p className="t13 dim more">
        {t.rich('more', {
          json: (words) => (
            <a className="link" href="/api/v1/status">
              {words}
            </a>
          ),
        })}
      </p>
    </main>
  )
}

function Verdict({ status: { status, time }, isLate }: { readonly status: StatusWire; readonly isLate: boolean }) {
  const t = useTranslations('status')
  const Icon = icons[status]
  return (
    <section className={clsx('panel verdict', status)} aria-label={t('whole')}>
      <Icon className="i" aria-hidden />
      <div role="status">
        <h2>{t(`verdict.${status}.title`)}</h2>
        <p>{t(`verdict.${status}.text`)}</p>
      </div>
      <p className="t12 dim asof">{t(isLate ? 'late' : 'asOf', { time: clockText(time), seconds: statusEveryMs / 1_000 })}</p>
    </section>
  )
}

/** Shows a note that the market is new and nothing has happened in it yet. */
function Fresh() {
  const t = useTranslations('status.empty')
  return (
    <div className="panel fresh">
      <StateBox
        kind="empty"
        icon={Sprout}
        title={t('title')}
        actions={
          <Button asChild>
            <Link href="/docs">{t('docs')}</Link>
          </Button>
        }
      >
        {t('text')}
      </StateBox>
    </div>
  )
}

/** Warns if validators cannot sign the rewards for serving leases. */
function SignersStatus() {
  const { data } = useQuery(emissionQuery(browserApi))
  if (data?.emission == null) return null
  return <SignersMissing emission={data.emission} now={data.blockTimestamp} />
}

/** Loading skeleton of the status page. */
function StatusSkeleton() {
  const t = useTranslations('status')
  return (
    <div className="skeltree stack g4">
      <p className="t13 dim" role="status">
        {t('asking')}
      </p>
      <div className="panel p-4">
        <Skeleton width="100%" height={44} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3, 4, 5, 6, 7].map((key) => (
          <Skeleton key={key} width="100%" height={40} />
        ))}
      </div>
    </div>
  )
}
