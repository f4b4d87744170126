'use client'
import { isPlainReviewText } from '@infinitio/domain'
import type { ReviewWire } from '@infinitio/domain/wire'
import { answerReview } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { ReviewTextField, signedText } from '#web/features/reviews/ReviewTextField.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type AnswerDialogProps = { readonly review: ReviewWire; readonly leaseId: string; readonly onClose: () => void }

/** Lets the account that a review is about answer it once, with one signature. */
export function AnswerDialog(props: AnswerDialogProps) {
  const t = useTranslations('reviews')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('answerTitle', { leaseId: props.leaseId })} description={t('answerText')}>
      <WalletBoundary waiting={null}>
        <AnswerForm {...props} />
      </WalletBoundary>
    </Dialog>
  )
}

function AnswerForm({ review, onClose }: AnswerDialogProps) {
  const t = useTranslations('reviews')
  const why = useTranslations('reasons')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const [value, setValue] = useState('')
  const text = signedText(value)
  const sending = useMutation({
    async mutationFn() {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      return answerReview(browserApi, { number: review.number, text, signer: signer.signer })
    },
    onSuccess() {
      void queryClient.invalidateQueries({ queryKey: ['reviews'] })
      onClose()
    },
  })
  return (
    <div className="stack g4">
      <ReviewTextField label={t('answerLabel')} value={value} onValue={setValue} />
      <p className="t12 dim">{t('signs')}</p>
      {sending.isError && <SigningProblemCallout error={sending.error} />}
      <SignerButton
        label={t(sending.isPending ? 'signing' : 'sendAnswer')}
        disabled={sending.isPending}
        reason={text === '' ? why('text') : isPlainReviewText(text) ? null : why('fields')}
        onSign={() => sending.mutate()}
      />
    </div>
  )
}
