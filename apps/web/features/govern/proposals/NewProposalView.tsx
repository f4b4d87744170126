'use client'
import type { GovernAccountWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import type { Typed } from '#web/features/govern/proposals/actDraft.ts'
import { ProposeSkeleton } from '#web/features/govern/proposals/ProposeSkeleton.tsx'
import { governAccountQuery, governQuery, parametersQuery } from '#web/parts/govern/governQueries.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { RulesPanel } from '#web/features/govern/proposals/RulesPanel.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const ProposeForm = dynamic(() => import('#web/features/govern/proposals/ProposeForm.tsx').then((module) => module.ProposeForm), {
  ssr: false,
  loading: () => <ProposeSkeleton />,
})

/** The page that proposes a change. The URL can set the initial values of the fields. */
export function NewProposalView({ start }: { readonly start: Typed }) {
  return (
    <SignInGate purpose="govern" waiting={<NewProposalSkeleton />}>
      <NewProposal start={start} />
    </SignInGate>
  )
}

function NewProposal({ start }: { readonly start: Typed }) {
  const t = useTranslations('govern')
  const account = useAccount() ?? ''
  const govern = useQuery(governQuery(browserApi))
  const mine = useQuery({ ...governAccountQuery(browserApi, account), enabled: account !== '' })
  const parameters = useQuery(parametersQuery(browserApi))
  const chain = useQuery(chainQuery(browserApi))
  return (
    <QueryView query={govern} failed={t('failed')} skeleton={<NewProposalSkeleton />}>
      {({ dao }) =>
        dao === null ? (
          <NoDao />
        ) : (
          <QueryView query={parameters} failed={t('parameters.failed')} skeleton={<NewProposalSkeleton />}>
            {({ items }) => (
              <QueryView query={chain} failed={t('failed')} skeleton={<NewProposalSkeleton />}>
                {({ addresses }) => (
                  <div className="gl">
                    {/* Each account and each link has its own draft, so another one needs a new form. */}
                    <ProposeForm
                      key={`${account} ${JSON.stringify(start)}`}
                      {...{ account, dao, addresses, start }}
                      parameters={items}
                      free={freeOf(mine.data?.stake)}
                    />
                    <aside className="stack g4">
                      <RulesPanel rules={dao.rules} />
                    </aside>
                  </div>
                )}
              </QueryView>
            )}
          </QueryView>
        )
      }
    </QueryView>
  )
}

function NewProposalSkeleton() {
  return (
    <div className="gl skeltree" aria-hidden>
      <ProposeSkeleton />
      <div className="panel p-4">
        <Skeleton width="100%" height={280} />
      </div>
    </div>
  )
}

/** Returns the part of a stake that no proposal has locked. Null while the stake is unknown. */
function freeOf(stake: GovernAccountWire['stake'] | undefined): bigint | null {
  return stake === undefined || stake === null ? null : BigInt(stake.staked) - BigInt(stake.bonded)
}
