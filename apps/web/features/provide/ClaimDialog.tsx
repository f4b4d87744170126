'use client'
import { useClaim } from '@infinitio/chain/react'
import { address, leaseId } from '@infinitio/domain'
import { leaseTermsFromWire, type LeaseWire } from '@infinitio/domain/wire'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

type ClaimDialogProps = { readonly leases: readonly LeaseWire[]; readonly onClose: () => void }

/** Claims vested pay for each lease, with one transaction per lease from the provider's wallet. */
export function ClaimDialog(props: ClaimDialogProps) {
  const t = useTranslations('provide.claiming')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('title')} description={t('text')}>
      <WalletBoundary waiting={null}>
        <ClaimBody {...props} />
      </WalletBoundary>
    </Dialog>
  )
}

function ClaimBody({ leases, onClose }: ClaimDialogProps) {
  const t = useTranslations('provide.claiming')
  const why = useTranslations('reasons')
  const claim = useClaim()
  const queryClient = useQueryClient()
  const { data: chain } = useQuery(chainQuery(browserApi))
  const claimable = leases.filter(({ now }) => BigInt(now.claimable) > 0n)
  const claiming = useMutation({
    mutationFn: async () => {
      if (chain === undefined) throw new Error('The chain is not known yet.')
      for (const lease of claimable) {
        await claim({
          market: address(chain.addresses.market),
          leaseId: leaseId(BigInt(lease.leaseId)),
          terms: leaseTermsFromWire(lease.terms),
        })
      }
    },
    onSuccess: () => {
      void notify({ tone: 'success', text: t('done') })
      for (const key of ['provider', 'wallet']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  return (
    <div className="stack g4">
      <div className="lines">
        {claimable.map((lease) => (
          <div key={lease.leaseId}>
            <span>{t('line', { name: leaseTitle(lease) })}</span>
            <Amount units={lease.now.claimable} />
          </div>
        ))}
      </div>
      {claiming.isError && (
        <Callout tone="warn" alert>
          {walletProblemOf(claiming.error).sentence}
        </Callout>
      )}
      <SignerButton
        label={claiming.isPending ? t('sending') : t('send', { count: claimable.length })}
        disabled={claiming.isPending}
        reason={claimable.length === 0 ? why('none') : null}
        onSign={() => claiming.mutate()}
      />
    </div>
  )
}
