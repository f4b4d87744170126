'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { SellerForm } from '#web/features/seller/SellerForm.tsx'
import { sellerQuery } from '#web/features/seller/sellerQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const waiting = <Skeleton width="100%" height={420} />

/** Shows the legal data of a provider, which the invoices of its customers contain. */
export function SellerView() {
  const t = useTranslations('seller')
  return (
    <main className="page p-settings">
      <header className="sh">
        <h1>{t('title')}</h1>
        <Link className="link t13" href="/provide">
          {t('back')}
        </Link>
      </header>
      <SignInGate waiting={waiting}>
        <SellerPanel />
      </SignInGate>
    </main>
  )
}

function SellerPanel() {
  const t = useTranslations('seller')
  const query = useQuery(sellerQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={waiting}>
      {({ seller }) => (
        <Panel title={t('details')}>
          <div className="panel-body">
            <SellerForm key={seller === null ? 'new' : 'stored'} seller={seller} />
          </div>
        </Panel>
      )}
    </QueryView>
  )
}
