'use client'
import { useQueries } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { RentTogether } from '#web/features/compare/RentTogether.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { comparedNodeQuery } from '#web/features/compare/comparedNodeQuery.ts'
import { uncompareNode } from '#web/features/compare/comparedNodes.ts'
import { CompareTable } from '#web/features/compare/CompareTable.tsx'
import { addressOfComparison, type Comparison, comparisonFromParams, spanParams } from '#web/features/compare/comparison.ts'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { searchBounds } from '#web/parts/search/searchBounds.ts'

/** Compares up to four machines. The URL stores the machines and the length of the lease. */
export function CompareView() {
  const t = useTranslations('compare')
  const comparison = comparisonFromParams(new URLSearchParams(useSearchParams()))
  useLiveTopic('listings')
  return (
    <main className="page p-compare">
      <nav className="t13 dim" aria-label={t('breadcrumb')}>
        <Link className="link" href={searchAddress(comparison)}>
          {t('allNodes')}
        </Link>{' '}
        / {t('title')}
      </nav>
      <header className="hd row wrap between">
        <h1>{t('heading', { count: comparison.nodes.length })}</h1>
        {comparison.nodes.length > 0 && <LengthChoice comparison={comparison} />}
      </header>
      {comparison.nodes.length === 0 ? <NothingChosen /> : <SideBySide comparison={comparison} />}
    </main>
  )
}

function LengthChoice({ comparison }: { readonly comparison: Comparison }) {
  const t = useTranslations('compare')
  return (
    <DurationField
      label={t('length')}
      seconds={comparison.seconds}
      bounds={searchBounds}
      stepSeconds={60}
      onSeconds={(seconds) => show({ ...comparison, seconds })}
    />
  )
}

function SideBySide({ comparison }: { readonly comparison: Comparison }) {
  const t = useTranslations('compare')
  const { nodes, seconds } = comparison
  const queries = useQueries({ queries: nodes.map((node) => comparedNodeQuery(browserApi, node, comparison)) })
  const failed = queries.find(({ data, isError }) => data === undefined && isError)
  if (failed !== undefined) return <ErrorState title={t('failed')} error={failed.error} onRetry={() => void failed.refetch()} />
  const machines = nodes.flatMap((node, at) => {
    const detail = queries[at]?.data
    return detail === undefined ? [] : [{ node, detail }]
  })
  if (machines.length < nodes.length) return <TableSkeleton />
  function remove(node: string): void {
    uncompareNode(node)
    show({ ...comparison, nodes: nodes.filter((other) => other !== node) })
  }
  return (
    <>
      <CompareTable machines={machines} seconds={seconds} onRemove={remove} />
      <p className="t12 dim mt-3">{t('note')}</p>
      <RentTogether machines={machines} />
    </>
  )
}

function NothingChosen() {
  const t = useTranslations('compare.empty')
  return (
    <NothingHere icon={Scale} title={t('title')} ways={[{ href: '/gpus', label: t('find') }]}>
      {t('text')}
    </NothingHere>
  )
}

function TableSkeleton() {
  return (
    <div className="panel skeltree min-h-[620px] p-5" aria-hidden>
      <div className="stack g4">
        {[1, 2, 3, 4, 5, 6, 7, 8].map((line) => (
          <Skeleton key={line} width={`${90 - line * 4}%`} height={16} />
        ))}
      </div>
    </div>
  )
}

/** Writes the comparison to the URL. The Next router notices the change and renders the page again. */
function show(comparison: Comparison): void {
  window.history.replaceState(null, '', addressOfComparison(comparison))
}

function searchAddress({ seconds, gpus }: Comparison): string {
  const params = [...spanParams(seconds), ...(gpus === null ? [] : [`gpus=${gpus}`])]
  return params.length === 0 ? '/gpus' : `/gpus?${params.join('&')}`
}
