'use client'
import { feesIn } from '@infinitio/domain'
import type { LeaseDiskWire, LeaseWire, SnapshotWire } from '@infinitio/domain/wire'
import { type MovePlan, planMoves, startMove } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { lastOwnSnapshot } from '#web/features/disk/diskQuery.ts'
import { isNoDearer, MachineChoice } from '#web/features/disk/MachineChoice.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { Amount } from '#web/parts/format/Amount.tsx'
import { Balance } from '#web/parts/format/Balance.tsx'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { useFeeName } from '#web/parts/price/FeeLines.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type MoveDialogProps = { readonly lease: LeaseWire; readonly disk: LeaseDiskWire; readonly onClose: () => void }

/** Shows the machines that can take the workload and the cost of each, before the renter signs. */
export function MoveDialog({ lease, disk, onClose }: MoveDialogProps) {
  const t = useTranslations('lease.disk.moveDialog')
  const { leaseId } = lease
  const query = useQuery({ queryKey: ['move-plans', leaseId], queryFn: () => planMoves(browserApi, { leaseId }), staleTime: 0 })
  const last = lease.lost === null ? null : lastOwnSnapshot(disk)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: leaseTitle(lease) })} description={t('text')}>
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={320} />}>
        {(plans) => (plans.length === 0 ? <NoMachine onClose={onClose} /> : <Plans plans={plans} snapshot={last} onClose={onClose} />)}
      </QueryView>
    </Dialog>
  )
}

function NoMachine({ onClose }: Pick<MoveDialogProps, 'onClose'>) {
  const t = useTranslations('lease.disk.moveDialog')
  return (
    <div className="stack g4">
      <p className="t13" role="status">
        {t('none')}
      </p>
      <div className="row">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </div>
  )
}

type PlansProps = { readonly plans: readonly MovePlan[]; readonly snapshot: SnapshotWire | null; readonly onClose: () => void }

/** Preselects the best machine if its price is not higher than that of the current lease. The renter must choose a dearer machine explicitly. */
function Plans({ plans, snapshot, onClose }: PlansProps) {
  const t = useTranslations('lease.disk.moveDialog')
  const [node, setNode] = useState<string | null>(null)
  const best = plans[0] !== undefined && isNoDearer(plans[0]) ? plans[0] : null
  const plan = plans.find(({ listing }) => listing.node === node) ?? best
  return (
    <div className="stack g4">
      <MachineChoice plans={plans} chosen={plan} onChosen={({ listing }) => setNode(listing.node)} />
      {plan !== null && (
        <>
          <MoveBill plan={plan} />
          <p className="t13">{snapshot === null ? t('still') : t('lost', { at: momentText(snapshot.takenAt ?? snapshot.createdAt) })}</p>
          <p className="t12 dim">{t('signatures')}</p>
          <WalletBoundary waiting={null}>
            <SignPart plan={plan} snapshot={snapshot} onClose={onClose} />
          </WalletBoundary>
        </>
      )}
    </div>
  )
}

type SignPartProps = { readonly plan: MovePlan; readonly snapshot: SnapshotWire | null; readonly onClose: () => void }

function SignPart({ plan, snapshot, onClose }: SignPartProps) {
  const t = useTranslations('lease.disk.moveDialog')
  const state = useSigner()
  const queryClient = useQueryClient()
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const shortId = useId()
  const moving = useMutation({
    mutationFn: () => {
      if (state.state !== 'ready') throw new Error('The wallet is not connected.')
      return startMove(browserApi, { signer: state.signer, plan, ...(snapshot === null ? {} : { snapshot }) })
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['lease-disk', plan.lease.leaseId] })
      onClose()
    },
  })
  // The new lease locks its money before the old lease refunds any.
  const needed = plan.escrow + feesIn(plan, { payer: 'renter', charge: 'flat' }).total
  const isShort = wallet !== undefined && BigInt(wallet.available) < needed
  return (
    <>
      {isShort && (
        <Callout tone="warn" alert id={shortId}>
          {t.rich('short', { needed: () => <Amount units={needed} />, available: () => <Balance units={wallet.available} /> })}{' '}
          <Link className="link" href="/wallet#deposit">
            {t('deposit')}
          </Link>
        </Callout>
      )}
      {moving.isError && <SigningProblemCallout error={moving.error} />}
      <SignerButton
        label={t(moving.isPending ? 'signing' : 'sign')}
        disabled={moving.isPending || isShort}
        describedBy={isShort ? shortId : undefined}
        onSign={() => moving.mutate()}
      />
    </>
  )
}

/** Shows each part of what a move costs: the remaining time on the old and on the new machine, the difference, the locked amount and the refund. */
function MoveBill({ plan }: { readonly plan: MovePlan }) {
  const t = useTranslations('lease.disk.moveDialog')
  const { lease, listing, durationSeconds, difference, escrow, refund } = plan
  const nameOf = useFeeName({ place: 'move', feeBps: lease.terms.feeBps })
  const { gpus } = lease.terms
  const there = BigInt(listing.ask.pricePerGpuSecond) * BigInt(durationSeconds * gpus)
  const perHour = (pricePerGpuSecond: string) => wholePriceText(BigInt(pricePerGpuSecond) * 3_600n)
  return (
    <div className="lines">
      <div>
        <span>{t('duration')}</span>
        <span>{durationText(durationSeconds)}</span>
      </div>
      <div>
        <span>{t('here', { name: givenName(lease.node.name), gpus, perHour: perHour(lease.terms.pricePerGpuSecond) })}</span>
        <Amount units={there - difference} />
      </div>
      <div>
        <span>{t('there', { name: givenName(listing.name), gpus, perHour: perHour(listing.ask.pricePerGpuSecond) })}</span>
        <Amount units={there} />
      </div>
      <div className="total">
        <span>{t(difference > 0n ? 'dearer' : difference < 0n ? 'cheaper' : 'same')}</span>
        <Amount units={difference < 0n ? -difference : difference} />
      </div>
      <div>
        <span>{t('locked')}</span>
        <Amount units={escrow} />
      </div>
      {feesIn(plan, { payer: 'renter', charge: 'flat' }).lines.map(({ key, amount }) => (
        <div key={key}>
          <span>{nameOf(key)}</span>
          <Amount units={amount} />
        </div>
      ))}
      <div>
        <span>{t('back')}</span>
        <Amount units={refund} />
      </div>
    </div>
  )
}
