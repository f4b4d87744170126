'use client'
import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { publicAccountQuery } from '#web/parts/explorer/explorerQueries.ts'
import { LeaseList } from '#web/features/explorer/LeaseList.tsx'
import { NodeList } from '#web/features/explorer/NodeList.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { ReviewsPanel } from '#web/parts/reviews/ReviewsPanel.tsx'

/** Shows the chain data of an account: balance, bond, machines and leases. */
export function AccountView({ account }: { readonly account: string }) {
  const t = useTranslations('explorer.account')
  const tBalance = useTranslations('balances')
  const tStates = useTranslations('states')
  const known = useQuery(publicAccountQuery(browserApi, account))
  return (
    <div className="stack g4">
      <QueryView query={known} failed={t('failed')} skeleton={<Skeleton width="100%" height={180} />}>
        {({ balance, fees, bonded, isProvider, listed, simulated, updatedBlock }) => (
          <Panel
            title={t('title')}
            note={updatedBlock === null ? t('unknown') : undefined}
            end={
              isProvider && (
                <Link className="link t13" href={`/providers/${account}`}>
                  {t('record')}
                </Link>
              )
            }
          >
            <dl className="kv left panel-body">
              <dt>{t('address')}</dt>
              <dd className="row mono">
                <span className="break-all">{account}</span>
                <CopyButton text={account} label={tStates('copyNamed', { what: t('address') })} doneLabel={tStates('copied')} />
                {simulated && <span className="badge simulated nowrap">{t('simulated')}</span>}
              </dd>
              <dt>{tBalance('market')}</dt>
              <dd>
                {t('pt', { amount: amountText(BigInt(balance)) })}
                <About units={balance} />
              </dd>
              {isProvider && (
                <>
                  <dt>{tBalance('bond')}</dt>
                  <dd>
                    {t(listed ? 'bondListed' : 'bondShort', { amount: amountText(BigInt(bonded)) })}
                    <About units={bonded} />
                  </dd>
                  <dt>{t('fees')}</dt>
                  <dd>
                    {t('pt', { amount: amountText(BigInt(fees)) })}
                    <About units={fees} />
                  </dd>
                </>
              )}
            </dl>
          </Panel>
        )}
      </QueryView>
      {known.data?.isProvider === true && <NodeList provider={account} />}
      {known.data !== undefined && <LeaseList account={account} />}
      {known.data !== undefined && <AccountReviews account={account} />}
    </div>
  )
}

/** Shows the reviews that providers wrote about an account as a renter, and the reviews that the account wrote. */
function AccountReviews({ account }: { readonly account: string }) {
  const t = useTranslations('reviews')
  return (
    <>
      {(['renter', 'author'] as const).map((of) => (
        <section key={of} className="stack g2">
          <h2>{t(`ofAccount.${of}`)}</h2>
          <ReviewsPanel subject={{ of, id: account }} />
        </section>
      ))}
    </>
  )
}
