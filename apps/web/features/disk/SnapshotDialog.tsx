'use client'
import { createSnapshot, getChain, signSnapshotOrder, snapshotKeyOf } from '@infinitio/sdk'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { storeSnapshotKey, storedSnapshotKey } from '#web/features/disk/storedSnapshotKey.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type SnapshotDialogProps = { readonly lease: LeaseWire; readonly onClose: () => void }

/** Explains how a snapshot affects a running lease, and asks for a signature. */
export function SnapshotDialog({ lease, onClose }: SnapshotDialogProps) {
  const t = useTranslations('lease.disk.takeDialog')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: leaseTitle(lease) })} description={t('text')}>
      <div className="stack g4">
        <p className="t13">{t('key')}</p>
        <WalletBoundary waiting={null}>
          <SignPart lease={lease} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

function SignPart({ lease: { leaseId }, onClose }: SnapshotDialogProps) {
  const t = useTranslations('lease.disk.takeDialog')
  const state = useSigner()
  const queryClient = useQueryClient()
  const taking = useMutation({
    mutationFn: async () => {
      if (state.state !== 'ready') throw new Error('The wallet is not connected.')
      const { signer } = state
      const chain = await getChain(browserApi)
      const renterKey = storedSnapshotKey(signer.address) ?? (await snapshotKeyOf(signer, { chain })).renterKey
      storeSnapshotKey(signer.address, renterKey)
      return createSnapshot(browserApi, await signSnapshotOrder(signer, { leaseId, renterKey, chain }))
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['lease-disk', leaseId] })
      onClose()
    },
  })
  return (
    <>
      {taking.isError && <SigningProblemCallout error={taking.error} />}
      <SignerButton label={t(taking.isPending ? 'signing' : 'sign')} disabled={taking.isPending} onSign={() => taking.mutate()} />
    </>
  )
}
