'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { type Emission, emissionAccountQuery } from '#web/parts/govern/emissionQueries.ts'
import { gText } from '#web/parts/govern/tokenText.ts'

const ClaimForm = dynamic(() => import('#web/features/govern/emission/ClaimForm.tsx').then((module) => module.ClaimForm), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={160} />,
})

/** Shows the rewards (emission) of an account: those already paid, those that can be claimed now, and those that are not final yet. */
export function EmissionClaim({ account, emission }: { readonly account: string | null | undefined; readonly emission: Emission }) {
  const t = useTranslations('govern.emission')
  return (
    <Panel title={t('claimTitle')}>
      {account === null ? <p className="panel-body t13 dim">{t('signedOut')}</p> : <Figures account={account} emission={emission} />}
    </Panel>
  )
}

function Figures({ account, emission }: { readonly account: string | undefined; readonly emission: Emission }) {
  const t = useTranslations('govern.emission')
  const { data, isError } = useQuery({ ...emissionAccountQuery(browserApi, account ?? ''), enabled: account !== undefined })
  if (isError) return <p className="panel-body t13 dim">{t('mineFailed')}</p>
  if (data === undefined)
    return (
      <div className="panel-body">
        <Skeleton width="100%" height={120} />
      </div>
    )
  const { claim, claimed, pending, staked } = data
  const finalAt = emission.epochs.find(({ state }) => state !== 'final')?.finalAt
  const least = BigInt(emission.leastG) * 10n ** 18n
  return (
    <div className="panel-body stack g4">
      <dl className="kv">
        <dt>{t('claimable')}</dt>
        <dd>
          <b>{exactAmountText(BigInt(claim?.amount ?? 0))} PT</b>
        </dd>
        <dt>{t('pending')}</dt>
        <dd>
          {exactAmountText(BigInt(pending))} PT
          {pending !== '0' && finalAt !== undefined && <div className="t12 dim">{t('finalAt', { moment: momentText(finalAt) })}</div>}
        </dd>
        <dt>{t('paid')}</dt>
        <dd>{exactAmountText(BigInt(claimed))} PT</dd>
      </dl>
      {BigInt(staked) < least && <p className="t13 dim">{t('bond', { least: gText(least), staked: gText(staked) })}</p>}
      {claim !== null && BigInt(staked) >= least && (
        <ClaimForm contract={emission.contract} provider={data.account} claim={claim} claimed={claimed} />
      )}
    </div>
  )
}
