'use client'
import { isHex32, type ModelRecord, modelRecordLimits, modelRecordMessage, parseRoyalty } from '@infinitio/domain'
import type { ModelItemWire } from '@infinitio/domain/wire'
import { putModelRecord } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfig } from 'wagmi'
import { signMessage } from 'wagmi/actions'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ModelSelect } from '#web/features/govern/models/SetModel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

const fields = ['weightsRoot', 'tokenizerHash', 'chatTemplateHash', 'licence', 'parent', 'royalty'] as const
type Typed = Readonly<Record<(typeof fields)[number], string>>

type RecordModelProps = { readonly models: readonly ModelItemWire[]; readonly modelPayments: string }

/** Signs the record of one of the account's models: the hashes of its files, its licence and its usual royalty. The signature is free. */
export function RecordModel({ models, modelPayments }: RecordModelProps) {
  const t = useTranslations('govern.models.record')
  const [chosen, setChosen] = useState<number | null>(null)
  const model = models.find(({ id }) => id === chosen) ?? models[0]
  if (model === undefined) return null
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <p className="t13">
          {t('text')}{' '}
          <Link className="link" href="/docs/guides/models#records">
            {t('guide')}
          </Link>
        </p>
        <ModelSelect label={t('which')} models={models} value={model.id} onModel={setChosen} />
        <RecordForm key={`${model.id} ${model.record?.signedAt}`} model={model} modelPayments={modelPayments} />
      </div>
    </Panel>
  )
}

function RecordForm({ model: { id, record }, modelPayments }: { readonly model: ModelItemWire; readonly modelPayments: string }) {
  const t = useTranslations('govern.models.record')
  const why = useTranslations('reasons')
  const config = useConfig()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState(() => typedOf(record))
  const draft = recordOf(typed)
  const signing = useMutation({
    async mutationFn() {
      if (draft === null) throw new Error('a record that is not whole has no button')
      const signedAt = Math.floor(Date.now() / 1_000)
      const message = modelRecordMessage({ ...draft, signedAt }, { id, chainId: config.chains[0].id, modelPayments })
      await putModelRecord(browserApi, `${id}`, { ...draft, signedAt, signature: await signMessage(config, { message }) })
    },
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['govern'] }),
  })
  return (
    <>
      {fields.map((field) => (
        <Field key={field} label={t(`${field}.label`)} hint={t(`${field}.hint`)}>
          {(names) => (
            <TextInput
              {...names}
              className={field.endsWith('Hash') || field === 'weightsRoot' ? 'mono' : undefined}
              autoComplete="off"
              spellCheck={false}
              maxLength={modelRecordLimits.parent}
              {...(field === 'royalty' ? { suffix: '%', inputMode: 'decimal' as const } : {})}
              value={typed[field]}
              onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
            />
          )}
        </Field>
      ))}
      {signing.isError && <SigningProblemCallout error={signing.error} />}
      <SignerButton
        label={t(signing.isPending ? 'signing' : 'sign')}
        disabled={signing.isPending}
        reason={draft === null ? why('fields') : null}
        onSign={() => signing.mutate()}
      />
    </>
  )
}

function typedOf(record: ModelItemWire['record']): Typed {
  if (record === null) return { weightsRoot: '', tokenizerHash: '', chatTemplateHash: '', licence: '', parent: '', royalty: '0' }
  const { weightsRoot, tokenizerHash, chatTemplateHash, licence, parent, royaltyBps } = record
  return {
    weightsRoot,
    tokenizerHash: tokenizerHash ?? '',
    chatTemplateHash: chatTemplateHash ?? '',
    licence,
    parent,
    royalty: `${royaltyBps / 100}`,
  }
}

/** Returns the record of the typed fields, or null until each field has a value that the market accepts. */
export function recordOf(typed: Typed): Omit<ModelRecord, 'signedAt'> | null {
  const weightsRoot = typed.weightsRoot.trim()
  const tokenizerHash = typed.tokenizerHash.trim() || null
  const chatTemplateHash = typed.chatTemplateHash.trim() || null
  const [licence, parent, royaltyBps] = [typed.licence.trim(), typed.parent.trim(), parseRoyalty(typed.royalty)]
  if (!isHex32(weightsRoot) || royaltyBps === null || licence === '' || licence.length > modelRecordLimits.licence) return null
  if ((tokenizerHash !== null && !isHex32(tokenizerHash)) || (chatTemplateHash !== null && !isHex32(chatTemplateHash))) return null
  return { weightsRoot, tokenizerHash, chatTemplateHash, licence, parent, royaltyBps }
}
