'use client'
import { bidTypedData } from '@infinitio/domain'
import type { CatalogueWire, ChainWire, WalletWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useMemo } from 'react'
import { SignBar } from '#web/features/booking/SignBar.tsx'
import { SignFrame, SignPreparing } from '#web/features/booking/SignFrame.tsx'
import { TypedDataFoot } from '#web/features/booking/TypedDataFoot.tsx'
import { type ClusterOrder, clusterBid } from '#web/features/cluster/clusterBid.ts'
import { type ClusterPlan, machinesWithoutNetwork } from '#web/features/cluster/planCluster.ts'
import { ClusterSentences } from '#web/features/cluster/ClusterSentences.tsx'
import { useMarketBack } from '#web/features/health/useMarketState.ts'
import { bidQuote } from '#web/features/order-ticket/bidQuote.ts'
import { type BidSetting, usePlaceBid } from '#web/features/order-ticket/usePlaceBid.ts'
import { secretWorkload } from '#web/features/secrets/secretWorkload.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isAway } from '#web/parts/api/problem.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { type LeaseSetup, setupProblem, workloadOf } from '#web/parts/lease-setup/leaseSetup.ts'
import { noteSignedAt } from '#web/parts/order/signedAt.ts'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

type ClusterSignProps = {
  /** Null until the cluster has a price. */
  readonly order: ClusterOrder | null
  /** Sentence about the first field that needs correction; null if all fields are valid. */
  readonly problem: string | null
  /** True if the order has the duration that its field shows. Nothing can be signed before. */
  readonly isTimeSent: boolean
  readonly gpuClass: CatalogueWire['classes'][number]
  /** The machines that match now; null while they are not known, or if too few match. */
  readonly plan: ClusterPlan | null
  readonly setup: LeaseSetup
  readonly onPlaced: (orderHash: string) => void
}

/** Shows the cluster order in words and the sign button. One click shows the EIP-712 data that the wallet signs. */
export function ClusterSign(props: ClusterSignProps) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const { data: wallet } = useQuery(walletQuery(browserApi))
  return (
    <SignFrame>
      <WalletBoundary waiting={<SignPreparing />}>
        {props.problem !== null ? (
          <WrongField problem={props.problem} />
        ) : props.order === null || chain === undefined || wallet === undefined ? (
          <SignPreparing />
        ) : (
          <SignBody {...props} order={props.order} chain={chain} wallet={wallet} />
        )}
      </WalletBoundary>
    </SignFrame>
  )
}

/** Shows which field is wrong, and the sign button, which is disabled until the field is corrected. */
function WrongField({ problem }: { readonly problem: string }) {
  const t = useTranslations('cluster')
  const reasonId = useId()
  return (
    <>
      <p className="t13 warn" id={reasonId}>
        {problem}
      </p>
      <SignBar
        totalLabel={t('lockAtMost')}
        total="–"
        label={t('sign')}
        disabled
        describedBy={reasonId}
        onSign={() => undefined}
        problem={<p className="only-phone t13 warn">{problem}</p>}
      />
    </>
  )
}

type SignBodyProps = ClusterSignProps & { readonly order: ClusterOrder; readonly chain: ChainWire; readonly wallet: WalletWire }

function SignBody({ order, isTimeSent, gpuClass, plan, setup, onPlaced, chain, wallet }: SignBodyProps) {
  const t = useTranslations('book.sign')
  const tCluster = useTranslations('cluster')
  const workload = useMemo(() => secretWorkload(workloadOf(setup), setup.secrets), [setup])
  const placing = usePlaceBid({
    shown: chain,
    onPlaced: ({ orderHash }) => {
      noteSignedAt(orderHash)
      onPlaced(orderHash)
    },
  })
  useMarketBack(() => {
    if (placing.isError && isAway(placing.error)) placing.reset()
  })
  const bidOf = (setting: BidSetting) => clusterBid(order, { ...setting, workloadHash: workload.workloadHash })
  const bid = bidOf({ renter: wallet.account, nonce: BigInt(wallet.nextNonce.bid), chain })
  const problem = setupProblem(setup)
  const without = plan === null ? 0 : machinesWithoutNetwork(plan)
  const startAt = order.startHour === null ? null : order.startHour * 3_600
  const sign = () =>
    placing.mutate({ bidOf, workload, rank: 'price', replaces: null, leaseName: setup.name.trim(), fundsNeeded: bidQuote(bid).total })
  return (
    <>
      <ClusterSentences bid={bid} className={gpuClass.name} keyCount={workload.workload.sshKeys.length} startAt={startAt} />
      {without > 0 && <p className="t13 warn">{tCluster('withoutNetwork', { without })}</p>}
      {problem !== null && <p className="t13 warn">{t(problem)}</p>}
      <SignBar
        totalLabel={tCluster('lockAtMost')}
        total={lineTexts(bidQuote(bid), { isMost: true }).total}
        label={placing.isPending ? t('signing') : tCluster('sign')}
        disabled={problem !== null || !isTimeSent || placing.isPending}
        onSign={sign}
        problem={placing.isError ? <SigningProblemCallout error={placing.error} /> : null}
      />
      <TypedDataFoot signatures={1} data={bidTypedData(bid, signingDomainOf(chain))} />
    </>
  )
}
