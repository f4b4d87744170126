'use client'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { FundButton } from '#web/parts/faucet/FundButton.tsx'

/** G to try things out with, on the development chain only: they come with the test money, once a day. */
export function TestG({ account }: { readonly account: string }) {
  const t = useTranslations('govern.testG')
  return (
    <Panel title={t('title')} end={<Badge tone="warn">{t('developmentChain')}</Badge>}>
      <div className="panel-body stack g3">
        <FundButton account={account} label={t('fund')} />
      </div>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
