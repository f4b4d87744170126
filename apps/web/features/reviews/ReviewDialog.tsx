'use client'
import { isPlainReviewText } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { reviewLease } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { ReviewTextField, signedText } from '#web/features/reviews/ReviewTextField.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ReviewDialogProps = { readonly lease: LeaseWire; readonly side: 'renter' | 'provider'; readonly onClose: () => void }

/** Lets one side of a closed lease review the other side, with one signature. */
export function ReviewDialog(props: ReviewDialogProps) {
  const t = useTranslations('reviews')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('dialogTitle', { name: leaseTitle(props.lease) })}
      description={t('dialogText', { side: props.side })}
    >
      <WalletBoundary waiting={null}>
        <ReviewForm {...props} />
      </WalletBoundary>
    </Dialog>
  )
}

const choices = [5, 4, 3, 2, 1] as const

function ReviewForm({ lease, onClose }: ReviewDialogProps) {
  const t = useTranslations('reviews')
  const why = useTranslations('reasons')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const [stars, setStars] = useState(0)
  const [value, setValue] = useState('')
  const text = signedText(value)
  const sending = useMutation({
    async mutationFn() {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      return reviewLease(browserApi, { leaseId: lease.leaseId, stars, text, signer: signer.signer })
    },
    onSuccess() {
      void queryClient.invalidateQueries({ queryKey: ['reviews'] })
      onClose()
    },
  })
  return (
    <div className="stack g4">
      <Field label={t('starsLabel')}>
        {(names) => (
          <SelectInput {...names} value={stars} onChange={({ target }) => setStars(Number(target.value))}>
            <option value={0} disabled>
              {t('choose')}
            </option>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {t(`choice.${choice}`)}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <ReviewTextField label={t('text')} value={value} onValue={setValue} />
      <p className="t12 dim">{t('signs')}</p>
      {sending.isError && <SigningProblemCallout error={sending.error} />}
      <SignerButton
        label={t(sending.isPending ? 'signing' : 'send')}
        disabled={sending.isPending}
        reason={stars === 0 ? why('stars') : isPlainReviewText(text) ? null : why('fields')}
        onSign={() => sending.mutate()}
      />
    </div>
  )
}
