'use client'
import { modelDescriptionMessage, mostDescription } from '@infinitio/domain'
import { deleteModelDescription, putModelDescription } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfig } from 'wagmi'
import { signMessage } from 'wagmi/actions'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { MarkdownField } from '#web/parts/govern/MarkdownField.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

export type DescribeModelProps = {
  readonly id: number
  readonly modelPayments: string
  /** The present description; empty if there is none. */
  readonly text: string
  readonly onDone: () => void
}

/** The form in which the owner of a model writes what buyers read. The owner's wallet signs the text, without a transaction. */
export function DescribeModel(props: DescribeModelProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ id, modelPayments, text: before, onDone }: DescribeModelProps) {
  const t = useTranslations('govern.models.about')
  const why = useTranslations('reasons')
  const config = useConfig()
  const queryClient = useQueryClient()
  const [text, setText] = useState(before)
  const onSuccess = () => {
    void queryClient.invalidateQueries({ queryKey: ['govern'] })
    onDone()
  }
  const saving = useMutation({
    async mutationFn() {
      const written = { text: text.trim(), signedAt: Math.floor(Date.now() / 1_000) }
      const message = modelDescriptionMessage(written, { id, chainId: config.chains[0].id, modelPayments })
      await putModelDescription(browserApi, `${id}`, { ...written, signature: await signMessage(config, { message }) })
    },
    onSuccess,
  })
  const deleting = useMutation({ mutationFn: () => deleteModelDescription(browserApi, `${id}`), onSuccess })
  const isBusy = saving.isPending || deleting.isPending
  const problem = saving.error ?? deleting.error
  return (
    <div className="stack g4">
      <MarkdownField label={t('text')} hint={t('textHint')} rows={10} most={mostDescription} value={text} onValue={setText} />
      <p className="t12 dim">{t('signs')}</p>
      {problem !== null && <SigningProblemCallout error={problem} />}
      <SignerButton
        label={t(saving.isPending ? 'signing' : 'sign')}
        disabled={isBusy}
        reason={text.trim() === '' ? why('text') : text.length > mostDescription ? why('fields') : null}
        onSign={() => saving.mutate()}
      />
      {before !== '' && (
        <Button tone="ghost" disabled={isBusy} onClick={() => deleting.mutate()}>
          {t('delete')}
        </Button>
      )}
    </div>
  )
}
