'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { isName } from '#web/features/files/filePath.ts'

export type NameDialogProps = {
  readonly kind: 'makeFolder' | 'rename'
  readonly name: string
  readonly onSave: (name: string) => Promise<void>
  readonly onClose: () => void
}

/** Asks for the name of a new folder, or the new name of a file, and stays open with the reason when the machine says no. */
export function NameDialog({ kind, name, onSave, onClose }: NameDialogProps) {
  const t = useTranslations('files')
  const form = useId()
  const [value, setValue] = useState(name)
  const [wasSent, setWasSent] = useState(false)
  const save = useMutation({ mutationFn: () => onSave(value), onSuccess: onClose })
  const isWrong = wasSent && !isName(value)
  function submit(event: FormEvent): void {
    event.preventDefault()
    setWasSent(true)
    if (isName(value) && !save.isPending) save.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`${kind}.title`, { name })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} tone="primary" disabled={save.isPending}>
            {t(`${kind}.save`)}
          </Button>
        </>
      }
    >
      <form id={form} className="stack g3" onSubmit={submit} noValidate>
        <Field label={t('nameLabel')} {...(isWrong ? { error: t('nameWrong') } : {})}>
          {(names) => <TextInput {...names} value={value} autoComplete="off" spellCheck={false} onChange={(event) => setValue(event.target.value)} />}
        </Field>
        {save.isError && <ProblemCallout error={save.error} />}
      </form>
    </Dialog>
  )
}
