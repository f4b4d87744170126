'use client'
import { cancelMove, getChain, getLease, placeRelay, signEndOrCancel, waitForMove } from '@infinitio/sdk'
import { feesIn } from '@infinitio/domain'
import type { LeaseWire, MoveWire } from '@infinitio/domain/wire'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { Amount } from '#web/parts/format/Amount.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type CancelMoveDialogProps = { readonly move: MoveWire; readonly onClose: () => void }

/** Explains how cancelling the move of a lease to another machine affects both leases and their money, and asks for confirmation. */
export function CancelMoveDialog({ move, onClose }: CancelMoveDialogProps) {
  const t = useTranslations('lease.disk.cancelDialog')
  const { fromLeaseId, toLeaseId, oldLost } = move
  const { data: lease } = useQuery({ ...leaseQuery(browserApi, toLeaseId ?? ''), enabled: toLeaseId !== null })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      description={t(oldLost ? 'textLost' : 'text', { leaseId: fromLeaseId })}
    >
      <div className="stack g4">
        {toLeaseId === null ? <p className="t13">{t('ordered')}</p> : lease !== undefined && <NewLeaseLines lease={lease} />}
        <WalletBoundary waiting={null}>
          <Buttons move={move} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

/** Shows how much the lease on the other machine has cost until now, and how much it refunds. */
function NewLeaseLines({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.disk.cancelDialog')
  const { leaseId, state, escrow, now } = lease
  const { ifEnded, isInTrial } = liveAmounts(lease, now.chainNow)
  const isReady = state === 'active' && ifEnded !== null
  const cost = isReady ? ifEnded.pay + feesIn(ifEnded.fees, { payer: 'renter', charge: 'share' }).total : 0n
  return (
    <>
      <p className="t13">{t(isReady ? 'ready' : 'booked', { leaseId })}</p>
      <div className="lines">
        <div>
          <span>{isReady && !isInTrial ? t('used', { span: spanText(ifEnded.billedSeconds) }) : t('free')}</span>
          <Amount units={cost} />
        </div>
        <div className="total">
          <span>{t('back')}</span>
          <Amount units={isReady ? ifEnded.refund : escrow} />
        </div>
      </div>
    </>
  )
}

function Buttons({ move, onClose }: CancelMoveDialogProps) {
  const t = useTranslations('lease.disk.cancelDialog')
  const cancelling = useCancelMove(move, onClose)
  return (
    <div className="stack g3">
      {cancelling.isError && <SigningProblemCallout error={cancelling.error} />}
      <SignerButton
        label={cancelling.isPending ? t('cancelling') : move.toLeaseId === null ? t('cancel') : t('cancelAndEnd', { leaseId: move.toLeaseId })}
        disabled={cancelling.isPending}
        onSign={() => cancelling.mutate()}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}

const knownWithinSeconds = 60

/**
 * Stops the move, then ends the new lease. The order is necessary because the new lease is certain only after the move has stopped. The move remains stopped
 * even if the wallet then declines to end the lease.
 */
function useCancelMove({ fromLeaseId }: MoveWire, onDone: () => void) {
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      await cancelMove(browserApi, { leaseId: fromLeaseId })
      const { toLeaseId, newOver } = await waitForMove(browserApi, { leaseId: fromLeaseId, timeoutSeconds: knownWithinSeconds })
      if (toLeaseId === null || newOver) return
      const [lease, chain] = await Promise.all([getLease(browserApi, toLeaseId), getChain(browserApi)])
      await placeRelay(browserApi, await signEndOrCancel(signer.signer, { lease, accept: true, chain }))
    },
    onSuccess: onDone,
    onSettled: () => {
      for (const key of ['lease-disk', 'lease', 'leases', 'snapshots']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
}
