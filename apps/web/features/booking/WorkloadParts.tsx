'use client'
import { type TemplateMachine, templateOf } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { SetupPart } from '#web/features/booking/SetupPart.tsx'
import { SecretsField } from '#web/features/secrets/SecretsField.tsx'
import { SshKeyPicker } from '#web/features/ssh-keys/SshKeyPicker.tsx'
import { ImageFields } from '#web/parts/lease-setup/ImageFields.tsx'
import { hasImage, type LeaseSetup, setupOfTemplate, setupProblem } from '#web/parts/lease-setup/leaseSetup.ts'
import { PortsField } from '#web/parts/lease-setup/PortsField.tsx'
import { TemplateCards } from '#web/parts/lease-setup/TemplateCards.tsx'

type FieldsProps = { readonly setup: LeaseSetup; readonly change: (patch: Partial<LeaseSetup>) => void }

/** The fields for template, SSH keys, ports and secrets. `machine` is null if the order may find any machine. */
export function WorkloadParts({ setup, change, machine }: FieldsProps & { readonly machine: TemplateMachine | null }) {
  const t = useTranslations('book')
  return (
    <>
      <SetupPart title={t('template.title')} text={t('template.text')}>
        <TemplateCards template={setup.template} machine={machine} onTemplate={(template) => change(setupOfTemplate(template))} />
        {setup.template === 'script' && <ScriptField setup={setup} change={change} />}
        {hasImage(setup.template) && <ImageFields setup={setup} change={change} />}
      </SetupPart>
      <SetupPart title={t('keys.title')} text={t('keys.text')}>
        <SshKeyPicker keys={setup.keys} onKeys={(keys) => change({ keys })} />
      </SetupPart>
      <SetupPart title={t('ports.title')} text={t('ports.text')}>
        <PortsField ports={setup.ports} onPorts={(ports) => change({ ports })} />
      </SetupPart>
      <SetupPart title={t('secrets.title')} text={t('secrets.text')}>
        <SecretsField drafts={setup.secrets} environment={templateOf(setup.template).environment} onDrafts={(secrets) => change({ secrets })} />
      </SetupPart>
    </>
  )
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
