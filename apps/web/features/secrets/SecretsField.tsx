'use client'
import { type SecretsProblem, secretsProblem } from '@infinitio/domain'
import { CircleAlert, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { HiddenInput } from '#web/features/secrets/HiddenInput.tsx'
import { type SecretDraft, writtenSecrets } from '#web/parts/lease-setup/secretDraft.ts'

type SecretsFieldProps = {
  readonly drafts: readonly SecretDraft[]
  readonly environment: Readonly<Record<string, string>>
  readonly onDrafts: (drafts: readonly SecretDraft[]) => void
}

/** Edits names and masked values of secrets that only the machine may read, and explains who cannot read them. */
export function SecretsField({ drafts, environment, onDrafts }: SecretsFieldProps) {
  const t = useTranslations('secrets')
  const belowId = useId()
  const problem = faultOf(drafts, environment)
  const change = (key: number, patch: Partial<SecretDraft>) => onDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...patch } : draft)))
  return (
    <fieldset className="field" aria-describedby={belowId}>
      <legend className="sr">{t('title')}</legend>
      <div className="stack g2">
        {drafts.map((draft, index) => (
          <SecretRow
            key={draft.key}
            draft={draft}
            number={index + 1}
            belowId={belowId}
            isWrong={problem !== null && 'name' in problem && problem.name === draft.name}
            onChange={(patch) => change(draft.key, patch)}
            onRemove={() => onDrafts(drafts.filter(({ key }) => key !== draft.key))}
          />
        ))}
        <button
          type="button"
          className="link row g1 t13"
          onClick={() => onDrafts([...drafts, { key: 1 + Math.max(0, ...drafts.map(({ key }) => key)), name: '', value: '' }])}
        >
          <Plus className="i s" aria-hidden />
          {t('add')}
        </button>
      </div>
      <SecretsWords id={belowId} problem={problem} />
    </fieldset>
  )
}

/** Returns the first error in the typed secrets, or null. An empty name or value is not an error yet. */
function faultOf(drafts: readonly SecretDraft[], environment: Readonly<Record<string, string>>): SecretsProblem | null {
  const problem = secretsProblem(writtenSecrets(drafts), environment)
  const isUnfinished =
    problem !== null && 'name' in problem && drafts.some((draft) => draft.name === problem.name && (draft.name === '' || draft.value === ''))
  return isUnfinished && (problem.kind === 'value' || problem.name === '') ? null : problem
}

function SecretsWords({ id, problem }: { readonly id: string; readonly problem: SecretsProblem | null }) {
  const t = useTranslations('secrets')
  if (problem === null) {
    return (
      <p className="hint" id={id}>
        {t('hint')}
      </p>
    )
  }
  return (
    <p className="err" id={id} role="alert">
      <CircleAlert className="i s" aria-hidden />
      {t(`problem.${problem.kind}`, { name: 'name' in problem ? problem.name : '' })}
    </p>
  )
}

type SecretRowProps = {
  readonly draft: SecretDraft
  readonly number: number
  readonly belowId: string
  readonly isWrong: boolean
  readonly onChange: (patch: Partial<SecretDraft>) => void
  readonly onRemove: () => void
}

function SecretRow({ draft, number, belowId, isWrong, onChange, onRemove }: SecretRowProps) {
  const t = useTranslations('secrets')
  const invalid = isWrong ? true : undefined
  return (
    <div className="secret">
      <TextInput
        aria-label={t('name', { number })}
        aria-describedby={belowId}
        aria-invalid={invalid}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={64}
        value={draft.name}
        placeholder="HF_TOKEN"
        className="mono"
        onChange={(event) => onChange({ name: event.target.value.trim() })}
      />
      <HiddenInput
        aria-label={t('value', { number })}
        aria-describedby={belowId}
        aria-invalid={invalid}
        value={draft.value}
        placeholder={t('valuePlaceholder')}
        onChange={(event) => onChange({ value: event.target.value })}
      />
      <Button tone="ghost" shape="icon" aria-label={t('remove', { name: draft.name === '' ? number : draft.name })} onClick={onRemove}>
        <X className="i s" aria-hidden />
      </Button>
    </div>
  )
}
