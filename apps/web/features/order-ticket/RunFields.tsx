'use client'
import { templateOf } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ImageFields } from '#web/parts/lease-setup/ImageFields.tsx'
import { hasImage, type LeaseSetup, setupOfTemplate, setupProblem } from '#web/parts/lease-setup/leaseSetup.ts'
import { PortsField } from '#web/parts/lease-setup/PortsField.tsx'
import { TemplateCards } from '#web/parts/lease-setup/TemplateCards.tsx'
import { usePinnedTemplate } from '#web/parts/lease-setup/usePinnedTemplate.ts'
import { SecretsField } from '#web/features/secrets/SecretsField.tsx'
import { storeSshKeys, storedSshKeys } from '#web/features/ssh-keys/storedSshKeys.ts'
import { SshKeyPicker } from '#web/features/ssh-keys/SshKeyPicker.tsx'

type RunFieldsProps = { readonly setup: LeaseSetup; readonly isAnyMachine: boolean; readonly onSetup: (setup: LeaseSetup) => void }

/** Lets the user enter the workload and the SSH keys for the matched machines; both are signed with the order. The fields open on demand. */
export function RunFields({ setup, isAnyMachine, onSetup }: RunFieldsProps) {
  const t = useTranslations('ticket.run')
  const tBook = useTranslations('book')
  // Remains open once opened; otherwise it would close when the user corrects the last problem.
  const [isOpen, setIsOpen] = useState(false)
  const chosen = setup.keys.filter((key) => key.chosen).length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys of this browser are read once.
  useEffect(() => onSetup({ ...setup, keys: storedSshKeys() }), [])
  function change(patch: Partial<LeaseSetup>): void {
    onSetup({ ...setup, ...patch })
    if (patch.keys !== undefined) storeSshKeys(patch.keys)
  }
  usePinnedTemplate(setup, change)
  return (
    <details className="run" open={isOpen || setupProblem(setup) !== null} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <b>{t('title')}</b> <span className="dim">{t('sum', { template: tBook(`template.${setup.template}.title`), keys: chosen })}</span>
      </summary>
      <div className="stack g4">
        <TemplateCards template={setup.template} machine={null} onTemplate={(template) => change(setupOfTemplate(template))} />
        {setup.template === 'script' && (
          <Field label={tBook('template.script.label')} hint={tBook('template.script.hint')}>
            {(names) => <TextArea {...names} rows={5} value={setup.startScript} onChange={(event) => change({ startScript: event.target.value })} />}
          </Field>
        )}
        {hasImage(setup.template) && (
          <>
            {isAnyMachine && <p className="t13 dim">{t('anyMachine')}</p>}
            <ImageFields setup={setup} change={change} />
          </>
        )}
        <SshKeyPicker keys={setup.keys} onKeys={(keys) => change({ keys })} />
        <PortsField ports={setup.ports} onPorts={(ports) => change({ ports })} />
        <section className="stack g2" aria-label={tBook('secrets.title')}>
          <h3 className="label">{tBook('secrets.title')}</h3>
          <SecretsField drafts={setup.secrets} environment={templateOf(setup.template).environment} onDrafts={(secrets) => change({ secrets })} />
          {setup.secrets.length > 0 && <p className="t12 dim">{t('secretsLater')}</p>}
        </section>
        <Field label={tBook('size.name')} hint={tBook('size.nameHint')}>
          {(names) => <TextInput {...names} maxLength={60} value={setup.name} onChange={(event) => change({ name: event.target.value })} />}
        </Field>
      </div>
    </details>
  )
}
