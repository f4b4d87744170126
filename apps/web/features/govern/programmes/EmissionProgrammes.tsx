'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { programmesQuery } from '#web/parts/govern/emissionQueries.ts'
import { ProgrammesPanel } from '#web/features/govern/programmes/ProgrammesPanel.tsx'

/** What programmes pay besides rebates, and the way to fund one. */
export function EmissionProgrammes() {
  const t = useTranslations('govern.programmes')
  const query = useQuery(programmesQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={160} />}>
      {({ items, blockTimestamp }) => (
        <div className="stack g2">
          <ProgrammesPanel items={items} now={blockTimestamp} />
          <Link className="link t13" href="/govern/programmes">
            {t('toFund')}
          </Link>
        </div>
      )}
    </QueryView>
  )
}
