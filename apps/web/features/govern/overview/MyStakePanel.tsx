'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { governAccountQuery } from '#web/parts/govern/governQueries.ts'
import { bpsText, gText } from '#web/parts/govern/gText.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** One's own part of it, with the way to the page where it is changed. */
export function MyStakePanel({ interestBps }: { readonly interestBps: number }) {
  const t = useTranslations('govern.mine')
  const account = useAccount()
  return (
    <Panel title={t('title')}>
      {account === null ? <p className="panel-body t13 dim">{t('signedOut')}</p> : <Figures account={account} interestBps={interestBps} />}
      <p className="panel-foot">
        <Link className="link" href="/govern/staking">
          {t('open')}
        </Link>
      </p>
    </Panel>
  )
}

function Figures({ account, interestBps }: { readonly account: string | undefined; readonly interestBps: number }) {
  const t = useTranslations('govern.mine')
  const { data } = useQuery({ ...governAccountQuery(browserApi, account ?? ''), enabled: account !== undefined })
  const stake = data?.stake
  if (stake === undefined || stake === null)
    return (
      <div className="panel-body">
        <Skeleton width="100%" height={92} />
      </div>
    )
  return (
    <dl className="kv panel-body">
      <dt>{t('staked')}</dt>
      <dd>
        <b>{gText(stake.staked)}</b>
      </dd>
      <dt>{t('votes')}</dt>
      <dd>{gText(stake.votes)}</dd>
      <dt>{t('interest')}</dt>
      <dd>{t('rate', { rate: bpsText(interestBps) })}</dd>
      <dt>{t('earned')}</dt>
      <dd>{gText(stake.interest)}</dd>
    </dl>
  )
}
