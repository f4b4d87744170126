'use client'
import { type MovePlan, planMove, startMove } from '@infinitio/sdk'
import type { LeaseDiskWire, LeaseWire } from '@infinitio/domain/wire'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { signingProblemOf } from '#web/features/api/signingProblemOf.ts'
import { Amount } from '#web/features/format/Amount.tsx'
import { momentText } from '#web/features/format/clockText.ts'
import { durationText } from '#web/features/format/durationText.ts'
import { leaseTitle } from '#web/features/lease/leaseTitle.ts'
import { SignerButton } from '#web/features/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/features/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'

type MoveDialogProps = { readonly lease: LeaseWire; readonly disk: LeaseDiskWire; readonly onClose: () => void }

/** Where the workload would go and what that costs, before anything is signed. */
export function MoveDialog({ lease, disk, onClose }: MoveDialogProps) {
  const t = useTranslations('lease.disk.moveDialog')
  const query = useQuery({ queryKey: ['move-plan', lease.leaseId], queryFn: () => planMove(browserApi, { leaseId: lease.leaseId }), staleTime: 0 })
  const last = lease.lost === null ? null : (disk.snapshots.find(({ state }) => state === 'stored') ?? null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: leaseTitle(lease) })} description={t('text')}>
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={180} />}>
        {(plan) => (
          <div className="stack g4">
            <PlanLines plan={plan} />
            <p className="t13">{last === null ? t('still') : t('lost', { at: momentText(last.takenAt ?? last.createdAt) })}</p>
            <p className="t12 dim">{t('signatures')}</p>
            <WalletBoundary waiting={null}>
              <SignPart plan={plan} snapshot={last} onClose={onClose} />
            </WalletBoundary>
          </div>
        )}
      </QueryView>
    </Dialog>
  )
}

function PlanLines({ plan: { lease, listing, durationSeconds, escrow, refund } }: { readonly plan: MovePlan }) {
  const t = useTranslations('lease.disk.moveDialog')
  return (
    <div className="lines">
      <div>
        <span>{t('from', { name: lease.node.name })}</span>
        <span>{t('to', { name: listing.name })}</span>
      </div>
      <div>
        <span>{t('duration')}</span>
        <span>{durationText(durationSeconds)}</span>
      </div>
      <div>
        <span>{t('locked')}</span>
        <Amount units={escrow} />
      </div>
      <div className="total">
        <span>{t('back')}</span>
        <Amount units={refund} />
      </div>
    </div>
  )
}

function SignPart({
  plan,
  snapshot,
  onClose,
}: {
  readonly plan: MovePlan
  readonly snapshot: LeaseDiskWire['snapshots'][number] | null
  readonly onClose: () => void
}) {
  const t = useTranslations('lease.disk.moveDialog')
  const state = useSigner()
  const queryClient = useQueryClient()
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
  const problem = moving.error === null ? null : signingProblemOf(moving.error)
  return (
    <>
      {problem !== null && (
        <Callout tone="warn" alert>
          {problem.sentence} <span className="mono dim">{problem.code}</span>
        </Callout>
      )}
      <SignerButton label={t(moving.isPending ? 'signing' : 'sign')} disabled={moving.isPending} onSign={() => moving.mutate()} />
    </>
  )
}
