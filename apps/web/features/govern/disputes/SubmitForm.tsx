'use client'
import { artefactLimits, hex32 } from '@infinitio/domain'
import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { uploadArtefact } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { FilesInput } from '#web/components/ui/FilesInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import type { MoneyLine } from '#web/parts/transaction/MoneyLines.tsx'

type Hash = ReturnType<typeof hex32>

type SubmitFormProps = {
  readonly dispute: DisputeDetailWire
  readonly lines: readonly MoneyLine[]
  readonly send: (hashes: readonly Hash[]) => Promise<string>
  readonly onDone: () => void
}

/** The most files that a party can submit as evidence. The court stores this many hashes for each party. */
const mostHashes = 16
const mib = 2 ** 20

/** Stores the chosen files so that anybody can read them, and submits their hashes to the court. */
export function SubmitForm({ dispute: { evidence }, lines, send, onDone }: SubmitFormProps) {
  const t = useTranslations('govern.disputes.act.submit')
  const why = useTranslations('reasons')
  const account = (useAccount() ?? '').toLowerCase()
  const [files, setFiles] = useState<readonly File[]>([])
  const left = mostHashes - evidence.filter(({ party }) => party === account).length
  const isWrong = files.length > left || files.some(({ size }) => size === 0 || size > artefactLimits.bytes)
  return (
    <ActPanel
      title={t('title')}
      text={t('text', { left })}
      lines={lines}
      label={t('send', { count: files.length })}
      reason={files.length === 0 ? why('files') : isWrong ? why('fields') : null}
      send={async () => {
        const hashes: Hash[] = []
        for (const file of files) {
          const bytes = new Uint8Array(await file.arrayBuffer())
          hashes.push(hex32((await uploadArtefact(browserApi, { bytes, readers: 'anybody' })).sha256))
        }
        return await send(hashes)
      }}
      onDone={() => {
        setFiles([])
        onDone()
      }}
    >
      <Field
        label={t('files')}
        hint={t('hint', { mib: artefactLimits.bytes / mib })}
        error={isWrong ? t('wrong', { left, mib: artefactLimits.bytes / mib }) : undefined}
      >
        {(names) => <FilesInput {...names} files={files} onFiles={setFiles} />}
      </Field>
    </ActPanel>
  )
}
