'use client'
import { getChain, placeOrder, signAsk } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { PricePerHourInput } from '#web/parts/price/PricePerHourInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { askTermsOf, priceFromText } from '#web/features/asks/askTermsOf.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { waitForAsk } from '#web/features/asks/waitForAsk.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

type PriceDialogProps = { readonly node: ProviderNode; readonly nextAskNonce: string; readonly onClose: () => void }

/** Changes a node's price, or lists a paused node again: signs a new ask, which takes the place of the old one. Running leases keep their price. */
export function PriceDialog(props: PriceDialogProps) {
  const t = useTranslations('provide.price')
  const { node, onClose } = props
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(node.ask === null ? 'resumeTitle' : 'title', { name: node.name })}
      description={t('text')}
    >
      <WalletBoundary waiting={null}>
        <PriceForm {...props} />
      </WalletBoundary>
    </Dialog>
  )
}

function PriceForm({ node, nextAskNonce, onClose }: PriceDialogProps) {
  const t = useTranslations('provide.price')
  const median = node.classMedianPricePerGpuSecond
  const [text, setText] = useState(() => startText(node.latestAsk?.pricePerGpuSecond ?? median))
  const [transferable, setTransferable] = useState(node.latestAsk?.transferable ?? false)
  const price = priceFromText(text)
  const trialSeconds = node.latestAsk?.trialSeconds ?? 300
  const signing = useSignAsk({ node, nextAskNonce, onClose })
  return (
    <div className="stack g4">
      <Field
        label={t('label')}
        hint={median === null ? undefined : t('median', { price: amountText(BigInt(median) * 3_600n), className: node.className })}
        error={price === null ? t('wrong') : undefined}
      >
        {(names) => <PricePerHourInput {...names} text={text} onText={setText} />}
      </Field>
      <CheckRow checked={transferable} onChange={setTransferable} label={t('transferable')} />
      <ul className="stack t13">
        <li>{t('word.list', { gpus: node.gpus, price: price === null ? '–' : amountText(price * 3_600n) })}</li>
        <li>{trialSeconds === 0 ? t('word.noTrial') : t('word.trial', { span: spanText(trialSeconds) })}</li>
        <li>{t(transferable ? 'word.transferable' : 'word.notTransferable')}</li>
        <li>{t('word.until')}</li>
        <li>{t('word.cannot')}</li>
      </ul>
      {signing.isError && <SigningProblemCallout error={signing.error} />}
      <SignerButton
        label={signing.isPending ? t('signing') : t('sign', { price: price === null ? '–' : amountText(price * 3_600n) })}
        disabled={price === null || signing.isPending}
        onSign={() => price !== null && signing.mutate({ pricePerGpuSecond: price, transferable })}
      />
    </div>
  )
}

function useSignAsk({ node, nextAskNonce, onClose }: PriceDialogProps) {
  const t = useTranslations('provide.price')
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (chosen: { readonly pricePerGpuSecond: bigint; readonly transferable: boolean }) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      const chain = await getChain(browserApi)
      const ask = askTermsOf({ node, ...chosen, nonce: BigInt(nextAskNonce), provider: signer.signer.address, chain })
      const { orderHash } = await placeOrder(browserApi, await signAsk(signer.signer, { ask, chain }))
      await waitForAsk(orderHash, 'open')
    },
    onSuccess: () => {
      void notify({ tone: 'success', text: t('sent', { name: node.name }) })
      for (const key of ['provider', 'listings', 'listing', 'classes']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: ['provider'] }),
  })
}

function startText(pricePerGpuSecond: string | null): string {
  return pricePerGpuSecond === null ? '' : amountText(BigInt(pricePerGpuSecond) * 3_600n)
}
