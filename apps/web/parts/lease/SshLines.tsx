'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { SquareTerminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { sshAccessOf } from '#web/parts/lease/sshConfigOf.ts'
import { storedKeyFile, storeKeyFile } from '#web/parts/lease/storedKeyFile.ts'

/** The comment of a key pair that this site creates, and the name of its downloaded file. */
const madeHere = { comment: 'infinitio', file: '~/.ssh/infinitio_ed25519' }

/** An empty list that is the same object in every render, so that React sees no change. */
const noKeys: readonly string[] = []

/** Shows the steps to log in by SSH, each line with a copy button. The user can enter the path of the private key. */
export function SshLines({ lease, ssh }: { readonly lease: LeaseWire; readonly ssh: NonNullable<LeaseWire['ssh']> }) {
  const t = useTranslations('lease.connect')
  const publicKeys = lease.access?.sshKeys ?? noKeys
  const isMadeHere = lease.role === 'renter' && publicKeys.some((line) => line.endsWith(` ${madeHere.comment}`))
  const [keyFile, setKeyFile] = useState(isMadeHere ? madeHere.file : '~/.ssh/id_ed25519')
  const folder = lease.workload?.image === undefined ? '/' : '/root'
  const access = sshAccessOf(ssh, { keyFile, folder })
  useEffect(() => {
    const stored = storedKeyFile(window.localStorage, publicKeys)
    if (stored !== null) setKeyFile(stored)
  }, [publicKeys])
  function type(path: string): void {
    setKeyFile(path)
    if (sshAccessOf(ssh, { keyFile: path, folder }) !== null) storeKeyFile(window.localStorage, { publicKeys, keyFile: path })
  }
  return (
    <div className="stack g3 t13">
      <Field label={t('keyFile')} hint={t(isMadeHere ? 'keyFileMade' : 'keyFileHint')} error={access === null ? t('keyFileWrong') : undefined}>
        {(names) => (
          <TextInput {...names} className="mono" value={keyFile} spellCheck={false} onChange={(event) => type(event.target.value.trim())} />
        )}
      </Field>
      {access !== null && (
        <>
          <Step name={t('protect')} text={access.protect} />
          <Step name={t('trust')} text={access.trust} />
          <Step name={t('config')} text={access.config} />
          <Step name={t('command')} text={access.connect} />
          <Button asChild size="sm">
            <a href={access.editor}>
              <SquareTerminal className="i s" aria-hidden />
              {t('editor')}
            </a>
          </Button>
          <p className="t12 dim">{t('editorText')}</p>
          <Step name={t('byCommand')} text={`infinitio ssh -i ${keyFile} ${lease.leaseId}`} />
        </>
      )}
      <p className="t12 dim">{t('onChain')}</p>
    </div>
  )
}

function Step({ name, text }: { readonly name: string; readonly text: string }) {
  const t = useTranslations('states')
  return (
    <section className="stack g1" aria-label={name}>
      <p>{name}</p>
      <CodeLine text={text} label={t('copyNamed', { what: name })} doneLabel={t('copied')} wrap />
    </section>
  )
}
