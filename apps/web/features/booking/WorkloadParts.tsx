'use client'
import { type TemplateMachine, templateOf } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { SecretsField } from '#web/features/secrets/SecretsField.tsx'
import { SshKeyPicker } from '#web/features/ssh-keys/SshKeyPicker.tsx'
import { listText } from '#web/parts/format/listText.ts'
import { ImageFields } from '#web/parts/lease-setup/ImageFields.tsx'
import { hasImage, type LeaseSetup, readPorts, setupOfTemplate, setupProblem } from '#web/parts/lease-setup/leaseSetup.ts'
import { PortsField } from '#web/parts/lease-setup/PortsField.tsx'
import { writtenSecrets } from '#web/parts/lease-setup/secretDraft.ts'
import { TemplateCards } from '#web/parts/lease-setup/TemplateCards.tsx'

type FieldsProps = { readonly setup: LeaseSetup; readonly change: (patch: Partial<LeaseSetup>) => void }

/** Draws the fields for template, SSH keys, ports and secrets. `machine` is null if the order may match any machine. */
export function WorkloadParts({ setup, change, machine }: FieldsProps & { readonly machine: TemplateMachine | null }) {
  const t = useTranslations('book')
  const keys = setup.keys.filter(({ chosen }) => chosen).length
  const problem = setupProblem(setup)
  return (
    <>
      <FoldPart
        title={t('template.title')}
        text={t('template.text')}
        chosen={t(`template.${setup.template}.title`)}
        isWrong={problem !== null && problem !== 'portsInvalid' && problem !== 'secretsInvalid'}
      >
        <TemplateCards template={setup.template} machine={machine} onTemplate={(template) => change(setupOfTemplate(template))} />
        {setup.template === 'script' && <ScriptField setup={setup} change={change} />}
        {hasImage(setup.template) && <ImageFields setup={setup} change={change} />}
      </FoldPart>
      <FoldPart title={t('keys.title')} text={t('keys.text')} chosen={keys === 0 ? null : t('keys.chosen', { count: keys })} none={t('fold.noKeys')}>
        <SshKeyPicker keys={setup.keys} onKeys={(chosen) => change({ keys: chosen })} />
      </FoldPart>
      <FoldPart
        title={t('ports.title')}
        text={t('ports.text')}
        chosen={textOrNull((readPorts(setup.ports) ?? []).map(String))}
        isWrong={problem === 'portsInvalid'}
      >
        <PortsField ports={setup.ports} onPorts={(ports) => change({ ports })} />
      </FoldPart>
      <FoldPart
        title={t('secrets.title')}
        text={t('secrets.text')}
        chosen={textOrNull(writtenSecrets(setup.secrets).map(({ name }) => name))}
        isWrong={problem === 'secretsInvalid'}
      >
        <SecretsField drafts={setup.secrets} environment={templateOf(setup.template).environment} onDrafts={(secrets) => change({ secrets })} />
      </FoldPart>
    </>
  )
}

/** Joins texts with commas into one line; returns null for an empty list. */
function textOrNull(words: readonly string[]): string | null {
  return words.length === 0 ? null : listText(words)
}

function ScriptField({ setup, change }: FieldsProps) {
  const t = useTranslations('book.template')
  const problem = setupProblem(setup)
  return (
    <Field label={t('script.label')} hint={t('script.hint')} error={problem === 'scriptTooLong' ? t('script.tooLong') : undefined}>
      {(names) => (
        <TextArea
          {...names}
          rows={6}
          value={setup.startScript}
          placeholder={'nproc\nuptime'}
          onChange={(event) => change({ startScript: event.target.value })}
        />
      )}
    </Field>
  )
}

type FoldPartProps = {
  readonly title: string
  readonly text: string
  /** The renter's choice as a short text, which is shown while the part is closed. Null if the renter chose nothing. */
  readonly chosen: string | null
  /** The text for a part in which the renter has chosen nothing; it describes the default. */
  readonly none?: string
  /** True while a field inside must be corrected; then the part remains open. */
  readonly isWrong?: boolean
  readonly children: ReactNode
}

/** Draws an optional part of the checkout form. One line shows the renter's choice and opens the fields. Closed fields keep their values. */
export function FoldPart({ title, text, chosen, none, isWrong = false, children }: FoldPartProps) {
  const t = useTranslations('book.fold')
  const [isOpen, setIsOpen] = useState(false)
  const open = isOpen || isWrong
  function follow(part: HTMLDetailsElement): void {
    if (isWrong) part.open = true
    setIsOpen(part.open)
  }
  return (
    <details className="fold" open={open} onToggle={(event) => follow(event.currentTarget)}>
      <summary>
        <h2>{title}</h2>
        <span className="clip">{chosen ?? none ?? t('none')}</span>
        <span className="link">{t(open ? 'close' : chosen === null ? 'add' : 'change')}</span>
      </summary>
      <div className="in">
        <p className="t13 dim">{text}</p>
        {children}
      </div>
    </details>
  )
}
