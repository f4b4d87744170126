'use client'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { hex32, type Secrets } from '@infinitio/domain'
import type { LeaseWire, WorkloadWire } from '@infinitio/domain/wire'
import { handInSecrets } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { HiddenInput } from '#web/features/secrets/HiddenInput.tsx'
import { storedSalt, secretsInMemory } from '#web/features/secrets/storedSecrets.ts'

/** Shows whether a lease's secrets have reached its machine, and asks for missing ones. Renders nothing if the workload has none or the machine has them. */
export function SecretsNotice({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('secrets.notice')
  const { secrets, workload, role } = lease
  const isOwn = role === 'renter'
  switch (secrets.state) {
    case 'none':
    case 'opened':
      return null
    case 'sealed':
      return isOwn ? (
        <Callout tone="plain">
          <b>{t('sealed.title')}</b> {t('sealed.text')}
        </Callout>
      ) : null
    case 'waiting':
    case 'refused':
      if (!isOwn || workload?.secrets === undefined) return <Callout tone="plain">{t('ofRenter')}</Callout>
      return (
        <Callout tone="warn">
          <b>{t('waiting.title')}</b> {t('waiting.text')}
          {secrets.state === 'refused' && (
            <p className="mt-1">
              {sentenceOf(secrets.code)} <ErrorCode code={secrets.code} />
            </p>
          )}
          <HandIn lease={lease} signed={workload.secrets} />
        </Callout>
      )
    default:
      return secrets satisfies never
  }
}

type HandInProps = { readonly lease: LeaseWire; readonly signed: NonNullable<WorkloadWire['secrets']> }

/**
 * Submits the secrets automatically if they are still in the memory of this page. Otherwise asks for their values by name, or shows a command if another
 * browser made the commitment.
 */
function HandIn({ lease, signed }: HandInProps) {
  const t = useTranslations('secrets.notice')
  const [salt, setSalt] = useState<string | null | undefined>(undefined)
  const handing = useHandIn(lease)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once for each commitment, when this component is first shown.
  useEffect(() => {
    setSalt(storedSalt(signed.commitment))
    const written = secretsInMemory(signed.commitment)
    if (written !== null && lease.secrets.state === 'waiting') handing.mutate(written)
  }, [signed.commitment])
  if (salt === undefined) return null
  if (salt === null) return <p className="mt-2">{t('elsewhere', { command: `infinitio secrets ${lease.leaseId}` })}</p>
  return (
    <>
      <ValuesForm names={signed.names} isPending={handing.isPending} onValues={(values) => handing.mutate({ salt: hex32(salt), values })} />
      {handing.isError && (
        <p className="t13 mt-2" role="alert">
          {problemOf(handing.error).sentence} <ErrorCode code={problemOf(handing.error).code} />
        </p>
      )}
    </>
  )
}

function useHandIn({ leaseId, workload, terms }: LeaseWire) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (secrets: Secrets) => {
      if (workload === null) return
      await handInSecrets(browserApi, { workload, workloadHash: terms.workloadHash, nodeId: terms.node, secrets })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['lease', leaseId] }),
  })
}

type ValuesFormProps = {
  readonly names: readonly string[]
  readonly isPending: boolean
  readonly onValues: (values: Record<string, string>) => void
}

function ValuesForm({ names, isPending, onValues }: ValuesFormProps) {
  const t = useTranslations('secrets.notice')
  const why = useTranslations('reasons')
  const [values, setValues] = useState<Record<string, string>>({})
  function handIn(event: FormEvent): void {
    event.preventDefault()
    onValues(values)
  }
  const reasonId = useId()
  const reason = names.some((name) => (values[name] ?? '') === '') ? why('fields') : null
  return (
    <form className="stack g3 mt-3" autoComplete="off" onSubmit={handIn}>
      {names.map((name) => (
        <Field key={name} label={<span className="mono">{name}</span>}>
          {(control) => (
            <HiddenInput {...control} value={values[name] ?? ''} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />
          )}
        </Field>
      ))}
      <div className="row">
        <Button type="submit" disabled={isPending || reason !== null} aria-describedby={reason === null ? undefined : reasonId}>
          {t(isPending ? 'handingIn' : 'handIn')}
        </Button>
      </div>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
    </form>
  )
}
