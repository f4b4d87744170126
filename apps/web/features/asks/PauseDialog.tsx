'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { pauseAsk } from '#web/features/asks/pauseAsk.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { notify } from '#web/parts/toasts/notify.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type PauseDialogProps = { readonly node: ProviderNode; readonly onClose: () => void }

/** Removes a machine's ask from the order book. Running leases continue. */
export function PauseDialog({ node, onClose }: PauseDialogProps) {
  const t = useTranslations('provide.pausing')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: givenName(node.name) })} description={t('text')}>
      <WalletBoundary waiting={null}>
        <PauseButtons node={node} onClose={onClose} />
      </WalletBoundary>
    </Dialog>
  )
}

function PauseButtons({ node, onClose }: PauseDialogProps) {
  const t = useTranslations('provide.pausing')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const pausing = useMutation({
    mutationFn: async () => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      await pauseAsk(signer.signer, node.node)
    },
    onSuccess: () => {
      void notify({ tone: 'success', text: t('sent', { name: givenName(node.name) }) })
      for (const key of ['provider', 'ask-demand', 'listings', 'listing', 'classes']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  return (
    <div className="stack g3">
      {pausing.isError && <SigningProblemCallout error={pausing.error} />}
      <SignerButton label={pausing.isPending ? t('signing') : t('sign')} disabled={pausing.isPending} onSign={() => pausing.mutate()} />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
