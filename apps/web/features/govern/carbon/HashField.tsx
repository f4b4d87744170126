'use client'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, useRef } from 'react'
import { keccak256 } from 'viem'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { isHash } from '#web/features/govern/carbon/proofDraft.ts'

type HashFieldProps = { readonly label: string; readonly hint: string; readonly value: string; readonly onValue: (hash: string) => void }

/** A field for the hash of a document. The user pastes the hash or chooses a file, which is hashed in the browser and not uploaded. */
export function HashField({ label, hint, value, onValue }: HashFieldProps) {
  const t = useTranslations('govern.carbon.file')
  const input = useRef<HTMLInputElement>(null)
  async function choose({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = currentTarget.files ?? []
    // Clear the input. Otherwise choosing the same file again would cause no change event.
    if (file !== undefined) onValue(keccak256(new Uint8Array(await file.arrayBuffer())))
    if (input.current !== null) input.current.value = ''
  }
  return (
    <Field label={label} hint={hint} error={value !== '' && !isHash(value) ? t('hashWrong') : undefined}>
      {(names) => (
        <div className="row g2">
          <TextInput
            {...names}
            className="mono grow"
            spellCheck={false}
            autoComplete="off"
            maxLength={66}
            placeholder="0x…"
            value={value}
            onChange={({ target }) => onValue(target.value.trim().toLowerCase())}
          />
          <Button onClick={() => input.current?.click()} aria-label={t('chooseFor', { label })}>
            {t('choose')}
          </Button>
          {/* This hidden input opens the file dialog; users click the button beside it. */}
          <input ref={input} type="file" hidden aria-label={label} onChange={(event) => void choose(event)} />
        </div>
      )}
    </Field>
  )
}
