'use client'
import { useQueries } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { comparedNodeQuery } from '#web/features/compare/comparedNodeQuery.ts'
import { uncompareNode } from '#web/features/compare/comparedNodes.ts'
import { CompareTable } from '#web/features/compare/CompareTable.tsx'
import { addressOfComparison, type Comparison, comparisonFromParams } from '#web/features/compare/comparison.ts'
import { hoursText } from '#web/parts/format/hoursText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { hourChoices } from '#web/parts/search/hourChoices.ts'

/** Compares up to four machines. The address stores the machines and the hours. */
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
        {comparison.nodes.length > 0 && <HoursChoice comparison={comparison} />}
      </header>
      {comparison.nodes.length === 0 ? <NothingChosen /> : <SideBySide comparison={comparison} />}
    </main>
  )
}

function HoursChoice({ comparison }: { readonly comparison: Comparison }) {
  const t = useTranslations('compare')
  const id = useId()
  const choices = [...new Set([...hourChoices, comparison.hours])].sort((a, b) => a - b)
  return (
    <label className="row g2 t13" htmlFor={id}>
      <span className="dim nowrap">{t('hours')}</span>
      <SelectInput id={id} value={comparison.hours} onChange={(event) => show({ ...comparison, hours: Number(event.target.value) })}>
        {choices.map((hours) => (
          <option key={hours} value={hours}>
            {hoursText(hours)}
          </option>
        ))}
      </SelectInput>
    </label>
  )
}

function SideBySide({ comparison }: { readonly comparison: Comparison }) {
  const t = useTranslations('compare')
  const { nodes, hours } = comparison
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
      <CompareTable machines={machines} hours={hours} onRemove={remove} />
      <p className="t12 dim mt-3">{t('note')}</p>
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

/** Writes the comparison to the address, and the router follows it. */
function show(comparison: Comparison): void {
  window.history.replaceState(null, '', addressOfComparison(comparison))
}

function searchAddress({ hours, gpus }: Comparison): string {
  const params = [...(hours === 24 ? [] : [`hours=${hours}`]), ...(gpus === null ? [] : [`gpus=${gpus}`])]
  return params.length === 0 ? '/gpus' : `/gpus?${params.join('&')}`
}
