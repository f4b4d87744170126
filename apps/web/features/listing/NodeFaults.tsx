'use client'
import { listNodeFaults } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { FaultTable } from '#web/features/provider-page/ProviderFaults.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'

/** Lists the faults that the provider caused on one machine, and the leases on it that the provider ended, newest first. */
export function NodeFaults({ node }: { readonly node: string }) {
  const t = useTranslations('listing.faults')
  const query = useQuery({ queryKey: ['node-faults', node], queryFn: () => listNodeFaults(browserApi, node) })
  return (
    <section className="blk" aria-labelledby="faults">
      <header>
        <h2 id="faults">{t('title')}</h2>
        <p>{t('text')}</p>
        <Link className="end link t13" href="/docs/guides/faults">
          {t('guide')}
        </Link>
      </header>
      <QueryView query={query} failed={t('failed')} skeleton={<div className="panel min-h-24" aria-hidden />}>
        {({ items }) => (
          <div className="panel">
            {items.length === 0 ? <p className="panel-body t13 dim">{t('none')}</p> : <FaultTable faults={items} isOfNode />}
          </div>
        )}
      </QueryView>
    </section>
  )
}
