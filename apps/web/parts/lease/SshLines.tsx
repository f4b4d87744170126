'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { SquareTerminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { type Shelf, storedEntries } from '#web/parts/lease-setup/storedEntries.ts'

/** The comment in a key pair that was created on this site, and the path that the page suggests for its private key. */
const madeHere = { comment: 'infinitio', file: '~/.ssh/infinitio_ed25519' }

/** Matches names and addresses that mean the own computer. */
const loopback = /^(localhost|127\.[0-9.]+|\[?::1\]?)$/

/** An empty list that is the same object in every render, so that React does not render again because of it. */
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
      {loopback.test(ssh.gatewayHost) && <Callout tone="plain">{t('thisComputer', { host: ssh.gatewayHost })}</Callout>}
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
          {lease.node.isolation === 'process' && <p className="t12 dim">{t('rootName')}</p>}
          <Step name={t('command')} text={access.connect} />
          <Button asChild size="sm">
            <a href={access.editor}>
              <SquareTerminal className="i s" aria-hidden />
              {t('editor')}
            </a>
          </Button>
          <p className="t12 dim">{t('editorText')}</p>
          <Step name={t('byCommand')} text={`infinitio ssh -i ${keyFile} ${lease.leaseId}`} />
          <Link className="link t12" href="/docs/guides/install">
            {t('install')}
          </Link>
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

type Entry = readonly [publicKey: string, keyFile: string]

const shelfKey = 'infinitio.sshKeyFiles'
const mostKeys = 20

/**
 * Returns the path of the private key that the user typed in this browser earlier for one of these public keys, or null if there is none. If `publicKeys` is
 * empty, returns the one path that all leases without known keys share.
 */
export function storedKeyFile(shelf: Shelf, publicKeys: readonly string[]): string | null {
  const names = namesOf(publicKeys)
  return storedEntries(shelf, shelfKey, isEntry).find(([publicKey]) => names.includes(publicKey))?.[1] ?? null
}

/** Stores where the private key for some public keys is, in this browser only. Stores at most the newest twenty. */
export function storeKeyFile(shelf: Shelf, { publicKeys, keyFile }: { readonly publicKeys: readonly string[]; readonly keyFile: string }): void {
  const names = namesOf(publicKeys)
  const others = storedEntries(shelf, shelfKey, isEntry).filter(([publicKey]) => !names.includes(publicKey))
  shelf.setItem(shelfKey, JSON.stringify([...names.map((name) => [name, keyFile]), ...others].slice(0, mostKeys)))
}

function namesOf(publicKeys: readonly string[]): readonly string[] {
  return publicKeys.length === 0 ? [''] : publicKeys
}

function isEntry(value: unknown): value is Entry {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}

type Ssh = NonNullable<LeaseWire['ssh']>

/** Matches names and network addresses that a shell and OpenSSH read as one word without quotes. */
const plain = /^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/
/** Matches paths of key files that need no quotes in a shell or in a configuration. */
const plainPath = /^(~\/)?[A-Za-z0-9._/@+][A-Za-z0-9._/@+-]*$/

/** The texts that the user copies to log in to a lease with the private key in `keyFile`. */
type SshAccess = {
  readonly protect: string
  readonly trust: string
  readonly config: string
  readonly connect: string
  readonly editor: string
}

/**
 * Returns the texts for logging in: lines for a shell, a block for `~/.ssh/config`, and a link for an editor that opens `folder`. Returns null if a name or
 * path would need quotes, or if a line for the known hosts contains an apostrophe or a line break. OpenSSH does not use its option `-i` for a jump host, so the
 * block connects through a `ProxyCommand` that names the key again. Pure.
 */
export function sshAccessOf(ssh: Ssh, { keyFile, folder }: { keyFile: string; folder: string }): SshAccess | null {
  const { name, gatewayHost: host, gatewayPort: port } = ssh
  if (!plain.test(name) || !plain.test(host) || !plainPath.test(keyFile) || ssh.knownHosts.some((line) => /['\n]/.test(line))) return null
  return {
    protect: `chmod 600 ${keyFile}`,
    trust: `mkdir -p ~/.ssh && printf '%s\\n' ${ssh.knownHosts.map((line) => `'${line}'`).join(' ')} >> ~/.ssh/known_hosts`,
    config: [
      `Host ${name}`,
      '  User root',
      `  IdentityFile ${keyFile}`,
      '  IdentitiesOnly yes',
      `  ProxyCommand ssh -i ${keyFile} -o IdentitiesOnly=yes -p ${port} -W %h:%p ${name}@${host}`,
    ].join('\n'),
    connect: `ssh ${name}`,
    editor: `vscode://vscode-remote/ssh-remote+${name}${folder}`,
  }
}
