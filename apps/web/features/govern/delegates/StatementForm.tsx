'use client'
import { statementLimits, statementMessage } from '@infinitio/domain'
import type { DelegateWire } from '@infinitio/domain/wire'
import { deleteDelegateStatement, putDelegateStatement } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfig } from 'wagmi'
import { signMessage } from 'wagmi/actions'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { FormFoot } from '#web/parts/govern/FormFoot.tsx'
import { MarkdownField } from '#web/parts/govern/MarkdownField.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

export type StatementFormProps = { readonly delegate: Pick<DelegateWire, 'account' | 'statement'>; readonly onDone: () => void }

/** The form in which a delegate writes the text that voters read. The delegate's wallet signs the text, without a transaction. */
export function StatementForm(props: StatementFormProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ delegate: { account, statement }, onDone }: StatementFormProps) {
  const t = useTranslations('govern.statement')
  const why = useTranslations('reasons')
  const config = useConfig()
  const queryClient = useQueryClient()
  const [name, setName] = useState(statement?.name ?? '')
  const [text, setText] = useState(statement?.text ?? '')
  const onSuccess = () => {
    void queryClient.invalidateQueries({ queryKey: ['govern'] })
    onDone()
  }
  const saving = useMutation({
    async mutationFn() {
      const written = { name: name.trim(), text: text.trim(), signedAt: Math.floor(Date.now() / 1_000) }
      const { addresses } = await queryClient.fetchQuery(chainQuery(browserApi))
      const message = statementMessage(written, { account, chainId: config.chains[0].id, market: addresses.market })
      const signature = await signMessage(config, { message })
      await putDelegateStatement(browserApi, { ...written, signature })
    },
    onSuccess,
  })
  const deleting = useMutation({ mutationFn: () => deleteDelegateStatement(browserApi), onSuccess })
  const isBusy = saving.isPending || deleting.isPending
  const problem = saving.error ?? deleting.error
  return (
    <div className="stack g4">
      <Field label={t('name')} hint={t('nameHint')}>
        {(names) => (
          <TextInput {...names} maxLength={statementLimits.name} autoComplete="off" value={name} onChange={({ target }) => setName(target.value)} />
        )}
      </Field>
      <MarkdownField label={t('text')} hint={t('textHint')} rows={10} most={statementLimits.text} value={text} onValue={setText} />
      <p className="t12 dim">{t('signs')}</p>
      <FormFoot>
        <div className="stack g3">
          {problem !== null && <SigningProblemCallout error={problem} />}
          <SignerButton
            label={t(saving.isPending ? 'signing' : 'sign')}
            disabled={isBusy}
            reason={text.trim() === '' ? why('text') : text.length > statementLimits.text ? why('fields') : null}
            onSign={() => saving.mutate()}
          />
        </div>
      </FormFoot>
      {statement !== null && (
        <Button tone="ghost" disabled={isBusy} onClick={() => deleting.mutate()}>
          {t('delete')}
        </Button>
      )}
    </div>
  )
}
