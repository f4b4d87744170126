'use client'
import type { ChainWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'

/** Shows how a person with a bank card gets PT. On the development chain, it shows that all money is test money. */
export function GetPt({ chain: { chainId, developmentChain, addresses } }: { readonly chain: ChainWire }) {
  const t = useTranslations('wallet.getPt')
  const tStates = useTranslations('states')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack t13">
        {developmentChain ? (
          <p>{t('testMoney')}</p>
        ) : (
          <>
            <ol className="stack list-decimal pl-5">
              <li>{t('buy', { chainId: String(chainId) })}</li>
              <li>{t('mint')}</li>
              <li>{t('deposit')}</li>
            </ol>
            <p className="row g1">
              <span>{t('coin')}</span>
              <code className="mono clip">{addresses.stablecoin}</code>
              <CopyButton text={addresses.stablecoin} label={tStates('copyNamed', { what: t('coin') })} doneLabel={tStates('copied')} />
            </p>
          </>
        )}
        <p>
          <Link className="link" href="/docs/guides/money#get-pt-with-a-bank-card">
            {t('more')}
          </Link>
        </p>
      </div>
    </Panel>
  )
}
