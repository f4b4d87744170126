'use client'
import { useQueries } from '@tanstack/react-query'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { clearCompared, uncompareNode } from '#web/features/compare/comparedNodes.ts'
import { comparedNodeQuery } from '#web/features/compare/comparedNodeQuery.ts'
import { addressOfComparison, type Comparison } from '#web/features/compare/comparison.ts'
import { mostCompared } from '#web/features/compare/nodesOf.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'

/** Shows the chosen machines below a wide list, each with a remove button, and links to the comparison. */
export function CompareBar(comparison: Comparison) {
  const t = useTranslations('compare')
  const { nodes } = comparison
  const found = useQueries({ queries: nodes.map((node) => comparedNodeQuery(browserApi, node, comparison)) })
  return (
    <section className="cbar only-desk" aria-label={t('bar')}>
      <b className="nowrap" aria-live="polite">
        {t('count', { count: nodes.length, most: mostCompared })}
      </b>
      {nodes.map((node, at) => {
        const detail = found[at]?.data
        const title = detail ? nodeTitle(detail) : shortHex(node)
        return (
          <span key={node} className="cslot">
            <span className="clip">{title}</span>
            <span className="dim nowrap">
              {detail?.listing ? <HourPrice perGpuSecond={detail.listing.ask.pricePerGpuSecond} /> : detail !== undefined && t('notFree')}
            </span>
            <Button tone="ghost" shape="icon" size="sm" aria-label={t('remove', { title })} onClick={() => uncompareNode(node)}>
              <X className="i s" aria-hidden />
            </Button>
          </span>
        )
      })}
      {nodes.length < mostCompared && <span className="cslot none">{t('addMore')}</span>}
      <span className="grow" />
      <Button tone="ghost" onClick={clearCompared}>
        {t('clear')}
      </Button>
      <Button asChild tone="primary">
        <Link href={addressOfComparison(comparison)}>{t('open')}</Link>
      </Button>
    </section>
  )
}
