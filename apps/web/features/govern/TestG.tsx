'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { FundingLine } from '#web/features/session/FundingLine.tsx'

/** G to try things out with, on the development chain only: they come with the test money, once a day. */
export function TestG({ account }: { readonly account: string }) {
  const t = useTranslations('govern.testG')
  const [isAsked, setIsAsked] = useState(false)
  return (
    <Panel title={t('title')} end={<Badge tone="warn">{t('developmentChain')}</Badge>}>
      <div className="panel-body stack g3">
        {isAsked ? (
          <FundingLine account={account} />
        ) : (
          <Button full onClick={() => setIsAsked(true)}>
            {t('fund')}
          </Button>
        )}
      </div>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
